import { belongsBelow } from '../text/headAbove.ts';
import { columnsOf, indentOf } from '../text/indentation.ts';
import { isBlank } from '../text/lines.ts';
import type { LineRange } from './rewriteRange.ts';

/** A block longer than this is not meant by a mere cursor. */
const maxLines = 120;

/**
 * The lines that a cursor stands for: the innermost block around it (its head, its body, its closing
 * bracket), found by indentation, or just the line where that block is long or there is none.
 */
export function enclosingBlock(lines: readonly string[], line: number): LineRange {
  const alone = { start: line, endExclusive: line + 1 };
  const here = lines[line] ?? '';
  if (isBlank(here)) return alone;
  const head = opensBlock(lines, line) ? line : headAbove(lines, line);
  if (head === undefined) return alone;
  const endExclusive = blockEnd(lines, head);
  return endExclusive - head > maxLines ? alone : { start: head, endExclusive };
}

/** The first line that is neither blank nor a comment or attribute of what stands below. */
export function firstBelowComments(lines: readonly string[]): number {
  return lines.findIndex(line => !isBlank(line) && !belongsBelow(line));
}

function depthOf(line: string): number {
  return columnsOf(indentOf(line), 4);
}

function opensBlock(lines: readonly string[], line: number): boolean {
  const next = lines.slice(line + 1, line + 20).find(below => !isBlank(below));
  return next !== undefined && depthOf(next) > depthOf(lines[line]!);
}

function headAbove(lines: readonly string[], line: number): number | undefined {
  const depth = depthOf(lines[line]!);
  if (depth === 0) return undefined;
  for (let above = line - 1; above >= 0 && line - above <= maxLines; above--) {
    const text = lines[above]!;
    if (!isBlank(text) && depthOf(text) < depth) return above;
  }
  return undefined;
}

function blockEnd(lines: readonly string[], head: number): number {
  const depth = depthOf(lines[head]!);
  let end = head + 1;
  for (let line = head + 1; line < lines.length; line++) {
    const text = lines[line]!;
    if (isBlank(text)) continue;
    if (depthOf(text) <= depth) return /^\s*(?:[})\]]|end\b)/.test(text) ? line + 1 : end;
    end = line + 1;
  }
  return end;
}
