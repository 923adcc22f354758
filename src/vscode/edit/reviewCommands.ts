import * as vscode from 'vscode';
import { diffWordMarks } from '../../core/diff/wordDiff.ts';
import { nearestHunk, neighbourHunk, type ReviewHunk } from '../../core/edit/review.ts';
import type { CommandHandlers } from '../commands.ts';
import { announce, tellOf } from './announce.ts';
import { closeDiff, openAllDiffs, openDiff } from './reviewDiff.ts';
import type { ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

export type ReviewCommand =
  | 'inkling.review.acceptHunk'
  | 'inkling.review.rejectHunk'
  | 'inkling.review.acceptAll'
  | 'inkling.review.rejectAll'
  | 'inkling.review.nextHunk'
  | 'inkling.review.previousHunk'
  | 'inkling.review.openDiff'
  | 'inkling.review.openAll';

/**
 * The commands of a review. From a CodeLens or hover they get the document and the line of their
 * change; from keyboard and palette they mean the active editor and its cursor.
 */
export function reviewCommands(
  reviews: Reviews,
  notes: ReviewNotes,
): CommandHandlers<ReviewCommand> {
  return {
    'inkling.review.acceptHunk': async (...given) => {
      const target = await targetOf(reviews, given);
      if (!target?.hunk) return;
      reviews.acceptHunk(target.document.uri, target.hunk);
      announceLeft(reviews, target.document, 'Accepted.');
    },
    'inkling.review.rejectHunk': async (...given) => {
      const target = await targetOf(reviews, given);
      if (!target?.hunk) return;
      if (!(await reviews.rejectHunk(target.document, target.hunk))) return tellReadOnly();
      announceLeft(reviews, target.document, 'Rejected.');
    },
    'inkling.review.acceptAll': async (...given) => {
      const target = await targetOf(reviews, given);
      if (!target) return;
      reviews.acceptAll(target.document.uri);
      announceLeft(reviews, target.document, 'All changes accepted.');
    },
    'inkling.review.rejectAll': async (...given) => {
      const target = await targetOf(reviews, given);
      if (!target) return;
      if (!(await reviews.rejectAll(target.document))) return tellReadOnly();
      announceLeft(reviews, target.document, 'All changes rejected.');
    },
    'inkling.review.nextHunk': () => goTo(reviews, notes, 'next'),
    'inkling.review.previousHunk': () => goTo(reviews, notes, 'previous'),
    'inkling.review.openDiff': async (...given) => {
      const target = await targetOf(reviews, given);
      if (target) await openDiff(target.document.uri);
    },
    'inkling.review.openAll': () => openAllDiffs(reviews.uris),
  };
}

interface Target {
  readonly document: vscode.TextDocument;
  readonly line: number;
  readonly hunk: ReviewHunk | undefined;
}

async function targetOf(
  reviews: Reviews,
  [uri, line]: readonly unknown[],
): Promise<Target | undefined> {
  if (typeof uri === 'string' && typeof line === 'number') {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    return target(reviews, document, line);
  }
  const editor = vscode.window.activeTextEditor;
  const isActive = editor !== undefined && reviews.get(editor.document.uri) !== undefined;
  if (isActive) return target(reviews, editor.document, editor.selection.active.line);
  const [only, another] = reviews.uris;
  if (!only || another) return undefined;
  return target(reviews, await vscode.workspace.openTextDocument(only), 0);
}

function target(reviews: Reviews, document: vscode.TextDocument, line: number): Target {
  const review = reviews.get(document.uri);
  return { document, line, hunk: review && nearestHunk(review, line) };
}

async function goTo(
  reviews: Reviews,
  notes: ReviewNotes,
  direction: 'next' | 'previous',
): Promise<void> {
  const { document, line } = (await targetOf(reviews, [])) ?? {};
  const review = document && reviews.get(document.uri);
  const hunk = review && neighbourHunk(review, line ?? 0, direction);
  if (!document || !review || !hunk) return;
  const lineNumber = Math.min(hunk.start, document.lineCount - 1);
  const at = new vscode.Position(lineNumber, firstChangedColumn(hunk));
  const active = vscode.window.activeTextEditor;
  const isHere = active?.document === document;
  const editor = isHere ? active : await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  announce(tellOf(review, hunk, notes.get(document.uri)));
}

/** In a long line the change may stand far to the right. */
function firstChangedColumn({ removed, added }: ReviewHunk): number {
  const [before, now] = [removed[0], added[0]];
  const isLineForLine = removed.length === added.length;
  if (before === undefined || now === undefined || !isLineForLine) return 0;
  return diffWordMarks(before, now).added[0]?.start ?? 0;
}

function announceLeft(reviews: Reviews, document: vscode.TextDocument, done: string): void {
  const left = reviews.get(document.uri)?.hunks.length ?? 0;
  if (left === 0) void closeDiff(document);
  announce(left === 0 ? `${done} Nothing is left to review.` : `${done} ${left} left to review.`);
}

async function tellReadOnly(): Promise<void> {
  await vscode.window.showWarningMessage(
    'VS Code did not let the document be changed. Is it read-only? Nothing was lost.',
  );
}
