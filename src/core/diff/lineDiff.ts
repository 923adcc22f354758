import { diffArrays } from 'diff';

/** Lines `oldStart` to before `oldEnd` became lines `newStart` to before `newEnd`; one side may be empty. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Over this many changed lines the search for the shortest diff is given up for speed. */
const maxEditLength = 4000;

/** The changes between two lists of lines, in order; lines in between are equal. */
export function diffLineArrays(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (tail < shorter && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const oldMiddle = before.slice(start, before.length - tail);
  const newMiddle = after.slice(start, after.length - tail);
  return diffMiddle(oldMiddle, newMiddle).map(change => ({
    oldStart: change.oldStart + start,
    oldEnd: change.oldEnd + start,
    newStart: change.newStart + start,
    newEnd: change.newEnd + start,
  }));
}

function diffMiddle(before: string[], after: string[]): LineChange[] {
  const whole = { oldStart: 0, oldEnd: before.length, newStart: 0, newEnd: after.length };
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0 || after.length === 0) return [whole];
  const parts = diffArrays(before, after, { maxEditLength });
  return parts === undefined ? [whole] : collect(parts);
}

interface DiffPart {
  readonly added?: boolean;
  readonly removed?: boolean;
  readonly value: readonly string[];
}

/** Neighbouring removals and additions are one change. */
function collect(parts: readonly DiffPart[]): LineChange[] {
  const changes: LineChange[] = [];
  let oldAt = 0;
  let newAt = 0;
  let open: LineChange | undefined;
  for (const part of parts) {
    const length = part.value.length;
    if (!part.added && !part.removed) {
      if (open) changes.push(open);
      open = undefined;
      oldAt += length;
      newAt += length;
      continue;
    }
    open ??= { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
    if (part.removed) oldAt += length;
    else newAt += length;
    open = { ...open, oldEnd: oldAt, newEnd: newAt };
  }
  if (open) changes.push(open);
  return changes;
}
