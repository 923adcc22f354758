import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { describeProblems, newProblems, type Problem } from '../../core/edit/newProblems.ts';
import type { ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

/** Compares the problems of a document before and after an edit, as often as they are reported anew. */
export class ProblemWatch implements Disposable {
  private readonly store = new DisposableStore();
  /** The problems before the edit, of documents whose review is open. */
  private readonly before = new Map<string, readonly Problem[]>();

  constructor(
    private readonly reviews: Reviews,
    private readonly notes: ReviewNotes,
  ) {
    this.store.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.compare(uri);
      }),
    );
    this.store.add(
      reviews.onDidChange(uri => {
        if (!reviews.get(uri)) this.before.delete(uri.toString());
      }),
    );
  }

  /** The problems of a document, to be handed to {@link watch} once an edit has landed. */
  of(uri: vscode.Uri): readonly Problem[] {
    const levels = vscode.DiagnosticSeverity;
    return vscode.languages.getDiagnostics(uri).flatMap((found): Problem[] => {
      if (found.severity > levels.Warning || found.source === 'Inkling review') return [];
      const severity = found.severity === levels.Error ? 'error' : 'warning';
      return [{ severity, message: found.message, source: found.source ?? '' }];
    });
  }

  watch(uri: vscode.Uri, before: readonly Problem[]): void {
    if (!this.before.has(uri.toString())) this.before.set(uri.toString(), before);
    this.compare(uri);
  }

  private compare(uri: vscode.Uri): void {
    const before = this.before.get(uri.toString());
    if (before === undefined || !this.reviews.get(uri)) return;
    this.notes.remark(uri, 'problems', describeProblems(newProblems(before, this.of(uri))));
  }

  dispose(): void {
    this.store.dispose();
  }
}
