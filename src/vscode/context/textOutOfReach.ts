import * as vscode from 'vscode';

/**
 * Why nothing can be done in the tab in front although it shows a file, or undefined where that is not so.
 * VS Code asks before it opens a very large text, keeps texts of more than 50 MB to itself, and shows no binary files.
 */
export function textOutOfReach(): string | undefined {
  if (vscode.window.activeTextEditor) return undefined;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText)) return undefined;
  const name = input.uri.path.slice(input.uri.path.lastIndexOf('/') + 1);
  return `VS Code does not hand ${name} to extensions: it is binary or too large. Put the part that matters into a file of its own.`;
}
