import * as vscode from 'vscode';
import { describeFailed, type FailedChange } from '../../core/edit/failedChange.ts';
import { splitLines } from '../../core/text/lines.ts';
import type { CommandHandlers } from '../commands.ts';
import type { EditRunner } from './editRunner.ts';
import { openBeside } from './proposal.ts';
import type { ReviewNotes } from './reviewNotes.ts';

export type FailedCommand =
  | 'inkling.review.retryFailed'
  | 'inkling.review.showFailed'
  | 'inkling.review.dismissFailed';

/** What can be done about changes that found no place: each alone from its CodeLens, all of a file by palette. */
export function failedCommands(
  notes: ReviewNotes,
  runner: EditRunner,
): CommandHandlers<FailedCommand> {
  const withFailed =
    (work: (document: vscode.TextDocument, failed: readonly FailedChange[]) => unknown) =>
    async (...given: unknown[]) => {
      const document = await documentOf(given[0]);
      const all = document ? notes.get(document.uri).failed : [];
      const failed = typeof given[1] === 'number' ? all.slice(given[1], given[1] + 1) : all;
      if (!document || failed.length === 0) return undefined;
      return work(document, failed);
    };
  const drop = ({ uri }: vscode.TextDocument, failed: readonly FailedChange[]) => {
    for (const change of failed) notes.drop(uri, change);
  };
  return {
    'inkling.review.retryFailed': withFailed(async (document, failed) => {
      drop(document, failed);
      const outcome = await runner.retry(document, failed);
      if (outcome.kind !== 'done')
        notes.add(document.uri, { failed, rough: new Map(), warnings: [] });
      return outcome;
    }),
    'inkling.review.showFailed': withFailed((document, failed) =>
      openBeside(
        describeFailed(failed, splitLines(document.getText()).lines).trimStart(),
        'markdown',
      ),
    ),
    'inkling.review.dismissFailed': withFailed(drop),
  };
}

async function documentOf(uri: unknown): Promise<vscode.TextDocument | undefined> {
  if (typeof uri !== 'string') return vscode.window.activeTextEditor?.document;
  return vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
}
