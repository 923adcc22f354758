import { diffArrays } from 'diff';
import { tokenKey } from './lineKeys.ts';

/**
 * The new form of a line in the spelling of the text: where the reply quoted a line with other
 * punctuation or spacing than the text has, the tokens that stay keep the text's own characters.
 */
export function carryOver(said: string, real: string, next: string): string {
  if (said === real) return next;
  const [saidParts, realParts, nextParts] = [parts(said), parts(real), parts(next)];
  if (saidParts.length !== realParts.length) return next;
  let result = '';
  let at = 0;
  for (const change of diffArrays(saidParts, nextParts)) {
    if (change.removed) at += change.value.length;
    else if (change.added) result += change.value.join('');
    else for (const _ of change.value) result += realParts[at++]!;
  }
  return result;
}

/** Tokens with the white space in front of each, so that both lists run in step. */
function parts(line: string): string[] {
  return line.match(/\s*(?:[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$])/gu) ?? [];
}

/** True where two lines are spelt differently but have the same tokens. */
export function isRespelt(said: string, real: string): boolean {
  return said !== real && tokenKey(said) === tokenKey(real);
}
