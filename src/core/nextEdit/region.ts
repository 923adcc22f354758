import type { TextLines } from '../text/lines.ts';

/** Whole lines of a document that a model may rewrite, 0-based. */
export interface EditableRegion {
  readonly start: number;
  readonly endExclusive: number;
}

/** How many lines around a line a model rewrites well. */
export interface RegionSize {
  readonly above: number;
  readonly below: number;
}

/** More is a file of data; a model that has to repeat it all is slow and makes mistakes. */
const mostCharacters = 6000;

/** The lines around a line, as many as a model rewrites; undefined where that line alone is too long. */
export function regionAround(
  { lines }: Pick<TextLines, 'lines'>,
  line: number,
  { above, below }: RegionSize,
): EditableRegion | undefined {
  let start = Math.max(0, line - above);
  let endExclusive = Math.min(lines.length, line + below + 1);
  let left = mostCharacters - lengthOf(lines, start, endExclusive);
  while (left < 0 && endExclusive - start > 1) {
    // The side that reaches farther from the line gives way.
    const isLower = endExclusive - 1 - line >= line - start;
    left += isLower ? lines[--endExclusive]!.length + 1 : lines[start++]!.length + 1;
  }
  return left < 0 || line >= lines.length ? undefined : { start, endExclusive };
}

function lengthOf(lines: readonly string[], start: number, endExclusive: number): number {
  let length = 0;
  for (let at = start; at < endExclusive; at++) length += lines[at]!.length + 1;
  return length;
}
