import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { wordLength } from './lineKeys.ts';
import { confidenceOf, type Placement } from './placement.ts';

/** Shorter pieces of a line stand in too many places to mean one of them. */
const minWordLength = 4;

/**
 * Finds one quoted piece of a line, character for character and not within a word.
 * Only a reply that replaces this one line by one line can mean it.
 */
export function insideLine(text: IndexedText, hunk: Hunk): readonly (readonly Placement[])[] {
  const sought = hunk.before[0];
  if (hunk.before.length !== 1 || hunk.after.length > 1 || sought === undefined) return [];
  if (sought.trim() !== sought || wordLength(sought) < minWordLength) return [];
  const found: (readonly Placement[])[] = [];
  text.lines.forEach((line, at) => {
    for (
      let column = line.indexOf(sought);
      column !== -1;
      column = line.indexOf(sought, column + 1)
    ) {
      if (!standsFree(line, column, column + sought.length)) continue;
      found.push([
        {
          step: 'inside a line',
          confidence: confidenceOf['inside a line'],
          hunk,
          start: at,
          endExclusive: at + 1,
          lineOf: [at],
          columns: { start: column, endExclusive: column + sought.length },
        },
      ]);
    }
  });
  return found;
}

function standsFree(line: string, start: number, endExclusive: number): boolean {
  return !joins(line[start - 1], line[start]) && !joins(line[endExclusive - 1], line[endExclusive]);
}

function joins(left: string | undefined, right: string | undefined): boolean {
  const word = /[\p{L}\p{N}_$]/u;
  return left !== undefined && right !== undefined && word.test(left) && word.test(right);
}
