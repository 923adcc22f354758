import {
  lineBorderAfter,
  lineBorderBefore,
  wordBorderAfter,
  wordBorderBefore,
} from './tokenBorders.ts';
import type { TokenCounter } from './tokenCounter.ts';

/** A text that was made to fit, with its tokens. */
export interface KeptText {
  readonly text: string;
  readonly tokens: number;
}

/** Where a walk over a text has come to, and what it may still take. */
interface Reach {
  readonly offset: number;
  readonly left: number;
}

/** The next offset to come to, or `offset` itself when there is none. */
type Step = (text: string, offset: number, left: number) => number;

/** A line that does not fit whole is taken in steps of this many characters. */
const stepCharacters = 24;

/** Source has 3 to 5 characters to a token: what is longer than this each is not even counted. */
const mostCharactersPerToken = 24;

/**
 * The longest end of `text` that has at most `maxTokens`: whole lines, or, where not even the last line fits, its end.
 * The work grows with what is kept, not with the text.
 */
export function keepEnd(text: string, maxTokens: number, counter: TokenCounter): KeptText {
  const lines = walk(text, { offset: text.length, left: maxTokens }, backByLine, counter);
  const words = walk(text, lines, backByWord, counter);
  for (let start = lineStartFrom(text, words.offset); start < text.length; ) {
    if (start >= lines.offset)
      return { text: text.slice(lines.offset), tokens: maxTokens - lines.left };
    const tokens = maxTokens - lines.left + counter.count(text.slice(start, lines.offset));
    if (tokens <= maxTokens) return { text: text.slice(start), tokens };
    start = lineStartFrom(text, start + 1);
  }
  return { text: text.slice(words.offset), tokens: maxTokens - words.left };
}

/** The longest start of `text` that has at most `maxTokens`: whole lines, or, where not even the first line fits, its start. */
export function keepStart(text: string, maxTokens: number, counter: TokenCounter): KeptText {
  const lines = walk(text, { offset: 0, left: maxTokens }, onByLine, counter);
  const words = walk(text, lines, onByWord, counter);
  for (let end = lineEndTo(text, words.offset); end > 0; ) {
    if (end <= lines.offset)
      return { text: text.slice(0, lines.offset), tokens: maxTokens - lines.left };
    const tokens = maxTokens - lines.left + counter.count(text.slice(lines.offset, end));
    if (tokens <= maxTokens) return { text: text.slice(0, end), tokens };
    end = lineEndTo(text, end - 1);
  }
  return { text: text.slice(0, words.offset), tokens: maxTokens - words.left };
}

/** Takes step after step while they fit. */
function walk(text: string, from: Reach, step: Step, counter: TokenCounter): Reach {
  for (let { offset, left } = from; ; ) {
    const next = step(text, offset, left);
    const length = Math.abs(next - offset);
    if (length === 0 || length > left * mostCharactersPerToken) return { offset, left };
    const tokens = counter.count(text.slice(Math.min(offset, next), Math.max(offset, next)));
    if (tokens > left) return { offset, left };
    offset = next;
    left -= tokens;
  }
}

const backByLine: Step = (text, offset) => lineBorderBefore(text, offset);

const onByLine: Step = (text, offset) => lineBorderAfter(text, offset);

const backByWord: Step = (text, offset, left) =>
  wordBorderBefore(text, offset - stepFor(left)) ?? offset;

const onByWord: Step = (text, offset, left) =>
  wordBorderAfter(text, offset + stepFor(left)) ?? offset;

/** Small steps where little is left, so that a short rest is used, too. */
function stepFor(left: number): number {
  return Math.max(1, Math.min(stepCharacters, Math.floor(left)));
}

/** The first line start at or after `offset`; the end of the text where there is none. */
function lineStartFrom(text: string, offset: number): number {
  if (offset === 0) return 0;
  const end = text.indexOf('\n', offset - 1);
  return end === -1 ? text.length : end + 1;
}

/** The last end of a whole line at or before `offset`, its line break included; 0 where there is none. */
function lineEndTo(text: string, offset: number): number {
  if (offset === text.length) return offset;
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
