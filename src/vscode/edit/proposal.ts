import * as vscode from 'vscode';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditTarget } from './editTarget.ts';

/** The document, brought back if its tab was closed meanwhile; undefined where it is gone. */
export async function reopened(
  document: vscode.TextDocument,
): Promise<vscode.TextDocument | undefined> {
  if (!document.isClosed) return document;
  if (document.isUntitled) return undefined;
  try {
    return await vscode.workspace.openTextDocument(document.uri);
  } catch {
    return undefined;
  }
}

/** The proposal is never lost: where it can't land it opens as a document of its own. */
export async function keepProposal(
  { document }: Pick<EditTarget, 'document'>,
  text: string,
): Promise<EditOutcome> {
  await openBeside(text, document.languageId);
  const message =
    'The document could not be changed (was it closed, or is it read-only?). The proposed text is open in a new editor.';
  return { kind: 'told', message, mayRetry: false };
}

/** Where the user edited the same lines meanwhile their text stands; both sides can be looked at. */
export async function showConflicts(
  count: number,
  document: vscode.TextDocument,
  proposed: string,
): Promise<EditOutcome> {
  const parts = count === 1 ? 'One change was' : `${count} changes were`;
  const message = `${parts} left out because you edited the same lines meanwhile; your text stands.`;
  void offerBothSides(message, document, proposed);
  return { kind: 'done' };
}

async function offerBothSides(
  message: string,
  document: vscode.TextDocument,
  content: string,
): Promise<void> {
  const show = 'Show Both Sides';
  if ((await vscode.window.showWarningMessage(message, show)) !== show) return;
  const { languageId: language } = document;
  const proposal = await vscode.workspace.openTextDocument({ content, language });
  const title = `${relativePathOf(document.uri)} (yours ↔ proposed)`;
  await vscode.commands.executeCommand('vscode.diff', document.uri, proposal.uri, title);
}

/** Opens a text as an unsaved document. */
export async function openBeside(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: false });
}
