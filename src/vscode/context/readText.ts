import * as vscode from 'vscode';

const mostBytes = 1_000_000;

/**
 * The text of a file: of an open document as it is in the editor, else as it is on disk, without opening it. Undefined
 * for a huge one; rejects where it can't be read.
 */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(
    document => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) return undefined;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
