import { solidLines } from '../../text/lines.ts';
import type { IndexedText } from './indexedText.ts';
import { looseKey, wordLength } from './lineKeys.ts';

/** A line with so many letters that stands only once in a text pins a match down. */
export const pinWordLength = 8;
/** A block of so many letters is seldom there by chance, nor is one of lines that stand only once. */
const tellingLetters = 24;

/** Those of a hunk's lines that tell a place: long enough, and only once in the text. */
export function pinsAmong(
  text: IndexedText,
  lines: readonly string[],
  minLetters = pinWordLength,
): string[] {
  const { positions } = text.keyed('loose');
  return lines.filter(
    line => wordLength(line) >= minLetters && positions.get(looseKey(line))?.length === 1,
  );
}

/** True where a block is more than brackets and words that stand everywhere. */
export function isTelling(text: IndexedText, lines: readonly string[]): boolean {
  const letters = lines.reduce((sum, line) => sum + wordLength(line), 0);
  const solid = solidLines(lines);
  return letters >= tellingLetters || pinsAmong(text, solid, 1).length === solid.length;
}
