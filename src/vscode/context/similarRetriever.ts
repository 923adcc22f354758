import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { IndexClient } from '../../node/indexClient.ts';
import { isSourcePath } from '../../node/workspaceFiles.ts';
import type { DeclaredLines } from '../../node/workspaceIndex.ts';
import { containingFolders, pathIn } from './folderPaths.ts';

/** More files are a monorepo, which needs another kind of index. */
const maxFiles = 50_000;
const mostSnippets = 24;
/** Reading goes on so long after the last key. */
const restMs = 400;

/** Copying to the worker costs time: of a long file its imports and what is near the cursor count. */
const headCharacters = 20_000;
const nearCharacters = 80_000;
const mostAfter = 40_000;

function withoutMiddle(prefix: string): string {
  if (prefix.length <= headCharacters + nearCharacters) return prefix;
  return `${prefix.slice(0, headCharacters)}\n${prefix.slice(-nearCharacters)}`;
}

/**
 * Similar code and likely declarations anywhere in the workspace's files on disk, from an index that lives in a worker.
 */
export class SimilarRetriever implements Retriever, Disposable {
  readonly kind = 'similar';
  private readonly store = new DisposableStore();
  private isStarted = false;

  constructor(private readonly client: IndexClient) {}

  async retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]> {
    this.start();
    const { prefix, suffix, uri } = context;
    const filePath = vscode.Uri.parse(uri).fsPath;
    const place = { prefix: withoutMiddle(prefix), suffix: suffix.slice(0, mostAfter) };
    const { similar, declared } = await this.client.related(
      { ...place, filePath, limit: mostSnippets },
      signal,
    );
    const asSnippet =
      (kind: Snippet['kind']) =>
      (found: DeclaredLines): Snippet => ({
        kind,
        ...found,
        uri: vscode.Uri.parse(found.uri).toString(),
      });
    return [...similar.map(asSnippet('similar')), ...declared.map(asSnippet('declaration'))];
  }

  /** The first prompt for a model starts the reading: with the embedded engine alone no index is needed. */
  private start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.indexFolder(folder);
    this.store.add(
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.client.removeFolder(folder.uri.fsPath);
        for (const folder of added) this.indexFolder(folder);
      }),
    );
    const watcher = this.store.add(vscode.workspace.createFileSystemWatcher('**/*'));
    const refresh = (uri: vscode.Uri) => this.refresh(uri);
    this.store.add(watcher.onDidChange(refresh));
    this.store.add(watcher.onDidCreate(refresh));
    this.store.add(watcher.onDidDelete(refresh));
    this.store.add(vscode.workspace.onDidChangeTextDocument(() => this.client.rest(restMs)));
  }

  /** Folders that are not on a disk (virtual workspaces) can not be read by the worker. */
  private indexFolder({ uri }: vscode.WorkspaceFolder): void {
    if (uri.scheme === 'file') this.client.indexFolder(uri.fsPath, maxFiles);
  }

  private refresh(uri: vscode.Uri): void {
    const folder = containingFolders(uri).at(0);
    if (!folder || uri.scheme !== 'file') return;
    const path = pathIn(folder, uri);
    if (isSourcePath(path)) this.client.refresh(uri.fsPath, path);
  }

  dispose(): void {
    this.store.dispose();
  }
}
