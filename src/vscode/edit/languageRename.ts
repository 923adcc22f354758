import * as vscode from 'vscode';
import type { EditOutcome } from './editRun.ts';

/** A language without rename says so by an error. */
export async function canRename(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<boolean> {
  try {
    await vscode.commands.executeCommand('vscode.prepareRename', document.uri, position);
    return true;
  } catch {
    return false;
  }
}

/** Lets the language rename what stands at a position, wherever it is used. */
export async function rename(
  document: vscode.TextDocument,
  position: vscode.Position,
  name: string,
): Promise<EditOutcome> {
  try {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      name,
    );
    const isDone = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    return isDone ? { kind: 'done' } : told('VS Code did not let the rename be made.');
  } catch (error) {
    return told(
      `The language refused the rename: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function told(message: string): EditOutcome {
  void vscode.window.showWarningMessage(message);
  return { kind: 'told', message, mayRetry: false };
}
