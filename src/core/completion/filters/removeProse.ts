import { isBlank, isSolid } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { looksLikeProse } from './looksLikeProse.ts';
import { scanCode } from './scanCode.ts';
import type { Syntax } from './syntax.ts';

/**
 * Removes sentences that a chat model says before its code, and ends the text where it begins to explain it.
 * Inside comments and strings, and in documents of prose, sentences are what was asked for.
 */
export const removeProse: Filter = (text, around) => {
  const { syntax, state } = around.brackets;
  if (syntax.isProse || state.in !== 'code') return text;
  const lines = text.split('\n');
  let start = 0;
  if (looksLikeProse(lines[0]!)) start = firstOtherLine(lines);
  else if (isBlank(lines[0]!) && isBlank(around.linePrefix)) {
    const first = lines.findIndex(isSolid);
    if (first !== -1 && looksLikeProse(lines[first]!))
      start = first + firstOtherLine(lines.slice(first));
  }
  const end = explanationStart(lines, start, syntax);
  const kept = lines.slice(start, end).join('\n');
  return isBlank(kept) && isSolid(text) ? { rejected: 'prose' } : kept;
};

function firstOtherLine(lines: readonly string[]): number {
  const index = lines.findIndex(line => isSolid(line) && !looksLikeProse(line));
  return index === -1 ? lines.length : index;
}

/** The blank line after which the answer goes on with unindented sentences. */
function explanationStart(lines: readonly string[], start: number, syntax: Syntax): number {
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index]!;
    if (/^\s/.test(line) || isSolid(lines[index - 1]!) || !looksLikeProse(line)) continue;
    const before = lines.slice(start, index).join('\n');
    if (scanCode(`${before}\n`, syntax).state.in === 'code' && isSentence(line)) return index;
  }
  return lines.length;
}

function isSentence(line: string): boolean {
  return line.trim().split(/\s+/).length >= 3 || /^(?:\*\*)?(?:explanation|note)/i.test(line);
}
