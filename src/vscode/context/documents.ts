import * as vscode from 'vscode';

/** Texts longer than this are logs or data; they are not looked through for context. */
const mostCharacters = 400_000;

/** Schemes under which people write although no file system has them. */
const unsavedSchemes: ReadonlySet<string> = new Set(['untitled', 'vscode-notebook-cell']);
/** VS Code keeps settings and the like under this one. */
const settingsScheme = 'vscode-userdata';

/**
 * Whether a document is code that someone may want to see in a prompt: it lies in a file system, of whatever
 * extension, that can be written to. Output channels, diffs and pages do not.
 */
export function isCode(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  if (document.isClosed || scheme === settingsScheme) return false;
  if (unsavedSchemes.has(scheme)) return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/** The text of a document, or undefined of a huge one. */
export function moderateText(document: vscode.TextDocument): string | undefined {
  const lastLine = document.lineAt(document.lineCount - 1);
  const length = document.offsetAt(lastLine.range.end);
  return length > mostCharacters ? undefined : document.getText();
}
