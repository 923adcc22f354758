import * as vscode from 'vscode';
import type { Snippet } from '../../core/context/snippet.ts';
import {
  askForEdit,
  askForText,
  type EditPorts,
  type EditProgress,
  type EditReply,
} from '../../core/edit/askForEdit.ts';
import type { EditQuestion } from '../../core/prompt/editPrompt.ts';
import type { ChatDraft } from '../../core/prompt/prompt.ts';
import type { Services } from '../services.ts';
import type { BlockRecords } from './blockRecords.ts';
import { editQuestion } from './editContext.ts';
import type { EditTarget } from './editTarget.ts';
import type { Land } from './landReview.ts';
import { markLines } from './markLines.ts';

/** What an edit run needs besides the services. */
export interface EditRunPorts {
  readonly services: Services & { readonly blocks: BlockRecords };
  readonly setUp: () => Promise<void>;
  readonly land: Land;
}

/** How a run ended; `message` is for the user, with what to do. */
export type EditOutcome =
  | { readonly kind: 'done' | 'cancelled' }
  | {
      readonly kind: 'told';
      readonly message: string;
      readonly mayRetry: boolean;
      /** Applies what a guard refused, where the user wants it all the same. */
      readonly anyway?: () => Promise<unknown>;
      /** Opens the model's answer as it came, where nothing of it could be used. */
      readonly show?: () => Promise<unknown>;
    };

/** What is asked where no lines are to change. */
export interface AskText {
  readonly draft: ChatDraft;
  /** The longest answer that makes sense. */
  readonly outputTokens: number;
  /** For the budget, which may be set by folder. */
  readonly uri?: vscode.Uri;
}

/** At most so many progress messages a second, as people can read. */
const progressMs = 100;

type RunServices = EditRunPorts['services'];

/** Asks for an edit of a target's lines; `examples` go with the other snippets. */
export function askForTarget(
  target: EditTarget,
  instruction: string,
  task: EditQuestion['task'],
  title: string,
  services: RunServices,
  stop: AbortController,
  examples: readonly Snippet[] = [],
): Promise<EditReply> {
  const { document } = target;
  const cancelOnUndo = vscode.workspace.onDidChangeTextDocument(change => {
    const isUndo = change.reason === vscode.TextDocumentChangeReason.Undo;
    if (isUndo && change.document === document) stop.abort();
  });
  const mark = markLines(target);
  return withProgress(title, services, stop, document.uri, async ports => {
    const asked = { target, instruction, task, examples };
    await services.ignoreRules.whenRead([document.uri]);
    const question = await editQuestion(asked, services, stop.signal);
    return askForEdit(question, ports, stop.signal);
  }).finally(() => {
    cancelOnUndo.dispose();
    mark.dispose();
  });
}

/** Asks for a text; `onText` is told what has come so far, as often as people can read it. */
export function askWithProgress(
  title: string,
  services: RunServices,
  stop: AbortController,
  { draft, outputTokens, uri }: AskText,
  onText?: (text: string) => void,
): Promise<EditReply> {
  return withProgress(
    title,
    services,
    stop,
    uri,
    ports => askForText(draft, outputTokens, ports, stop.signal),
    onText,
  );
}

/** Shows a progress notification meanwhile; closing it cancels. */
async function withProgress(
  title: string,
  services: RunServices,
  stop: AbortController,
  uri: vscode.Uri | undefined,
  ask: (ports: EditPorts) => Promise<EditReply>,
  onText?: (text: string) => void,
): Promise<EditReply> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Inkling: ${title}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (bar, token) => {
    const cancel = token.onCancellationRequested(() => stop.abort());
    let shownAt = Number.NEGATIVE_INFINITY;
    const onProgress = ({ modelName, why, lines, tokens: count, text }: EditProgress) => {
      const now = services.clock.now();
      if (lines !== undefined && now - shownAt < progressMs) return;
      shownAt = now;
      onText?.(text);
      const come = `${modelName}: ${lines} lines, ${count} tokens`;
      bar.report({ message: why ?? (lines === undefined ? modelName : come) });
    };
    const { models, gate, sender, tokens, settings, blocks } = services;
    const promptTokens = settings.read(uri)['edit.promptTokens'];
    const blockRecord = (name: string) => blocks.of(name);
    try {
      return await ask({ models, gate, sender, tokens, promptTokens, blockRecord, onProgress });
    } finally {
      cancel.dispose();
    }
  });
}
