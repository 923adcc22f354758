import { applyLineEdits, type LineEdit } from '../text/lineEdit.ts';
import { joinLines, splitLines } from '../text/lines.ts';
import { diffLineArrays, type LineChange } from './lineDiff.ts';

/** Both sides changed the same lines of the base, differently. Lines are those of the current text. */
export interface MergeConflict {
  readonly start: number;
  readonly endExclusive: number;
  readonly current: readonly string[];
  readonly proposed: readonly string[];
}

export interface MergeResult {
  /** The current text with every proposed change that does not touch what changed since. */
  readonly text: string;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Three-way merge by lines: what the user typed since `base` always survives; of the proposal, what
 * touches the same lines is left out and reported. Bytes of untouched lines stay as in `current`.
 */
export function mergeLines(base: string, current: string, proposed: string): MergeResult {
  if (current === base) return { text: proposed, conflicts: [] };
  const [b, c, p] = [splitLines(base), splitLines(current), splitLines(proposed)];
  const mine = diffLineArrays(b.lines, c.lines);
  const theirs = diffLineArrays(b.lines, p.lines);
  const edits: LineEdit[] = [];
  const conflicts: MergeConflict[] = [];
  for (const change of theirs) {
    const lines = p.lines.slice(change.newStart, change.newEnd);
    const rivals = mine.filter(other => touches(other, change));
    const place = inCurrent(change, mine, rivals);
    if (rivals.length === 0) edits.push({ ...place, lines });
    else if (!sameChange(rivals, change, c.lines, lines)) {
      const { start, endExclusive } = place;
      const text = c.lines.slice(start, endExclusive);
      conflicts.push({ start, endExclusive, current: text, proposed: lines });
    }
  }
  return { text: joinLines(applyLineEdits(c, edits)), conflicts };
}

/** Changes that meet at a border conflict only when both insert there: their order is unknown. */
function touches(left: LineChange, right: LineChange): boolean {
  if (left.oldStart < right.oldEnd && right.oldStart < left.oldEnd) return true;
  const leftInserts = left.oldStart === left.oldEnd;
  const rightInserts = right.oldStart === right.oldEnd;
  return leftInserts && rightInserts && left.oldStart === right.oldStart;
}

function sameChange(
  rivals: readonly LineChange[],
  change: LineChange,
  current: readonly string[],
  lines: readonly string[],
): boolean {
  const rival = rivals[0];
  if (rivals.length !== 1 || rival === undefined) return false;
  if (rival.oldStart !== change.oldStart || rival.oldEnd !== change.oldEnd) return false;
  return current.slice(rival.newStart, rival.newEnd).join('\n') === lines.join('\n');
}

function inCurrent(
  change: LineChange,
  mine: readonly LineChange[],
  rivals: readonly LineChange[],
): { start: number; endExclusive: number } {
  let shift = 0;
  for (const other of mine) {
    if (rivals.includes(other) || other.oldEnd > change.oldStart) continue;
    shift += other.newEnd - other.newStart - (other.oldEnd - other.oldStart);
  }
  let start = change.oldStart + shift;
  let endExclusive = change.oldEnd + shift;
  for (const rival of rivals) {
    start = Math.min(start, rival.newStart);
    endExclusive = Math.max(endExclusive + growth(rival), rival.newEnd);
  }
  return { start, endExclusive };
}

function growth(change: LineChange): number {
  return change.newEnd - change.newStart - (change.oldEnd - change.oldStart);
}
