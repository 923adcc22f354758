import { diffLineArrays, type LineChange } from '../diff/lineDiff.ts';
import { applyLineEdits, type LineEdit } from '../text/lineEdit.ts';
import { joinLines, splitLines } from '../text/lines.ts';

/** One change that waits for a decision. Lines are 0-based; either side may be empty. */
export interface ReviewHunk {
  readonly baseStart: number;
  readonly baseEnd: number;
  /** Where the new lines stand in the current text. */
  readonly start: number;
  readonly endExclusive: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

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

function hunksOf(base: string, current: string): ReviewHunk[] {
  const [old, now] = [splitLines(base).lines, splitLines(current).lines];
  return diffLineArrays(old, now).map(change => ({
    baseStart: change.oldStart,
    baseEnd: change.oldEnd,
    start: change.newStart,
    endExclusive: change.newEnd,
    removed: old.slice(change.oldStart, change.oldEnd),
    added: now.slice(change.newStart, change.newEnd),
  }));
}

/**
 * The review after the document changed. What the user does outside the waiting changes is theirs
 * and becomes part of the base; a text that was there before brings back its own state.
 */
export function withCurrent(review: Review, current: string): Review {
  if (current === review.current) return review;
  const known = review.past.findLast(state => state.current === current);
  const base = known ? known.base : foldedBase(review, current);
  const hunks = hunksOf(base, current);
  const hasLost = hunks.length < review.hunks.length;
  return { base, current, hunks, past: hasLost ? remembered(review) : review.past };
}

function remembered({ base, current, past }: Review): readonly PastState[] {
  if (current.length > maxPastLength) return [];
  const others = past.filter(state => state.current !== current);
  return [...others, { base, current }].slice(-maxPast);
}

function foldedBase(review: Review, next: string): string {
  const now = splitLines(review.current).lines;
  const then = splitLines(next).lines;
  const edits = diffLineArrays(now, then).flatMap((change): LineEdit[] => {
    const reach = withSlides(change, now, then);
    if (review.hunks.some(hunk => touches(hunk, reach))) return [];
    const shift = shiftBefore(review.hunks, change.oldStart);
    const lines = then.slice(change.newStart, change.newEnd);
    return [{ start: change.oldStart + shift, endExclusive: change.oldEnd + shift, lines }];
  });
  if (edits.length === 0) return review.base;
  return joinLines(applyLineEdits(splitLines(review.base), edits));
}

/**
 * Among equal lines a diff cannot tell which one came or went. The range is widened to all places
 * that would give the same text, so that a change inside a hunk is never taken for one beside it.
 */
function withSlides(
  change: LineChange,
  now: readonly string[],
  then: readonly string[],
): LineChange {
  const { newStart, newEnd } = change;
  const moved = now.slice(change.oldStart, change.oldEnd);
  const block = moved.length > 0 ? moved : then.slice(newStart, newEnd);
  const period = block.length;
  let { oldStart, oldEnd } = change;
  const at = (line: number) =>
    line < change.oldStart
      ? now[line]
      : (block[line - change.oldStart] ?? now[line - period + moved.length]);
  while (oldStart > 0 && at(oldStart - 1) === at(oldStart - 1 + period)) oldStart--;
  while (oldEnd < now.length && now[oldEnd] === block[(oldEnd - change.oldEnd) % period]) oldEnd++;
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Where a hunk only removed lines, a change that goes across its place touches it. */
function touches({ start, endExclusive }: ReviewHunk, { oldStart, oldEnd }: LineChange): boolean {
  if (start === endExclusive) return oldStart < start && start < oldEnd;
  return oldStart < endExclusive && (start < oldEnd || (oldStart === oldEnd && start < oldStart));
}

function shiftBefore(hunks: readonly ReviewHunk[], line: number): number {
  const above = hunks.filter(hunk => hunk.endExclusive <= line);
  return above.reduce((sum, hunk) => sum + hunk.removed.length - hunk.added.length, 0);
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

/** The change at the line, or the nearest one. */
export function nearestHunk(review: Review, line: number): ReviewHunk | undefined {
  const distance = (hunk: ReviewHunk) =>
    Math.min(Math.abs(hunk.start - line), Math.abs(hunk.endExclusive - 1 - line));
  return hunkAt(review, line) ?? review.hunks.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** The first change below the line, or above it; goes round at the ends. */
export function neighbourHunk(
  review: Review,
  line: number,
  direction: 'next' | 'previous',
): ReviewHunk | undefined {
  if (direction === 'next') return review.hunks.find(hunk => hunk.start > line) ?? review.hunks[0];
  return review.hunks.findLast(hunk => hunk.start < line) ?? review.hunks.at(-1);
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
