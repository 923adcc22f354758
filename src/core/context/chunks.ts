/** A stretch of lines of a file. */
export interface Chunk {
  readonly startLine: number;
  readonly endLineExclusive: number;
}

/** Short enough that several fit into a small budget, long enough to hold a function. */
const fewestLines = 8;
const mostLines = 24;

/**
 * Cuts a file into chunks of whole lines, preferably where something new begins: at a line that stands further left
 * than its neighbours, after a blank line.
 */
export function chunksOf(lines: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (let startLine = 0; startLine < lines.length; ) {
    const endLineExclusive = bestEnd(lines, startLine);
    if (lines.slice(startLine, endLineExclusive).some(line => line.trim() !== '')) {
      chunks.push({ startLine, endLineExclusive });
    }
    startLine = endLineExclusive;
  }
  return chunks;
}

function bestEnd(lines: readonly string[], startLine: number): number {
  const last = startLine + mostLines;
  if (last >= lines.length) return lines.length;
  let best = last;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let end = last; end >= startLine + fewestLines; end--) {
    const cost = costOfCut(lines, end);
    if (cost < bestCost) {
      bestCost = cost;
      best = end;
    }
  }
  return best;
}

/** Columns of indentation of the line after the cut; closing lines belong to what stands before them. */
function costOfCut(lines: readonly string[], end: number): number {
  const next = lines[end] ?? '';
  const text = next.trim();
  if (text === '') return 100;
  const isAfterBlank = (lines[end - 1] ?? '').trim() === '';
  const closes = /^[)\]}]|^end\b/.test(text);
  return next.length - next.trimStart().length + (isAfterBlank ? 0 : 2) + (closes ? 50 : 0);
}
