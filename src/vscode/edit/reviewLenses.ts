import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { FailedChange } from '../../core/edit/failedChange.ts';
import { nearestText } from '../../core/edit/nearestText.ts';
import { describeHunk, isOpen, type ReviewHunk } from '../../core/edit/review.ts';
import { approximately } from './announce.ts';
import { type ChangeNotes, hunkKey, type ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

/** Accept, Reject and Side by Side above each waiting change. */
export class ReviewLenses implements vscode.CodeLensProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly reviews: Reviews,
    private readonly notes: ReviewNotes,
  ) {
    this.store.add(reviews.onDidChange(() => this.changed.fire()));
    this.store.add(notes.onDidChange(() => this.changed.fire()));
    this.store.add(vscode.languages.registerCodeLensProvider({ pattern: '**' }, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const review = this.reviews.get(document.uri);
    if (!review) return [];
    const notes = this.notes.get(document.uri);
    const ofHunks = review.hunks.flatMap((hunk, at) => {
      const line = Math.min(hunk.start, document.lineCount - 1);
      const range = new vscode.Range(line, 0, line, 0);
      const lens = (title: string, id: string) =>
        new vscode.CodeLens(range, {
          title,
          tooltip: describeHunk(review, hunk),
          command: `inkling.review.${id}`,
          arguments: [document.uri.toString(), hunk.start],
        });
      // The blank after an icon is dropped unless it is a no-break one.
      return [
        lens('$(check)\u00a0Accept', 'acceptHunk'),
        lens('$(discard)\u00a0Reject', 'rejectHunk'),
        lens('$(diff)\u00a0Side by Side', 'openDiff'),
        ...remarksOf(notes, hunk, at === 0).map(
          ({ text, command }) =>
            new vscode.CodeLens(range, {
              title: text,
              command,
              ...(command.startsWith('inkling.review') && {
                arguments: [document.uri.toString(), hunk.start],
              }),
            }),
        ),
      ];
    });
    return [...ofHunks, ...failedLenses(document, isOpen(review) ? notes.failed : [])];
  }

  dispose(): void {
    this.store.dispose();
  }
}

interface Remark {
  readonly text: string;
  readonly command: string;
}

/** What is to be said of a change: how sure its place is, and at the first one what holds for all. */
function remarksOf(
  { rough, warnings, remarks }: ChangeNotes,
  hunk: ReviewHunk,
  isFirst: boolean,
): Remark[] {
  const confidence = rough.get(hunkKey(hunk));
  const remark = (icon: string, text: string, command = 'inkling.review.openDiff') => ({
    text: `$(${icon})\u00a0${text}`,
    command,
  });
  const own = confidence === undefined ? [] : [remark('question', approximately(confidence))];
  if (!isFirst) return own;
  const problems = remarks?.get('problems');
  const check = remarks?.get('check');
  return [
    ...own,
    ...warnings.map(warning => remark('warning', warning)),
    ...(problems ? [remark('error', problems, 'workbench.actions.view.problems')] : []),
    ...(check ? [remark('beaker', check, 'inkling.log.show')] : []),
  ];
}

/** A change without a place stands where the text is most like what it sought. */
function failedLenses(
  document: vscode.TextDocument,
  failed: readonly FailedChange[],
): vscode.CodeLens[] {
  if (failed.length === 0) return [];
  const lines = document.getText().split(/\r?\n/);
  return failed.flatMap((change, index) => {
    const line = Math.min(nearestText(lines, change.before)?.start ?? 0, document.lineCount - 1);
    const lens = (title: string, id: string) =>
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
        title,
        tooltip: change.reason,
        command: `inkling.review.${id}`,
        arguments: [document.uri.toString(), index],
      });
    return [
      lens('$(error)\u00a0A change found no place', 'showFailed'),
      lens('$(refresh)\u00a0Retry Only This', 'retryFailed'),
      lens('$(close)\u00a0Dismiss', 'dismissFailed'),
    ];
  });
}
