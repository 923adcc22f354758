import { lineStartBefore } from '../text/lines.ts';

/**
 * Places where a text can be cut without changing its tokens, so that counts of the pieces add up exactly.
 *
 * Law: for every border `b` that these functions return, the tokens of `text` are the tokens of
 * `text.slice(0, b)` followed by those of `text.slice(b)`. It follows from the split pattern of the
 * `cl100k` and `o200k` encodings, which matches from left to right and never looks back: a cut is safe where
 * a match surely ends. A match runs over a line end only into more blank space up to a later line end, or
 * into a slash right at the start of the next line; a run of letters or digits ends at the first character
 * that is neither (an apostrophe may go on as in `don't`, a combining mark belongs to its letter).
 */

/** A line longer than this is counted in pieces, so that one key in it does not recount all of it. */
const longChunk = 256;

const blank = /[\s\u0085]/;
const letter = /\p{L}/u;
const digit = /\p{N}/u;
const glued = /[\p{M}'\u2019\ud800-\udfff]/u;

/** True when `offset` is the start of a line and a border. */
function isLineBorder(text: string, offset: number): boolean {
  if (text.charCodeAt(offset - 1) !== 10) return false;
  let first = offset;
  while (isTabOrSpace(text.charCodeAt(first))) first++;
  if (first === text.length) return true;
  if (first === offset && text.charAt(first) === '/') return false;
  return !blank.test(text.charAt(first));
}

function isTabOrSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** True when the word before `offset` surely ends there. */
function isWordBorder(text: string, offset: number): boolean {
  const left = text.charAt(offset - 1);
  const right = text.charAt(offset);
  if (glued.test(right)) return false;
  if (letter.test(left)) return !letter.test(right);
  return digit.test(left) && !digit.test(right);
}

/** The last line border before `offset`, or 0. */
export function lineBorderBefore(text: string, offset: number): number {
  let border = lineStartBefore(text, offset - 1);
  while (border > 0 && !isLineBorder(text, border)) border = lineStartBefore(text, border - 1);
  return border;
}

/** The first line border after `offset`, or the end of the text. */
export function lineBorderAfter(text: string, offset: number): number {
  for (let end = text.indexOf('\n', offset); end !== -1; end = text.indexOf('\n', end + 1)) {
    if (isLineBorder(text, end + 1)) return end + 1;
  }
  return text.length;
}

/** No word is longer than this; text without a border over such a stretch is no prose and no source. */
const longestWord = 5000;

/** The last word border at or before `offset`, if there is one near. */
export function wordBorderBefore(text: string, offset: number): number | undefined {
  if (offset <= 0) return 0;
  const floor = Math.max(0, offset - longestWord);
  for (let border = offset; border > floor; border--) {
    if (isWordBorder(text, border)) return border;
  }
  return floor === 0 ? 0 : undefined;
}

/** The first word border at or after `offset`, if there is one near; the end of the text is one. */
export function wordBorderAfter(text: string, offset: number): number | undefined {
  const ceiling = Math.min(text.length, offset + longestWord);
  for (let border = offset; border < ceiling; border++) {
    if (isWordBorder(text, border)) return border;
  }
  return ceiling === text.length ? ceiling : undefined;
}

/**
 * Cuts a text at borders into pieces of about a line; joined they are the text.
 * A piece is much longer only where there is no border in it.
 */
export function* tokenChunks(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const lineEnd = lineBorderAfter(text, start);
    for (let rest = lineEnd - start; rest > longChunk; rest = lineEnd - start) {
      const end = firstWordBorder(text, start + longChunk / 2, lineEnd);
      if (end === lineEnd) break;
      yield text.slice(start, end);
      start = end;
    }
    yield text.slice(start, lineEnd);
    start = lineEnd;
  }
}

function firstWordBorder(text: string, offset: number, ceiling: number): number {
  let border = offset;
  while (border < ceiling && !isWordBorder(text, border)) border++;
  return border;
}
