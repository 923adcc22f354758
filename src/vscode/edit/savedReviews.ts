import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { notesFrom, type ReviewNotes, type SavedNotes, savedNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';
import { savedReviewsKey } from './savedReviewsKey.ts';

interface SavedReview {
  readonly uri: string;
  readonly base: string;
  readonly current: string;
  readonly notes?: SavedNotes;
}

/** Long enough for a burst of typing to count as one change. */
const quietMs = 300;
/** Characters of all texts together that are kept across a reload; what is beyond is reviewed in this window only. */
const mostCharacters = 4_000_000;

/** Keeps open reviews across a reload of the window; VS Code keeps the documents themselves. */
export class SavedReviews implements Disposable {
  private readonly store = new DisposableStore();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly storage: vscode.Memento,
    private readonly reviews: Reviews,
    private readonly notes: ReviewNotes,
  ) {
    for (const saved of storage.get<readonly SavedReview[]>(savedReviewsKey, [])) {
      void this.restore(saved);
    }
    this.store.add(reviews.onDidChange(() => this.saveSoon()));
    this.store.add(notes.onDidChange(() => this.saveSoon()));
  }

  /** A file that is gone takes its review with it. */
  private async restore({ uri: key, base, current, notes }: SavedReview): Promise<void> {
    const uri = vscode.Uri.parse(key, true);
    const isOpen = vscode.workspace.textDocuments.some(({ uri: open }) => open.toString() === key);
    if (!isOpen && (await isGone(uri))) {
      this.saveSoon();
      return;
    }
    this.reviews.restore(uri, base, current);
    if (this.reviews.get(uri)) this.notes.add(uri, notesFrom(notes));
  }

  private saveSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), quietMs);
  }

  private async save(): Promise<void> {
    this.timer = undefined;
    let left = mostCharacters;
    const saved = this.reviews.uris.flatMap((uri): SavedReview[] => {
      const review = this.reviews.get(uri);
      if (!review) return [];
      const { base, current } = review;
      left -= base.length + current.length;
      return left < 0
        ? []
        : [{ uri: uri.toString(), base, current, notes: savedNotes(this.notes.get(uri)) }];
    });
    await this.storage.update(savedReviewsKey, saved.length === 0 ? undefined : saved);
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.timer) void this.save();
    this.store.dispose();
  }
}

/** A disk that does not answer yet, as in a window that just opened, has lost nothing. */
async function isGone(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}
