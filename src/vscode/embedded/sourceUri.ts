import * as vscode from 'vscode';
import { sourcePath } from '../../provider/embedded.ts';

/** The URI behind a name that the engine knows; names are spelled without escapes. */
export function sourceUri(path: string): vscode.Uri {
  const open = vscode.workspace.textDocuments.find(
    document => sourcePath(document.uri.toString()) === path,
  );
  if (open) return open.uri;
  return path.startsWith('file://') ? vscode.Uri.file(path.slice(7)) : vscode.Uri.parse(path);
}
