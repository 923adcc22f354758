import { isBlank } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { withoutStart } from './lineShape.ts';
import type { Surroundings } from './surroundings.ts';
import { closersBeyond, isBalanced } from './unmatchedClosers.ts';

/** Lines of the prefix that a model may say again before it goes on. */
const maxEchoLines = 80;
/** A part of a word this long is not doubled by chance. */
const minPartialWord = 3;
/** A line start this long is not said twice by chance, whatever its white space. */
const minRespaced = 8;

/** Removes what stands before the cursor and is said again at the start: lines above, the line itself, its last word. */
export const removeEcho: Filter = (text, around) => {
  const withoutLines = removeLinesAbove(text, around);
  if (withoutLines !== text) {
    return isBlank(withoutLines) ? { rejected: 'repeatsAbove' } : withoutLines;
  }
  const withoutStart = removeLineStart(text, around);
  return removePartialWord(
    withoutStart === text ? removeLineTail(text, around) : withoutStart,
    around,
  );
};

/** Whether a text that still grows has so far said only lines above the cursor, in order: it may come to be an echo. */
export function mayBecomeEcho(text: string, { linesAbove }: Surroundings): boolean {
  const lines = text.trimEnd().split('\n');
  const near = linesAbove.slice(-maxEchoLines);
  return near.some(
    (_, start) =>
      start + lines.length <= near.length &&
      sameLines(near.slice(start, start + lines.length), lines),
  );
}

/** Cuts the lines above the cursor, as far as they are repeated, together with the start of the cursor's line. */
function removeLinesAbove(text: string, around: Surroundings): string {
  const above = around.linesAbove;
  const lines = text.split('\n');
  const start = around.linePrefix.trim();
  const most = Math.min(maxEchoLines, above.length, lines.length);
  for (let count = most; count > 0; count--) {
    const echoed = above.slice(above.length - count);
    if (isBlank(echoed[0]!) || !sameLines(echoed, lines)) continue;
    if (!isTelling(echoed, above, start !== '') || isUsual(echoed, above)) continue;
    const rest = lines.slice(count);
    if (start === '') return withoutStart(rest.join('\n'), around.linePrefix);
    if (!rest[0]?.trimStart().startsWith(start)) continue;
    const line = afterStart(rest[0].trimStart(), start, around.linePrefix);
    return [line, ...rest.slice(1)].join('\n');
  }
  return text;
}

function sameLines(echoed: readonly string[], lines: readonly string[]): boolean {
  return echoed.every((line, index) => line.trim() === lines[index]!.trim());
}

/** Whether the repetition is an echo rather than code that happens to be repetitive. */
function isTelling(
  echoed: readonly string[],
  above: readonly string[],
  isWithStart: boolean,
): boolean {
  const telling = echoed.filter(line => /\p{L}{2}/u.test(line) && line.trim().length >= 8);
  if (telling.length === 0) return false;
  if (isWithStart || telling.length > 1) return true;
  // Where the user repeats lines, one more of them is no echo.
  const last = telling[0]!.trim();
  return last.length >= 12 && above.filter(line => line.trim() === last).length === 1;
}

/** Lines that stand together elsewhere above, too, are said again because the code is like that. */
function isUsual(echoed: readonly string[], above: readonly string[]): boolean {
  if (echoed.length < 2) return false;
  const earlier = above.slice(0, -1);
  return earlier.some(
    (_, start) =>
      start + echoed.length <= earlier.length &&
      echoed.every((line, index) => line.trim() === earlier[start + index]!.trim()),
  );
}

/** Cuts the start of the cursor's line when the answer begins with it. */
function removeLineStart(text: string, around: Surroundings): string {
  const start = around.linePrefix.trim();
  const lead = /^\s*/.exec(text)![0];
  const body = respaced(text.slice(lead.length), start);
  // With its indentation the line start cannot be meant to stand in the middle of the line.
  const isIndented = /^(?: {2}|\t)/.test(around.linePrefix) && start.length > 1;
  const own = withoutStart(text, around.linePrefix);
  if (isIndented && own !== text) return own;
  if (!isLineStart(start) || !startsWithTokens(body, start)) return text;
  if (isOtherLine(lead, around)) return text;
  const rest = afterStart(body, start, around.linePrefix);
  return isNestedCall(start, text, rest, around) ? text : rest;
}

