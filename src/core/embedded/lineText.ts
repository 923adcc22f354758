import type { CandidateLine } from './beam.ts';
import { gapText } from './gap.ts';
import { separator } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The text that a candidate adds behind `linePrefix`, whose last word is `partial`. */
export function lineText(
  line: CandidateLine,
  vocabulary: Vocabulary,
  prefix: string,
  partial: string,
): string {
  const isAfterSpace = /(^|\s)$/.test(prefix);
  let text = '';
  for (const [index, { choice }] of line.steps.entries()) {
    if (choice.token === separator) break;
    const word = vocabulary.text(choice.token);
    if (index > 0) text += gapText(choice.gap) + word;
    else if (partial !== '') text = word.slice(partial.length);
    else text = (isAfterSpace ? '' : gapText(choice.gap)) + word;
  }
  return text;
}

const onlyClosers = /^[)\]}>'"`;,]+$/;
const onlyEnding = /^[;,{:\s]*$/;

/**
 * Cuts off what already stands after the cursor, with what would come after it: of `name);` before `)` stays `name`.
 * Undefined when the guess does not lead to what stands there.
 */
export function beforeSuffix(text: string, lineSuffix: string): string | undefined {
  if (lineSuffix === '') return text;
  if (text.endsWith(lineSuffix)) return text.slice(0, -lineSuffix.length);
  // What the editor closed by itself may be followed by more in the guess.
  const at = onlyClosers.test(lineSuffix) ? text.lastIndexOf(lineSuffix) : -1;
  if (at === -1 || !onlyEnding.test(text.slice(at + lineSuffix.length))) return undefined;
  return text.slice(0, at);
}
