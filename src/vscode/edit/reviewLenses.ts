import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { describeHunk } from '../../core/edit/review.ts';
import type { Reviews } from './reviews.ts';

/** Accept, Reject and Side by Side above each waiting change. */
export class ReviewLenses implements vscode.CodeLensProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly reviews: Reviews) {
    this.store.add(reviews.onDidChange(() => this.changed.fire()));
    this.store.add(vscode.languages.registerCodeLensProvider({ pattern: '**' }, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const review = this.reviews.get(document.uri);
    if (!review) return [];
    return review.hunks.flatMap(hunk => {
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
      ];
    });
  }

  dispose(): void {
    this.store.dispose();
  }
}
