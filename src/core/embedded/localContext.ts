import type { CommentStyle } from './commentStyle.ts';
import { Lexer } from './lexer.ts';
import { isWordCode } from './scanToken.ts';
import { TokenBuffer } from './tokenBuffer.ts';
import { lastLineEnd, separator } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Text beyond these windows is too far from the cursor to tell more than the project does. */
const maxPrefixLength = 120_000;
const maxSuffixLength = 40_000;
/** Tokens of a line that decoding adds at most. */
export const maxDecodedTokens = 32;
/** Lines that decoding adds at most. */
export const maxDecodedLines = 8;
/** How much of the next line is compared with what follows an occurrence elsewhere. */
export const maxRightTokens = 5;

/** The open document around the cursor, as tokens, with chains that find earlier occurrences. */
export interface LocalContext {
  /** Tokens before the cursor, then room for decoded ones; starts with a separator. */
  readonly before: Int32Array;
  /** Tokens before the cursor without the word being typed. */
  readonly beforeLength: number;
  /** Tokens of the whole document: before the cursor, a separator, after the cursor's line, a separator. */
  readonly tokens: Int32Array;
  readonly gaps: Uint8Array;
  readonly length: number;
  /** Where the first word of the line below the cursor's stands among them. */
  readonly below: number;
  /** Number of the code line that each token belongs to. */
  readonly lineOf: Int32Array;
  /** Number of the cursor's line among those. */
  readonly cursorLine: number;
  /** How deep the cursor's line is nested, and the next line below it; 0 where nothing is below. */
  readonly depth: number;
  readonly depthBelow: number;
  /** How often the document has each token. */
  readonly uses: Int32Array;
  /** The word being typed, as far as it is; empty at a token boundary. */
  readonly partial: string;
  /** The first tokens of the next line; empty where nothing follows. */
  readonly right: Int32Array;
  readonly endsInComment: boolean;
  readonly exact: OccurrenceChains;
  readonly skeleton: OccurrenceChains;
}

/**
 * Positions by the token before them, nearest to the cursor first.
 * 0 ends a chain: position 0 is the leading separator and has no token before it.
 */
export interface OccurrenceChains {
  readonly lastBefore: Int32Array;
  readonly firstAfter: Int32Array;
  /** Next position of the same chain, away from the cursor. */
  readonly next: Int32Array;
}

export interface LocalText {
  readonly prefix: string;
  readonly suffix: string;
}

/** Lexes the text around the cursor; the rest of the cursor's line is not part of it. */
export function buildLocalContext(
  text: LocalText,
  style: CommentStyle,
  vocabulary: Vocabulary,
): LocalContext {
  const buffer = new TokenBuffer(8192);
  buffer.push(separator, 0);
  const lexer = new Lexer(vocabulary, style, buffer);
  const prefix = windowBefore(text.prefix);
  const lineStart = prefix.lastIndexOf('\n') + 1;
  if (lineStart > 0) lexer.lines(prefix.slice(0, lineStart - 1));
  const partialStart = startOfWord(prefix, lineStart);
  lexer.openLine(prefix.slice(0, partialStart), lineStart);
  const endsInComment = lexer.endsInComment;
  const beforeLength = buffer.length;
  buffer.push(separator, 0);
  const suffixStart = text.suffix.indexOf('\n') + 1;
  if (suffixStart > 0) {
    lexer.lines(text.suffix.slice(suffixStart, suffixStart + maxSuffixLength));
  }
  buffer.push(separator, 0);
  const lineOf = countLines(buffer);
  return {
    before: extended(buffer.tokens, beforeLength),
    beforeLength,
    tokens: buffer.tokens,
    gaps: buffer.gaps,
    length: buffer.length,
    below: beforeLength + 2,
    lineOf,
    cursorLine: lineOf[beforeLength - 1]!,
    depth: buffer.gaps[lineStartAt(buffer, beforeLength)]!,
    depthBelow: buffer.length > beforeLength + 2 ? buffer.gaps[beforeLength + 1]! : 0,
    uses: countUses(buffer, vocabulary.size),
    partial: prefix.slice(partialStart),
    right: buffer.tokens.slice(
      beforeLength + 1,
      Math.min(beforeLength + 1 + maxRightTokens, buffer.length - 1),
    ),
    endsInComment,
    exact: chain(buffer, beforeLength, vocabulary.size, token => token),
    skeleton: chain(buffer, beforeLength, vocabulary.size, token => vocabulary.skeletons[token]!),
  };
}

/** Whether two contexts differ at most in the word that is being typed. */
export function hasSameTokens(one: LocalContext, other: LocalContext): boolean {
  if (one.length !== other.length || one.beforeLength !== other.beforeLength) return false;
  for (let at = 0; at < one.length; at++) {
    if (one.tokens[at] !== other.tokens[at] || one.gaps[at] !== other.gaps[at]) return false;
  }
  return true;
}

/** Where the start of the cursor's line stands. */
function lineStartAt({ tokens }: TokenBuffer, beforeLength: number): number {
  let at = beforeLength - 1;
  while (at > 0 && tokens[at]! > lastLineEnd) at--;
  return at;
}

function windowBefore(prefix: string): string {
  if (prefix.length <= maxPrefixLength) return prefix;
  return prefix.slice(prefix.indexOf('\n', prefix.length - maxPrefixLength) + 1);
}

function startOfWord(prefix: string, lineStart: number): number {
  let start = prefix.length;
  while (start > lineStart && isWordCode(prefix.charCodeAt(start - 1))) start--;
  return start;
}

function extended(tokens: Int32Array, length: number): Int32Array {
  const room = new Int32Array(length + maxDecodedTokens * maxDecodedLines);
  room.set(tokens.subarray(0, length));
  return room;
}

function countLines(buffer: TokenBuffer): Int32Array {
  const lineOf = new Int32Array(buffer.length);
  let line = 0;
  for (let i = 0; i < buffer.length; i++) {
    const token = buffer.tokens[i]!;
    if (token !== separator && token <= lastLineEnd) line++;
    lineOf[i] = line;
  }
  return lineOf;
}

function countUses(buffer: TokenBuffer, vocabularySize: number): Int32Array {
  const uses = new Int32Array(vocabularySize);
  for (let i = 0; i < buffer.length; i++) uses[buffer.tokens[i]!]!++;
  return uses;
}

function chain(
  buffer: TokenBuffer,
  beforeLength: number,
  vocabularySize: number,
  classOf: (token: number) => number,
): OccurrenceChains {
  const lastBefore = new Int32Array(vocabularySize);
  const firstAfter = new Int32Array(vocabularySize);
  const next = new Int32Array(buffer.length);
  const link = (heads: Int32Array, position: number): void => {
    const previous = classOf(buffer.tokens[position - 1]!);
    next[position] = heads[previous]!;
    heads[previous] = position;
  };
  for (let p = 1; p < beforeLength; p++) link(lastBefore, p);
  for (let p = buffer.length - 1; p > beforeLength + 1; p--) link(firstAfter, p);
  return { lastBefore, firstAfter, next };
}
