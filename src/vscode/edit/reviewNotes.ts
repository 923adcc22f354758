import type * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter } from '../../base/event.ts';
import type { FailedChange } from '../../core/edit/failedChange.ts';
import type { ReviewHunk } from '../../core/edit/review.ts';
import type { Reviews } from './reviews.ts';

/** What there is to say about the changes of an edit, besides the changes themselves. */
export interface ChangeNotes {
  /** Changes that found no place. */
  readonly failed: readonly FailedChange[];
  /** How sure the place of a change is, by {@link hunkKey}; changes whose place is certain are not in it. */
  readonly rough: ReadonlyMap<string, number>;
  /** Sentences about the new text as a whole. */
  readonly warnings: readonly string[];
  /** What turned out afterwards; each kind has one sentence, the last. */
  readonly remarks?: ReadonlyMap<RemarkKind, string>;
}

/** New problems that the language service reports, and the result of the user's own check. */
export type RemarkKind = 'problems' | 'check';

export const noNotes: ChangeNotes = { failed: [], rough: new Map(), warnings: [] };

/** Notes as they are kept across a reload of the window; what turned out afterwards turns out again. */
export interface SavedNotes {
  readonly failed: readonly FailedChange[];
  readonly rough: readonly (readonly [string, number])[];
  readonly warnings: readonly string[];
}

export function savedNotes({ failed, rough, warnings }: ChangeNotes): SavedNotes {
  return { failed, rough: [...rough], warnings };
}

/** Reads what was kept; a review that was kept without notes has none. */
export function notesFrom(saved: SavedNotes | undefined): ChangeNotes {
  return saved ? { ...saved, rough: new Map(saved.rough) } : noNotes;
}

/** What a change is known by, wherever the document's other changes move it. */
export function hunkKey({ removed, added }: Pick<ReviewHunk, 'removed' | 'added'>): string {
  return JSON.stringify([removed, added]);
}

/** The notes of all documents under review; they go with their review. */
export class ReviewNotes implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new Emitter<vscode.Uri>());
  private readonly byUri = new Map<string, ChangeNotes>();
  readonly onDidChange = this.changed.event;

  constructor(reviews: Reviews) {
    this.store.add(
      reviews.onDidChange(uri => {
        if (!reviews.get(uri)) this.set(uri, undefined);
      }),
    );
  }

  get(uri: vscode.Uri): ChangeNotes {
    return this.byUri.get(uri.toString()) ?? noNotes;
  }

  /** Adds to what was said of earlier changes that still wait. */
  add(uri: vscode.Uri, notes: ChangeNotes): void {
    const known = this.get(uri);
    this.set(uri, {
      ...known,
      failed: [...known.failed, ...notes.failed],
      rough: new Map([...known.rough, ...notes.rough]),
      warnings: [...new Set([...known.warnings, ...notes.warnings])],
    });
  }

  /** Says what turned out; undefined takes back what was said. */
  remark(uri: vscode.Uri, kind: RemarkKind, sentence: string | undefined): void {
    const known = this.get(uri);
    if (known.remarks?.get(kind) === sentence) return;
    const remarks = new Map(known.remarks);
    if (sentence === undefined) remarks.delete(kind);
    else remarks.set(kind, sentence);
    this.set(uri, { ...known, remarks });
  }

  /** Takes a failed change off, because it is tried again or no longer wanted. */
  drop(uri: vscode.Uri, change: FailedChange): void {
    const known = this.get(uri);
    this.set(uri, { ...known, failed: known.failed.filter(each => each !== change) });
  }

  private set(uri: vscode.Uri, notes: ChangeNotes | undefined): void {
    if (notes === undefined && !this.byUri.has(uri.toString())) return;
    if (notes === undefined) this.byUri.delete(uri.toString());
    else this.byUri.set(uri.toString(), notes);
    this.changed.fire(uri);
  }

  dispose(): void {
    this.store.dispose();
  }
}
