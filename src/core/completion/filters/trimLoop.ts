import type { Filter } from './filter.ts';

/** How often a block of lines must come in a row before it is a loop rather than a list. */
const minLineRepeats = 3;
const maxPeriodLines = 8;
const minPieceRepeats = 8;

/** Keeps one round of what a model repeats without end: blocks of lines, or pieces of its last line. */
export const trimLoop: Filter = text => trimPieceLoop(trimLineLoop(text));

function trimLineLoop(text: string): string {
  const lines = text.split('\n');
  for (let period = 1; period <= maxPeriodLines; period++) {
    const start = loopStart(lines, period);
    if (start === undefined) continue;
    // The first line has its indentation before the cursor.
    const isFirst = start === 1 && lines[0]!.trim() === lines[period]!.trim();
    return lines.slice(0, (isFirst ? 0 : start) + period).join('\n');
  }
  return text;
}

/** The first line of a loop of that period which goes on to the end (whose last round may be cut off). */
function loopStart(lines: readonly string[], period: number): number | undefined {
  let start = lines.length - 1;
  const isRepeated = (index: number) => {
    const line = lines[index]!;
    const next = lines[index + period];
    if (next === undefined) return true;
    return index + period === lines.length - 1 ? line.startsWith(next) : line === next;
  };
  while (start >= 0 && isRepeated(start)) start--;
  start++;
  const rounds = (lines.length - start) / period;
  const block = lines.slice(start, start + period);
  const isTelling = block.some(line => /\p{L}{2}/u.test(line) && line.trim().length >= 4);
  return rounds >= minLineRepeats && isTelling ? start : undefined;
}

/** A short piece with letters in it that fills the end of the last line again and again. */
function trimPieceLoop(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1;
  const line = text.slice(lineStart);
  for (let period = 1; period <= 40 && period * minPieceRepeats <= line.length; period++) {
    let start = line.length - period;
    while (start > 0 && line[start - 1] === line[start - 1 + period]) start--;
    const rounds = (line.length - start) / period;
    const piece = line.slice(start, start + period);
    if (rounds >= minPieceRepeats && /\p{L}{2}/u.test(piece)) {
      const end = start + period;
      const border = line.slice(end, end + period).search(/[,;)\]}]/);
      return text.slice(0, lineStart + end + (border === -1 ? 0 : border + 1)).trimEnd();
    }
  }
  return text;
}
