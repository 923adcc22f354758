import type { LineChange } from '../../diff/lineDiff.ts';
import { indentOf } from '../../text/indentation.ts';
import type { LineEdit } from '../../text/lineEdit.ts';
import { carryOver, isRespelt } from './carryOver.ts';
import type { IndexedText } from './indexedText.ts';
import type { Placement } from './placement.ts';
import { type Reindent, reindentFor } from './reindent.ts';
import { sideOfUnseenBlank } from './unseenBlank.ts';

/**
 * What a placed hunk changes: only the lines that differ between its two sides. Lines that it
 * merely quotes keep the text's own bytes, however the reply spelt them.
 */
export function toLineEdits(text: IndexedText, placement: Placement): LineEdit[] {
  if (placement.columns) return [editInside(text, placement, placement.columns)];
  const reindent = reindentFor(text, placement);
  return placement.hunk.changes.map(change => ({
    ...rangeOf(text, placement, change),
    lines: newLines(text, placement, change, reindent),
  }));
}

function editInside(
  text: IndexedText,
  { hunk, start }: Placement,
  columns: { readonly start: number; readonly endExclusive: number },
): LineEdit {
  const line = text.lines[start]!;
  const next =
    line.slice(0, columns.start) + (hunk.after[0] ?? '') + line.slice(columns.endExclusive);
  return { start, endExclusive: start + 1, lines: [next] };
}

function rangeOf(
  text: IndexedText,
  placement: Placement,
  change: LineChange,
): { start: number; endExclusive: number } {
  const { lineOf, start, endExclusive } = placement;
  const { oldStart, oldEnd } = change;
  const removed = lineOf.slice(oldStart, oldEnd).filter(line => line !== -1);
  if (removed.length > 0) return { start: removed[0]!, endExclusive: removed.at(-1)! + 1 };
  const above = lineOf.slice(0, oldStart).findLast(line => line !== -1);
  const below = lineOf.slice(oldEnd).find(line => line !== -1);
  const isCloserAbove =
    lineOf[oldStart - 1] !== -1 &&
    above !== undefined &&
    sideOfUnseenBlank(text, placement, change) !== 'below';
  const at = isCloserAbove ? above + 1 : (below ?? (above === undefined ? start : endExclusive));
  return { start: at, endExclusive: at };
}

function newLines(
  text: IndexedText,
  { hunk, lineOf }: Placement,
  { oldStart, oldEnd, newStart, newEnd }: LineChange,
  reindent: Reindent,
): string[] {
  const isLineByLine = oldEnd - oldStart === newEnd - newStart;
  return hunk.after.slice(newStart, newEnd).map((line, offset) => {
    const said = hunk.before[oldStart + offset];
    const place = lineOf[oldStart + offset] ?? -1;
    const real = text.lines[place];
    const moved = reindent(line, newStart + offset, isLineByLine ? oldStart + offset : undefined);
    if (!isLineByLine || said === undefined || real === undefined) return moved;
    if (!isRespelt(said.trim(), real.trim())) return moved;
    return indentOf(moved) + carryOver(said.trim(), real.trim(), moved.trimStart());
  });
}
