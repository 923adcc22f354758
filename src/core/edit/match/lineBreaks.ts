import { isBlank } from '../../text/lines.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { tokenKey } from './lineKeys.ts';
import { isTelling } from './pins.ts';
import { type Candidates, confidenceOf, type Placement } from './placement.ts';

const separator = '\u0001';

/**
 * Finds quoted lines that were wrapped in other places: the same tokens in the same order, from the start of a line
 * to the end of one. Lines that change, or that lines are added beside, must have stayed whole.
 */
export function otherLineBreaks(text: IndexedText, hunk: Hunk): Candidates {
  if (!isTelling(text, hunk.before) || !hunk.before.every(line => text.hasWordsOf(line))) return [];
  const said = hunk.before.map(tokenKey);
  const sought = said.filter(key => key !== '').join(separator) + separator;
  const { tokens, lineAt } = text.stream;
  const found: (readonly Placement[])[] = [];
  for (let at = tokens.indexOf(sought); at !== -1; at = tokens.indexOf(sought, at + 1)) {
    const [start, next] = [lineAt.get(at), lineAt.get(at + sought.length)];
    if (start === undefined || next === undefined) continue;
    const endExclusive = solidEnd(text, next);
    let offset = at;
    let nBlank = 0;
    const lineOf = said.map(key => {
      const line = lineAt.get(offset) ?? -1;
      if (key === '') {
        // Blank lines follow what was quoted above them, where that is the end of a line.
        const blank = solidEnd(text, line) + nBlank++;
        return offset > at && blank < line ? blank : -1;
      }
      offset += key.length + separator.length;
      nBlank = 0;
      return text.keyed('tokens').keys[line] === key ? line : -1;
    });
    if (!keepsWhole(hunk, lineOf)) continue;
    const step = 'line breaks';
    found.push([{ step, confidence: confidenceOf[step], hunk, start, endExclusive, lineOf }]);
  }
  return found;
}

/** The line after the last one above `end` that is not blank. */
function solidEnd(text: IndexedText, end: number): number {
  let at = end;
  while (at > 0 && isBlank(text.lines[at - 1]!)) at--;
  return at;
}

function keepsWhole({ before, changes }: Hunk, lineOf: readonly number[]): boolean {
  const isWhole = (at: number) => (lineOf[at] ?? -1) !== -1;
  return changes.every(({ oldStart, oldEnd }) =>
    oldStart === oldEnd
      ? isWhole(oldStart - 1) || isWhole(oldStart)
      : before.every((line, at) => at < oldStart || at >= oldEnd || isWhole(at) || isBlank(line)),
  );
}
