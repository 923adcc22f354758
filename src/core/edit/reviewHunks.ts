import { diffLineArrays, type LineChange } from '../diff/lineDiff.ts';
import { applyLineEdits, type LineEdit } from '../text/lineEdit.ts';
import type { TextLines } from '../text/lines.ts';

/** One change between two texts. Lines are 0-based; either side may be empty. */
export interface LineHunk {
  readonly baseStart: number;
  readonly baseEnd: number;
  /** Where the new lines stand in the current text. */
  readonly start: number;
  readonly endExclusive: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Two texts and what differs between them. */
export interface Compared {
  readonly base: TextLines;
  readonly current: TextLines;
  readonly hunks: readonly LineHunk[];
}

/** An edit of more lines than this is compared anew as a whole. */
const maxEditedLines = 200;

/** What differs between two lists of lines; the lists may be parts that start at these lines. */
export function hunksBetween(
  base: readonly string[],
  current: readonly string[],
  baseFrom = 0,
  currentFrom = 0,
): LineHunk[] {
  return diffLineArrays(base, current).map(change => ({
    baseStart: change.oldStart + baseFrom,
    baseEnd: change.oldEnd + baseFrom,
    start: change.newStart + currentFrom,
    endExclusive: change.newEnd + currentFrom,
    removed: base.slice(change.oldStart, change.oldEnd),
    added: current.slice(change.newStart, change.newEnd),
  }));
}

/**
 * Edits outside the hunks are the user's own and become part of the base, those that touch a hunk
 * belong to it: the new base.
 */
export function foldIntoBase({ base, current, hunks }: Compared, next: TextLines): TextLines {
  const edits = diffLineArrays(current.lines, next.lines).flatMap((change): LineEdit[] => {
    const reach = withSlides(change, current.lines, next.lines);
    if (hunks.some(hunk => touches(hunk, reach))) return [];
    return [inBase(hunks, change, next.lines)];
  });
  return edits.length === 0 ? base : applyLineEdits(base, edits);
}

/**
 * The same for the usual edit, one short stretch: only the hunk that it touches is compared anew, and
 * those below move. Undefined for any other edit.
 */
export function followStretch(compared: Compared, next: TextLines): Compared | undefined {
  const { base, current, hunks } = compared;
  const change = stretchBetween(current.lines, next.lines);
  const nLines = Math.max(change.oldEnd - change.oldStart, change.newEnd - change.newStart);
  if (nLines > maxEditedLines || !hasSameEnds(current, next, change)) return undefined;
  const reach = withSlides(change, current.lines, next.lines);
  const touched = hunks.filter(hunk => touches(hunk, reach));
  const delta = change.newEnd - change.newStart - (change.oldEnd - change.oldStart);
  if (touched.length === 0) {
    const edit = inBase(hunks, change, next.lines);
    const moved = hunks.map(hunk => (isAbove(hunk, change) ? hunk : shifted(hunk, delta, delta)));
    return { base: applyLineEdits(base, [edit]), current: next, hunks: moved };
  }
  const [hunk] = touched;
  const isInside =
    touched.length === 1 && hunk!.start <= change.oldStart && change.oldEnd <= hunk!.endExclusive;
  if (!isInside) return undefined;
  const at = hunks.indexOf(hunk!);
  const added = next.lines.slice(hunk!.start, hunk!.endExclusive + delta);
  const again = hunksBetween(hunk!.removed, added, hunk!.baseStart, hunk!.start);
  const below = hunks.slice(at + 1).map(other => shifted(other, 0, delta));
  return { base, current: next, hunks: [...hunks.slice(0, at), ...again, ...below] };
}

/** The lines between the first and the last that differ. */
function stretchBetween(now: readonly string[], then: readonly string[]): LineChange {
  const shorter = Math.min(now.length, then.length);
  let start = 0;
  while (start < shorter && now[start] === then[start]) start++;
  let tail = 0;
  while (tail < shorter - start && now[now.length - 1 - tail] === then[then.length - 1 - tail]) {
    tail++;
  }
  return {
    oldStart: start,
    oldEnd: now.length - tail,
    newStart: start,
    newEnd: then.length - tail,
  };
}

/** Where line ends changed too, and at the end of the text, the short way is not exact. */
function hasSameEnds(now: TextLines, then: TextLines, change: LineChange): boolean {
  if (change.oldEnd === now.lines.length || change.newEnd === then.lines.length) return false;
  return (
    now.ends[change.oldStart] === then.ends[change.newStart] &&
    now.ends.at(-1) === then.ends.at(-1) &&
    now.bom === then.bom
  );
}

function shifted(hunk: LineHunk, inBase: number, inCurrent: number): LineHunk {
  if (inBase === 0 && inCurrent === 0) return hunk;
  return {
    ...hunk,
    baseStart: hunk.baseStart + inBase,
    baseEnd: hunk.baseEnd + inBase,
    start: hunk.start + inCurrent,
    endExclusive: hunk.endExclusive + inCurrent,
  };
}

/** An insertion right where a hunk only removed lines stands below it. */
function isAbove(hunk: LineHunk, change: LineChange): boolean {
  return hunk.endExclusive <= change.oldStart;
}

/** A change outside the hunks, as an edit of the base. */
function inBase(hunks: readonly LineHunk[], change: LineChange, next: readonly string[]): LineEdit {
  const above = hunks.filter(hunk => isAbove(hunk, change));
  const shift = above.reduce((sum, hunk) => sum + hunk.removed.length - hunk.added.length, 0);
  const lines = next.slice(change.newStart, change.newEnd);
  return { start: change.oldStart + shift, endExclusive: change.oldEnd + shift, lines };
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
function touches({ start, endExclusive }: LineHunk, { oldStart, oldEnd }: LineChange): boolean {
  if (start === endExclusive) return oldStart < start && start < oldEnd;
  return oldStart < endExclusive && (start < oldEnd || (oldStart === oldEnd && start < oldStart));
}
