import * as vscode from 'vscode';

/** The URI that a text from the page names; none when it is not one. */
export function parsedUri(text: string): vscode.Uri[] {
  try {
    return [vscode.Uri.parse(text, true)];
  } catch {
    return [];
  }
}
