import * as vscode from 'vscode';

/** The scheme under which the text before a proposed change can be opened. */
export const baseScheme = 'inkling-base';

/**
 * Serves the base texts of reviews as read-only files. A file system, not a content provider:
 * the diff editor, its gutter and quick diff all follow its change events.
 */
export class BaseFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly texts = new Map<string, { bytes: Uint8Array; mtime: number }>();
  readonly onDidChangeFile = this.changed.event;

  /** Where the base of a document is found; its path keeps the name and the language. */
  static uriFor(document: vscode.Uri): vscode.Uri {
    const path = document.path.startsWith('/') ? document.path : `/${document.path}`;
    return vscode.Uri.from({ scheme: baseScheme, path, query: document.toString() });
  }

  set(document: vscode.Uri, text: string): void {
    const uri = BaseFiles.uriFor(document);
    const mtime = (this.texts.get(uri.toString())?.mtime ?? 0) + 1;
    this.texts.set(uri.toString(), { bytes: new TextEncoder().encode(text), mtime });
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** The base stays readable for a diff editor that is still open, until the window closes. */
  readFile(uri: vscode.Uri): Uint8Array {
    return this.entry(uri).bytes;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, mtime } = this.entry(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length, permissions };
  }

  private entry(uri: vscode.Uri): { bytes: Uint8Array; mtime: number } {
    const entry = this.texts.get(uri.toString());
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  watch(): vscode.Disposable {
    return { dispose() {} };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.changed.dispose();
    this.texts.clear();
  }
}
