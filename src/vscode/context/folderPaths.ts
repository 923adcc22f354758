import * as vscode from 'vscode';

/**
 * Path of a document as models and ignore rules see it: relative to its workspace folder, with `/`.
 * Outside every folder only the name is left, so that no prompt tells where someone keeps their files.
 */
export function relativePathOf(uri: vscode.Uri): string {
  const folder = containingFolders(uri).at(0);
  return folder ? pathIn(folder, uri) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/**
 * The workspace folders that contain a document, innermost first. Documents that show a file in another form
 * (notebook cells, a version of git's) have a scheme of their own but the path of the file.
 */
export function containingFolders(uri: vscode.Uri): readonly vscode.WorkspaceFolder[] {
  if (uri.scheme === 'untitled') return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders
    .filter(folder => uri.path.startsWith(withSlash(folder.uri.path)))
    .sort((one, other) => other.uri.path.length - one.uri.path.length);
}

/** Path of a document below one of its folders. */
export function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(withSlash(folder.uri.path).length);
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