/** The text with its start as the document has it, where that has the same signs with other white space between them. */
function respaced(body: string, start: string): string {
  let at = 0;
  for (const sign of start.replace(/\s/g, '')) {
    while (body[at] === ' ' || body[at] === '\t') at++;
    if (body[at++] !== sign) return body;
  }
  return start.length < minRespaced ? body : start + body.slice(at);
}

/** Cuts the end of the cursor's line, from a word on, when the answer begins with it. */
function removeLineTail(text: string, around: Surroundings): string {
  for (const { index } of around.linePrefix.matchAll(/(?<=\s)\S|\b\w/g)) {
    const tail = around.linePrefix.slice(index);
    const start = tail.trim();
    // One word alone may be meant twice.
    if (!/\p{L}{3}/u.test(start) || !/\w\W|\W\w/.test(start)) return text;
    if (!startsWithTokens(text, start)) continue;
    const rest = afterStart(text, start, tail);
    return isNestedCall(start, text, rest, around) ? text : rest;
  }
  return text;
}

/**
 * On a line of its own, and deeper or after a line that is complete, it is another line that begins alike:
 * the `end` of the next block, one more `return unless x`, a tag's end, the next line of a comment.
 */
function isOtherLine(lead: string, { linePrefix }: Surroundings): boolean {
  const indent = lead.slice(lead.lastIndexOf('\n') + 1);
  if (!lead.includes('\n')) return false;
  const own = /^[ \t]*/.exec(linePrefix)![0];
  const isComplete = own !== '' && /(?:[\p{L}\p{N}_)\]};]|<[\w/][^<>]*>)$/u.test(linePrefix);
  const isBareComment = /^\s*(?:\/\/+!?|#+|--|;+|%+)$/.test(linePrefix);
  return isComplete || isBareComment || (indent !== '' && indent.length > own.length);
}

/** `f(` before the cursor and `f(x))` after it: the answer closes the outer call itself, so it is a nested one. */
function isNestedCall(start: string, text: string, rest: string, around: Surroundings): boolean {
  const { state, openers } = around.brackets;
  if (state.in !== 'code' || openers.length === 0 || !/[([{]/.test(start)) return false;
  if (isBalanced(rest, around) !== isBalanced(text, around)) return isBalanced(text, around);
  const closed = closersBeyond(text, around).length;
  return closed > 0 && closersBeyond(rest, around).length > closed;
}

/** A start that is not said twice in good code: it has a word, and is more than numbers or a tag. */
function isLineStart(start: string): boolean {
  if (/^(?:\/\/|\/\*\*?|#+|--|;+|%) ?\S?$/.test(start)) return start.length > 1;
  if (start.length < 3 || !/\p{L}/u.test(start)) return false;
  return !/^(?:long|very|<[\w-]+>|ha|no|bye)$/.test(start);
}

/** Starts with the same characters, not in the middle of a word. */
function startsWithTokens(body: string, start: string): boolean {
  if (!body.startsWith(start)) return false;
  const isWord = /[\p{L}\p{N}_]$/u.test(start);
  const goesOn = /^[\p{L}\p{N}_]/u.test(body.slice(start.length));
  // `retur` and `return x`: the word goes on; `item` alone and `items` is a word of its own.
  return !(isWord && goesOn) || /\s|[^\p{L}\p{N}_]/u.test(start) || start.length >= minPartialWord;
}

/** What follows the start, with the blank that stands before the cursor not doubled. */
function afterStart(body: string, start: string, linePrefix: string): string {
  const exact = linePrefix.trimStart();
  if (body.startsWith(exact)) return body.slice(exact.length);
  const rest = body.slice(start.length);
  return /\s$/.test(linePrefix) ? rest.replace(/^[ \t]+/, '') : rest;
}

/** Cuts the part of a word before the cursor when the answer begins with the whole word. */
function removePartialWord(text: string, around: Surroundings): string {
  const partial = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(around.linePrefix)?.[0];
  const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text)?.[0];
  if (!partial || !word || partial.length < minPartialWord) return text;
  return word.length > partial.length && word.startsWith(partial)
    ? text.slice(partial.length)
    : text;
}
