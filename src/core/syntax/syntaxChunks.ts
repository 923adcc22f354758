import { headAbove } from '../text/headAbove.ts';
import type { SymbolDefinition } from './definitions.ts';
import type { LineRange } from './skeleton.ts';

/** Short enough that several fit into a small budget, long enough to hold a function. */
const mostLines = 24;

/**
 * Cuts a file into chunks along its definitions: one that fits is a chunk of its own with the comments above it, small
 * neighbours share one, and one that is too long is cut by `cut` between its lines.
 */
export function syntaxChunks(
  lines: readonly string[],
  definitions: readonly SymbolDefinition[],
  cut: (lines: readonly string[]) => readonly LineRange[],
): LineRange[] {
  const borders = bordersOf(lines, definitions);
  const chunks: LineRange[] = [];
  const close = (startLine: number, endLineExclusive: number): void => {
    if (endLineExclusive - startLine <= mostLines) {
      if (lines.slice(startLine, endLineExclusive).some(line => line.trim() !== '')) {
        chunks.push({ startLine, endLineExclusive });
      }
      return;
    }
    for (const part of cut(lines.slice(startLine, endLineExclusive))) {
      chunks.push({
        startLine: startLine + part.startLine,
        endLineExclusive: startLine + part.endLineExclusive,
      });
    }
  };
  let start = 0;
  let end = 0;
  for (const border of [...borders, lines.length]) {
    if (border - start > mostLines && end > start) {
      close(start, end);
      start = end;
    }
    end = border;
  }
  close(start, end);
  return chunks;
}

/** Lines where something new begins, in order: each definition with the comments above it, and where it ends. */
function bordersOf(lines: readonly string[], definitions: readonly SymbolDefinition[]): number[] {
  const borders = new Set<number>();
  let lastEnd = 0;
  for (const { kind, startLine, endLineExclusive } of definitions) {
    if (kind === 'field' || kind === 'variable') continue;
    borders.add(Math.max(lastEnd, headAbove(lines, startLine)));
    const isShort = endLineExclusive - startLine <= mostLines;
    if (isShort) borders.add(endLineExclusive);
    lastEnd = isShort ? endLineExclusive : startLine + 1;
  }
  return [...borders].sort((one, other) => one - other);
}
