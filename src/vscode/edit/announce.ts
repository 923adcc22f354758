import * as vscode from 'vscode';
import { describeHunk, type Review, type ReviewHunk } from '../../core/edit/review.ts';
import { type ChangeNotes, hunkKey } from './reviewNotes.ts';

/** A status-bar message, which screen readers read too, stays this long. */
const messageMs = 5000;

/** Says something to the status bar and to screen readers. */
export function announce(message: string): void {
  vscode.window.setStatusBarMessage(message, messageMs);
}

/** "Change 2 of 5: 3 lines added, 1 removed.", with how sure its place is where that is not certain. */
export function tellOf(review: Review, hunk: ReviewHunk, { rough }: ChangeNotes): string {
  const confidence = rough.get(hunkKey(hunk));
  const said = describeHunk(review, hunk);
  return confidence === undefined ? said : `${said} ${approximately(confidence)}.`;
}

/** How sure the place of a change is, in words. */
export function approximately(confidence: number): string {
  return `Matched approximately, ${Math.round(confidence * 100)} %`;
}
