import { applyLineEdits } from '../text/lineEdit.ts';
import {
  joinLines,
  joinLinesAfter,
  splitLines,
  splitLinesAfter,
  type TextLines,
} from '../text/lines.ts';
import {
  type Compared,
  foldIntoBase,
  followStretch,
  hunksBetween,
  type LineHunk,
} from './reviewHunks.ts';

/** One change that waits for a decision. */
export type ReviewHunk = LineHunk;

interface PastState {
  readonly base: string;
  readonly current: string;
}

/**
 * A proposed change under review, as a value. The document holds `current`, which is complete and
 * valid at any time; `base` is what it would be with every remaining change rejected.
 */
export interface Review {
  readonly base: string;
  readonly current: string;
  readonly hunks: readonly ReviewHunk[];
  /** Earlier states: undoing in the document (of a reject, say) brings their changes back. */
  readonly past: readonly PastState[];
}

/** So many earlier states are remembered, and none where a document is longer than this. */
const maxPast = 8;
const maxPastLength = 400_000;

/** Starts a review of a document that was `base` and has just become `current`. */
export function startReview(base: string, current: string): Review {
  return { base, current, hunks: hunksOf(base, current), past: [] };
}

/** True while there is anything to decide. */
export function isOpen(review: Review): boolean {
  return review.hunks.length > 0;
}

/** The lines of a review's texts, cut once and handed on from one state to the next. */
const linesOf = new WeakMap<Review, Pick<Compared, 'base' | 'current'>>();

function compared(review: Review): Compared {
  let lines = linesOf.get(review);
  if (lines === undefined) {
    lines = { base: splitLines(review.base), current: splitLines(review.current) };
    linesOf.set(review, lines);
  }
  return { ...lines, hunks: review.hunks };
}

function hunksOf(base: string, current: string): ReviewHunk[] {
  return hunksBetween(splitLines(base).lines, splitLines(current).lines);
}

/**
 * The review after the document changed. What the user does outside the waiting changes is theirs
 * and becomes part of the base; a text that was there before brings back its own state.
 */
export function withCurrent(review: Review, current: string): Review {
  if (current === review.current) return review;
  const known = review.past.findLast(state => state.current === current);
  const then = known ? comparedAnew(known.base, current) : followed(review, current);
  const base = known?.base ?? joined(review, then.base);
  const hasLost = then.hunks.length < review.hunks.length;
  const past = hasLost ? remembered(review) : review.past;
  const next = { base, current, hunks: then.hunks, past };
  linesOf.set(next, { base: then.base, current: then.current });
  return next;
}

function followed(review: Review, current: string): Compared {
  const now = compared(review);
  const next = splitLinesAfter(now.current, review.current, current);
  const quick = followStretch(now, next);
  if (quick) return quick;
  const base = foldIntoBase(now, next);
  return { base, current: next, hunks: hunksBetween(base.lines, next.lines) };
}

function comparedAnew(base: string, current: string): Compared {
  const [old, now] = [splitLines(base), splitLines(current)];
  return { base: old, current: now, hunks: hunksBetween(old.lines, now.lines) };
}

/** The base as a text; most edits leave it as it was. */
function joined(review: Review, base: TextLines): string {
  const known = compared(review).base;
  return known === base ? review.base : joinLinesAfter(known, review.base, base);
}

function remembered({ base, current, past }: Review): readonly PastState[] {
  if (current.length > maxPastLength) return [];
  const others = past.filter(state => state.current !== current);
  return [...others, { base, current }].slice(-maxPast);
}

/** Accepting moves the base: the change is no longer one. The document stays as it is. */
export function acceptHunk(review: Review, hunk: ReviewHunk): Review {
  if (review.hunks.length === 1) return acceptAll(review);
  const edit = { start: hunk.baseStart, endExclusive: hunk.baseEnd, lines: hunk.added };
  const base = joinLines(applyLineEdits(splitLines(review.base), [edit]));
  return { ...review, base, hunks: hunksOf(base, review.current) };
}

export function acceptAll(review: Review): Review {
  return { ...review, base: review.current, hunks: [] };
}

/**
 * Rejecting takes one change out of the current text, which the document has to follow; the base
 * stays. The state before is remembered, so that undoing brings the change back.
 */
export function rejectHunk(review: Review, hunk: ReviewHunk): Review {
  const edit = { start: hunk.start, endExclusive: hunk.endExclusive, lines: hunk.removed };
  const isLast = review.hunks.length === 1;
  const current = isLast
    ? review.base
    : joinLines(applyLineEdits(splitLines(review.current), [edit]));
  const { base } = review;
  return { base, current, hunks: hunksOf(base, current), past: remembered(review) };
}

export function rejectAll(review: Review): Review {
  const { base } = review;
  return { base, current: base, hunks: [], past: remembered(review) };
}

/** The change at a line: the one that holds it, or one that removed lines right there. */
export function hunkAt(review: Review, line: number): ReviewHunk | undefined {
  return (
    review.hunks.find(hunk => hunk.start <= line && line < hunk.endExclusive) ??
    review.hunks.find(hunk => hunk.start === hunk.endExclusive && nearGap(hunk, line))
  );
}

function nearGap(hunk: ReviewHunk, line: number): boolean {
  return line === hunk.start || line === hunk.start - 1;
}

/** A change of an earlier state, as it stands in this one: the nearest with the same lines. */
export function sameHunk(review: Review, hunk: ReviewHunk): ReviewHunk | undefined {
  if (review.hunks.includes(hunk)) return hunk;
  const linesOf = ({ removed, added }: ReviewHunk) => JSON.stringify([removed, added]);
  return review.hunks
    .filter(other => linesOf(other) === linesOf(hunk))
    .toSorted((a, b) => Math.abs(a.start - hunk.start) - Math.abs(b.start - hunk.start))[0];
}

/** The change at the line, or the nearest one. */
export function nearestHunk(review: Review, line: number): ReviewHunk | undefined {
  const distance = (hunk: ReviewHunk) =>
    Math.min(Math.abs(hunk.start - line), Math.abs(hunk.endExclusive - 1 - line));
  return hunkAt(review, line) ?? review.hunks.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** What a screen reader and the status bar say: "Change 2 of 5: 3 lines added, 1 removed." */
export function describeHunk(review: Review, hunk: ReviewHunk): string {
  const place = review.hunks.indexOf(hunk) + 1;
  const counts = [
    hunk.added.length > 0 ? `${plural(hunk.added.length)} added` : '',
    hunk.removed.length > 0 ? `${plural(hunk.removed.length)} removed` : '',
  ].filter(count => count !== '');
  return `Change ${place} of ${review.hunks.length}: ${counts.join(', ')}.`;
}

function plural(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}
