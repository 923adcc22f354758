import * as vscode from 'vscode';
import { diffWordMarks } from '../../core/diff/wordDiff.ts';
import { nearestHunk, type ReviewHunk } from '../../core/edit/review.ts';
import { neighbourChange } from '../../core/edit/reviewOrder.ts';
import type { CommandHandlers } from '../commands.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import { announce, tellOf } from './announce.ts';
import { closeDiff, goOnInDiffs, openAllDiffs, openDiff } from './reviewDiff.ts';
import type { ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

export type ReviewCommand =
  | 'inkling.review.acceptHunk'
  | 'inkling.review.rejectHunk'
  | 'inkling.review.acceptAll'
  | 'inkling.review.rejectAll'
  | 'inkling.review.acceptEverywhere'
  | 'inkling.review.rejectEverywhere'
  | 'inkling.review.nextHunk'
  | 'inkling.review.previousHunk'
  | 'inkling.review.openDiff'
  | 'inkling.review.openAll';

/**
 * The commands of a review. From a CodeLens or hover they get the document and the line of their change, from the peek
 * in the gutter all changes and which of them it is; from keyboard and palette they mean the active editor and its cursor.
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
      if (!(await reviews.rejectHunk(target.document, target.hunk)))
        return tellReadOnly([target.document.uri]);
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
      if (!(await reviews.rejectAll(target.document))) return tellReadOnly([target.document.uri]);
      announceLeft(reviews, target.document, 'All changes rejected.');
    },
    'inkling.review.acceptEverywhere': async () => {
      for (const uri of reviews.uris) {
        reviews.acceptAll(uri);
        await closeDiff(uri);
      }
      announce('All changes in all files accepted.');
    },
    'inkling.review.rejectEverywhere': () => rejectEverywhere(reviews),
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
  [uri, place, at]: readonly unknown[],
): Promise<Target | undefined> {
  const line = Array.isArray(place) ? peekedLine(place[Number(at)]) : place;
  if (uri && typeof line === 'number') {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${uri}`, true));
    return target(reviews, document, line);
  }
  const editor = vscode.window.activeTextEditor;
  const isActive = editor !== undefined && reviews.get(editor.document.uri) !== undefined;
  if (isActive) return target(reviews, editor.document, editor.selection.active.line);
  const [only, another] = reviews.uris;
  if (!only || another) return undefined;
  return target(reviews, await vscode.workspace.openTextDocument(only), 0);
}

/** Where a change starts, 0-based, that quick diff's peek gives with all changes of the file and its place among them. */
function peekedLine(change: { readonly modifiedStartLineNumber?: unknown } | undefined): number {
  return Math.max(0, Number(change?.modifiedStartLineNumber) - 1);
}

function target(reviews: Reviews, document: vscode.TextDocument, line: number): Target {
  const review = reviews.get(document.uri);
  return { document, line, hunk: review && nearestHunk(review, line) };
}

/** Each file is a step of its own, so that undo brings back the changes of the file that one is in. */
async function rejectEverywhere(reviews: Reviews): Promise<void> {
  const kept: vscode.Uri[] = [];
  for (const uri of reviews.uris) {
    if (await reviews.rejectAll(await vscode.workspace.openTextDocument(uri))) await closeDiff(uri);
    else kept.push(uri);
  }
  if (kept.length > 0) return tellReadOnly(kept);
  announce('All changes in all files rejected.');
}

async function goTo(
  reviews: Reviews,
  notes: ReviewNotes,
  direction: 'next' | 'previous',
): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const from = active && {
    uri: active.document.uri.toString(),
    line: active.selection.active.line,
  };
  const files = reviews.uris.map(uri => ({ uri: uri.toString(), review: reviews.get(uri)! }));
  const found = neighbourChange(files, from, direction);
  if (!found) return;
  const { uri: key, review, hunk } = found;
  const isHere = key === from?.uri;
  const uri = vscode.Uri.parse(key, true);
  if (!isHere && active && (await goOnInDiffs(active, direction))) {
    const there = await targetOf(reviews, []);
    if (there?.hunk) announceChange(reviews, notes, there.document.uri, there.hunk);
    return;
  }
  const editor = isHere ? active! : await vscode.window.showTextDocument(uri);
  const { document } = editor;
  const lineNumber = Math.min(hunk.start, document.lineCount - 1);
  const at = new vscode.Position(lineNumber, firstChangedColumn(hunk));
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (isHere) announce(tellOf(review, hunk, notes.get(uri)));
  else announceChange(reviews, notes, uri, hunk);
}

function announceChange(
  reviews: Reviews,
  notes: ReviewNotes,
  uri: vscode.Uri,
  hunk: ReviewHunk,
): void {
  const review = reviews.get(uri);
  if (review) announce(`${relativePathOf(uri)}: ${tellOf(review, hunk, notes.get(uri))}`);
}

/** In a long line the change may stand far to the right. */
function firstChangedColumn({ removed, added }: ReviewHunk): number {
  const [before, now] = [removed[0], added[0]];
  const isLineForLine = removed.length === added.length;
  if (before === undefined || now === undefined || !isLineForLine) return 0;
  return diffWordMarks(before, now).added[0]?.start ?? 0;
}

function announceLeft(reviews: Reviews, { uri }: vscode.TextDocument, done: string): void {
  const left = reviews.get(uri)?.hunks.length ?? 0;
  if (left === 0) void closeDiff(uri);
  const others = reviews.uris.filter(other => other.toString() !== uri.toString()).length;
  const waiting = others === 1 ? '1 other file waits' : `${others} other files wait`;
  const [here, elsewhere] = [`${left} left to review`, `${waiting} for review`];
  const said = left > 0 && others > 0 ? `${here} here, ${elsewhere}` : left > 0 ? here : elsewhere;
  announce(`${done} ${left + others === 0 ? 'Nothing is left to review' : said}.`);
}

async function tellReadOnly(uris: readonly vscode.Uri[]): Promise<void> {
  const names = uris.map(relativePathOf).join(', ');
  await vscode.window.showWarningMessage(
    `VS Code did not let ${names} be changed. Is it read-only? Nothing was lost.`,
  );
}
