import type { SyntaxRange } from '../syntax/growRange.ts';
import type { LineRange } from './rewriteRange.ts';

/** So many lines more than were selected are no longer what was meant. */
const mostMore = 60;

/**
 * The lines of the whole nodes that selected lines belong to, so that a model gets no half of a statement to rewrite;
 * the selected lines themselves where that would take in much more. `starts` are the offsets of all lines.
 */
export function growLines(
  selected: LineRange,
  nodes: SyntaxRange | undefined,
  starts: readonly number[],
): LineRange {
  if (!nodes || nodes.endExclusive <= nodes.start) return selected;
  const lineOf = (offset: number) => starts.findLastIndex(start => start <= offset);
  const start = Math.min(selected.start, lineOf(nodes.start));
  const endExclusive = Math.max(selected.endExclusive, lineOf(nodes.endExclusive - 1) + 1);
  const more = endExclusive - start - (selected.endExclusive - selected.start);
  return more > mostMore ? selected : { start, endExclusive };
}
