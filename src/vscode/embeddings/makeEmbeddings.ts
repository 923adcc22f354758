import * as vscode from 'vscode';
import { costOf } from '../../core/outbound/ledger.ts';
import type { EmbeddingEnd } from '../../core/vectors/embedChunks.ts';
import { answerTo } from '../edit/answerTo.ts';
import { offerCommand } from '../offerCommand.ts';
import type { Embedder, Survey } from './embedder.ts';

/** Asks, then makes the embeddings that are missing, with progress that can be stopped. Resolves to what was made. */
export async function makeEmbeddings(
  embedder: Embedder | undefined,
  problems: () => readonly string[],
): Promise<EmbeddingEnd | undefined> {
  if (!vscode.workspace.isTrusted) {
    const message = 'In an untrusted workspace nothing is sent, so no embeddings can be made.';
    void vscode.window.showWarningMessage(message);
    return undefined;
  }
  if (!embedder) return tellHowToSetUp(problems());
  try {
    const survey = await withProgress('Inkling looks for code without embeddings', signal =>
      embedder.survey(signal),
    );
    if (!survey) return undefined;
    if (survey.chunks === 0) {
      const message = survey.isFull
        ? 'There are as many embeddings as have room in memory; the rest of the workspace is found by words.'
        : 'All code that the index has and that may be sent has embeddings.';
      void vscode.window.showInformationMessage(message);
      return { chunks: 0, tokens: 0 };
    }
    if (!(await mayBeSent(survey, embedder))) return undefined;
    return await make(embedder, survey);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Embeddings were not made to the end; those that were are kept. ${reason}`;
    void answerTo(vscode.window.showErrorMessage, message);
    return undefined;
  }
}

async function tellHowToSetUp(problems: readonly string[]): Promise<undefined> {
  const mistake = problems.find(problem => problem.includes('inkling.search.embeddings'));
  const message = mistake ?? 'Name a model for embeddings in inkling.search.embeddings first.';
  const settings = 'workbench.action.openSettings';
  await offerCommand(message, 'Open Settings', settings, 'inkling.search.embeddings');
  return undefined;
}

/** The question before any code leaves: how much of it, and where it goes. */
async function mayBeSent(
  { files, chunks, tokens }: Survey,
  { model: { info } }: Embedder,
): Promise<boolean> {
  const count = (value: number, what: string) =>
    `${value.toLocaleString()} ${what}${value === 1 ? '' : 's'}`;
  const cost = costOf({ prompt: tokens, output: 0 }, info.price);
  const paid = info.price ? `, which cost ${Number(cost.toPrecision(2))} at most` : '';
  const where = info.isLocal ? `${info.origin}, on this machine` : info.origin;
  const yes: vscode.QuickPickItem = {
    label: `$(check) Send them to ${info.name}`,
    detail: `${count(chunks, 'piece')} of code, ${count(tokens, 'token')} at most${paid}. Secrets are masked.`,
  };
  const no: vscode.QuickPickItem = {
    label: '$(circle-slash) Send nothing',
    detail: 'Files that ignore rules name are never among them.',
  };
  const picked = await vscode.window.showQuickPick([yes, no], {
    title: `Send the code of ${count(files, 'file')} to ${where}?`,
    placeHolder: `${info.name} makes embeddings of it, which are kept on this machine.`,
    ignoreFocusOut: true,
  });
  return picked === yes;
}

async function make(embedder: Embedder, survey: Survey): Promise<EmbeddingEnd | undefined> {
  const title = `Inkling sends code to ${embedder.model.info.name}`;
  let shown = 0;
  const end = await withProgress(title, (signal, progress) =>
    embedder.make({}, signal, ({ chunks }) => {
      const percent = Math.min(100, Math.floor((100 * chunks) / survey.chunks));
      progress.report({
        message: `${chunks.toLocaleString()} of ${survey.chunks.toLocaleString()} pieces`,
        increment: percent - shown,
      });
      shown = percent;
    }),
  );
  if (end?.refused) void vscode.window.showWarningMessage(end.refused);
  else if (end) {
    const made = `Embeddings of ${end.chunks.toLocaleString()} pieces of code were made, with ${end.tokens.toLocaleString()} tokens.`;
    vscode.window.setStatusBarMessage(made, 5000);
  }
  return end;
}

type Progress = Parameters<Parameters<typeof vscode.window.withProgress>[1]>[0];

/** Undefined when somebody stopped it. */
async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: Progress) => Promise<T>,
): Promise<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return work(abort.signal, progress).then(done => (abort.signal.aborted ? undefined : done));
  });
}
