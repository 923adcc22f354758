import * as vscode from 'vscode';
import { mergeLines } from '../../core/diff/merge.ts';
import { askForEdit, type EditReply } from '../../core/edit/askForEdit.ts';
import { rewriteRange } from '../../core/edit/rewriteRange.ts';
import type { EditQuestion } from '../../core/prompt/editPrompt.ts';
import type { Services } from '../services.ts';
import { editQuestion } from './editContext.ts';
import type { EditTarget } from './editTarget.ts';

/** What an edit run needs besides the services. */
export interface EditRunPorts {
  readonly services: Services;
  readonly setUp: () => Promise<void>;
  /** Lands a new text and puts it under review. */
  readonly land: (document: vscode.TextDocument, after: string) => Promise<boolean>;
}

/** How a run ended; `message` is for the user, with what to do. */
export type EditOutcome =
  | { readonly kind: 'done' | 'cancelled' }
  | { readonly kind: 'told'; readonly message: string; readonly mayRetry: boolean };

/** At most so many progress messages a second, as people can read. */
const progressMs = 100;

/** Asks the model with a progress notification; closing it, or undoing meanwhile, cancels. */
export async function askWithProgress(
  target: EditTarget,
  instruction: string,
  task: EditQuestion['task'],
  title: string,
  services: Services,
  stop: AbortController,
): Promise<EditReply> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (bar, token) => {
    const subscriptions = [
      token.onCancellationRequested(() => stop.abort()),
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        const isUndo = reason === vscode.TextDocumentChangeReason.Undo;
        if (isUndo && document === target.document) stop.abort();
      }),
    ];
    let shownAt = Number.NEGATIVE_INFINITY;
    const onProgress = ({ modelName, lines }: { modelName: string; lines: number | undefined }) => {
      const now = services.clock.now();
      if (lines !== undefined && now - shownAt < progressMs) return;
      shownAt = now;
      bar.report({ message: lines === undefined ? modelName : `${modelName}: ${lines} lines` });
    };
    try {
      const question = await editQuestion(target, instruction, task, services, stop.signal);
      const { models, gate, sender, tokens, settings } = services;
      const promptTokens = settings.read(target.document.uri)['edit.promptTokens'];
      const ports = { models, gate, sender, tokens, promptTokens, onProgress };
      return await askForEdit(question, ports, stop.signal);
    } finally {
      for (const subscription of subscriptions) subscription.dispose();
    }
  });
}

/** Takes a rewrite into the document, around what the user typed meanwhile. */
export async function landRewrite(
  target: EditTarget,
  reply: string,
  { land }: EditRunPorts,
): Promise<EditOutcome> {
  const rewritten = rewriteRange(target.base, target.range, reply);
  if (rewritten.kind === 'declined') {
    return { kind: 'told', message: rewritten.reason, mayRetry: true };
  }
  if (rewritten.text === target.base) {
    return { kind: 'told', message: 'The model found nothing to change.', mayRetry: false };
  }
  const document = await reopened(target.document);
  if (document === undefined) return keepProposal(target, rewritten.text);
  const { text, conflicts } = mergeLines(target.base, document.getText(), rewritten.text);
  if (text !== document.getText() && !(await land(document, text))) {
    return keepProposal(target, rewritten.text);
  }
  return conflicts.length === 0
    ? { kind: 'done' }
    : showConflicts(conflicts.length, target, rewritten.text);
}

/** The document, brought back if its tab was closed meanwhile; undefined where it is gone. */
async function reopened(document: vscode.TextDocument): Promise<vscode.TextDocument | undefined> {
  if (!document.isClosed) return document;
  if (document.isUntitled) return undefined;
  try {
    return await vscode.workspace.openTextDocument(document.uri);
  } catch {
    return undefined;
  }
}

/** The proposal is never lost: where it can't land it opens as a document of its own. */
async function keepProposal({ document }: EditTarget, text: string): Promise<EditOutcome> {
  await openBeside(text, document.languageId);
  const message =
    'The document could not be changed (was it closed, or is it read-only?). The proposed text is open in a new editor.';
  return { kind: 'told', message, mayRetry: false };
}

async function showConflicts(
  count: number,
  target: EditTarget,
  text: string,
): Promise<EditOutcome> {
  const parts = count === 1 ? 'One change was' : `${count} changes were`;
  const show = 'Show the Whole Proposal';
  const message = `${parts} left out because you edited the same lines meanwhile; your text stands.`;
  const answer = await vscode.window.showWarningMessage(message, show);
  if (answer === show) await openBeside(text, target.document.languageId);
  return { kind: 'done' };
}

/** Opens a text as an unsaved document. */
export async function openBeside(content: string, language: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  await vscode.window.showTextDocument(document, { preview: false });
}
