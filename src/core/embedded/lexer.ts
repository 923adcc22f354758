import type { CommentStyle } from './commentStyle.ts';
import { gapByte } from './gap.ts';
import { isSpace, nextQuote, tokenEnd } from './scanToken.ts';
import type { TokenBuffer } from './tokenBuffer.ts';
import { newline } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Lines beyond this are data or minified code; they teach nothing and cost much. */
const maxLineLength = 1000;
const tabWidth = 4;

/**
 * Turns lines into tokens: identifiers, numbers, operators, single characters.
 * Strings are lexed like code, comments are left out, and every line that has code starts with a
 * token that says how it is indented. Works for every language, line by line, without a grammar.
 */
export class Lexer {
  private readonly indents: number[] = [0];
  private isAfterBlank = false;
  /** What ends the comment or docstring that the current line is in. */
  private closer: string | undefined;
  /** True when the line lexed last ended in a comment. */
  endsInComment = false;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly style: CommentStyle,
    private readonly out: TokenBuffer,
  ) {}

  /** Lexes the lines of `text` from `start` on; the last one counts even when it is not complete. */
  lines(text: string, start = 0): void {
    for (let at = start; at <= text.length; ) {
      let end = text.indexOf('\n', at);
      if (end === -1) end = text.length;
      this.line(text, at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
      at = end + 1;
    }
  }

  /** Lexes the line in which the cursor stands, up to the cursor: it has a start even while it is blank. */
  openLine(text: string, start: number): void {
    const isBlank = skipSpace(text, start, text.length) === text.length;
    if (isBlank && this.closer === undefined) {
      this.endsInComment = false;
      this.startLine(widthOf(text, start, text.length));
    } else this.line(text, start, text.length);
  }

  private line(text: string, start: number, end: number): void {
    this.endsInComment = false;
    const open = this.skipComment(text, start, end);
    if (open === -1) return;
    const first = skipSpace(text, open, end);
    if (first === end) {
      if (open === start) this.isAfterBlank = true;
      return;
    }
    if (end - first > maxLineLength || this.startsComment(text, first, end)) return;
    this.startLine(widthOf(text, start, first));
    this.tokens(text, first, end);
  }

  /** Where the rest of the line starts when it begins inside a comment; -1 when it stays inside. */
  private skipComment(text: string, start: number, end: number): number {
    if (this.closer === undefined) return start;
    const close = text.indexOf(this.closer, start);
    if (close === -1 || close + this.closer.length > end) {
      this.endsInComment = true;
      return -1;
    }
    const after = close + this.closer.length;
    this.closer = undefined;
    return after;
  }

  /** True when nothing but a comment starts at `first`; remembers what ends it if it goes on. Lua's `--[[` begins like `--`. */
  private startsComment(text: string, first: number, end: number): boolean {
    for (const [open, closer] of this.style.block) {
      if (!text.startsWith(open, first)) continue;
      const close = text.indexOf(closer, first + open.length);
      const hasCodeAfter =
        close !== -1 && close < end && skipSpace(text, close + closer.length, end) < end;
      return !hasCodeAfter && this.openBlock(text, first, closer, end, open.length);
    }
    for (const mark of this.style.line) {
      if (text.startsWith(mark, first)) return this.inComment();
    }
    if (this.style.hasDocstrings) {
      const quote = /^[rRbBuUfF]{0,2}("""|''')/.exec(text.slice(first, first + 5))?.[1];
      if (quote !== undefined) {
        return this.openBlock(text, text.indexOf(quote, first), quote, end, quote.length);
      }
    }
    return false;
  }

  private openBlock(
    text: string,
    open: number,
    closer: string,
    end: number,
    openLength: number,
  ): boolean {
    const close = text.indexOf(closer, open + openLength);
    if (close === -1 || close + closer.length > end) this.closer = closer;
    return this.inComment();
  }

  private inComment(): boolean {
    this.endsInComment = true;
    return true;
  }

  private startLine(indent: number): void {
    const start = this.lineStart(indent);
    // A line start has no white space of its own; its byte tells how deep the line is nested.
    this.out.push(start, Math.min(this.indents.length, 255));
    this.isAfterBlank = false;
  }

  private lineStart(indent: number): number {
    const { indents, isAfterBlank } = this;
    const current = indents[indents.length - 1]!;
    if (indent === current) return isAfterBlank ? newline.sameAfterBlank : newline.same;
    if (indent > current) {
      indents.push(indent);
      return isAfterBlank ? newline.deeperAfterBlank : newline.deeper;
    }
    let levels = 0;
    for (; indents.length > 1 && indents[indents.length - 1]! > indent; levels++) indents.pop();
    if (indents[indents.length - 1]! < indent) indents.push(indent);
    if (levels > 2) return newline.outMore;
    if (levels === 2) return newline.outTwo;
    return isAfterBlank ? newline.outOneAfterBlank : newline.outOne;
  }

  private tokens(text: string, first: number, end: number): void {
    let quote = 0;
    for (let at = first, gapStart = first; at < end; ) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) {
        at++;
        continue;
      }
      if (quote === 0) {
        const after = this.afterComment(text, at, end);
        if (after === end) return;
        if (after > at) {
          at = after;
          continue;
        }
      }
      const next = tokenEnd(text, at, end, code);
      this.out.push(this.vocabulary.internPart(text, at, next), gapOf(text, gapStart, at));
      quote = nextQuote(text, at, end, code, quote);
      at = gapStart = next;
    }
  }

  /** The end of a comment that starts at `at`: `at` when none does, `end` when the line ends with it. */
  private afterComment(text: string, at: number, end: number): number {
    for (const [open, closer] of this.style.block) {
      if (!text.startsWith(open, at)) continue;
      const close = text.indexOf(closer, at + open.length);
      if (close !== -1 && close + closer.length <= end) return close + closer.length;
      this.closer = closer;
      this.endsInComment = true;
      return end;
    }
    for (const mark of this.style.line) {
      if (!text.startsWith(mark, at)) continue;
      this.endsInComment = true;
      return end;
    }
    return at;
  }
}

function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function widthOf(text: string, start: number, end: number): number {
  let width = 0;
  for (let at = start; at < end; at++) {
    width = text.charCodeAt(at) === 9 ? width - (width % tabWidth) + tabWidth : width + 1;
  }
  return width;
}

function gapOf(text: string, start: number, end: number): number {
  if (start === end) return 0;
  if (end - start === 1 && text.charCodeAt(start) === 32) return 1;
  return gapByte(text.slice(start, end));
}
