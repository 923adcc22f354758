import { commentStyleOf } from '../src/core/embedded/commentStyle.ts';
import { Lexer } from '../src/core/embedded/lexer.ts';
import type { SourceText } from '../src/core/embedded/projectIndex.ts';
import { isSpace, tokenEnd } from '../src/core/embedded/scanToken.ts';
import { TokenBuffer } from '../src/core/embedded/tokenBuffer.ts';
import { Vocabulary } from '../src/core/embedded/vocabulary.ts';

/** Where in a text something is asked for; what stands behind it in the line is the answer. */
export interface Position {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Numbers from 0 to 1 that look random and are the same in every run with the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Shorter lines and shorter answers tell nothing. */
const leastLine = 8;
const leastAnswer = 4;
const midLineShare = 0.6;
const codeExtensions =
  /\.(ts|tsx|js|jsx|mjs|cjs|py|go|rs|java|kt|kts|cs|c|h|cc|cpp|cxx|hpp|hh|rb|php|swift|m|mm|scala|dart|lua|ex|exs|hs|svelte|vue)$/;

export const isCodePath = (path: string): boolean =>
  codeExtensions.test(path) && !/\.d\.ts$/.test(path);

/**
 * Random places in the code of a project: a file, a line of code in it, and in six of ten cases a
 * token boundary inside the line, else its start behind the indentation. Comments don't count.
 */
export function samplePositions(
  sources: readonly SourceText[],
  count: number,
  random: () => number,
): readonly Position[] {
  const files = sources.filter(({ path }) => isCodePath(path));
  if (files.length === 0) return [];
  const found: Position[] = [];
  const taken = new Set<string>();
  const texts = new Map<string, readonly string[]>();
  for (let tries = 0; found.length < count && tries < count * 60; tries++) {
    const { path, text } = files[Math.floor(random() * files.length)]!;
    const lines = texts.get(path) ?? codeLines(path, text);
    texts.set(path, lines);
    const line = Math.floor(random() * lines.length);
    const column = columnIn(lines[line]!, random);
    if (column === undefined || taken.has(`${path}:${line}`)) continue;
    taken.add(`${path}:${line}`);
    found.push({ path, line, column });
  }
  return found;
}

function columnIn(line: string, random: () => number): number | undefined {
  const isMidLine = random() < midLineShare;
  const choice = random();
  const text = line.trimEnd();
  const start = text.length - text.trimStart().length;
  if (text.length - start < leastLine) return undefined;
  const boundaries = isMidLine ? boundariesOf(text, start) : [start];
  const fitting = boundaries.filter(at => text.slice(at).trim().length >= leastAnswer);
  return fitting[Math.floor(choice * fitting.length)];
}

/** Where tokens start, the line's first one left out. */
function boundariesOf(text: string, start: number): number[] {
  const boundaries: number[] = [];
  for (let at = start; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else {
      if (at > start) boundaries.push(at);
      at = tokenEnd(text, at, text.length, code);
    }
  }
  return boundaries;
}

/** The lines of a file, with comment lines and docstrings as empty ones. */
function codeLines(path: string, text: string): readonly string[] {
  const buffer = new TokenBuffer();
  const lexer = new Lexer(new Vocabulary(), commentStyleOf(path), buffer);
  return text.split('\n').map(line => {
    const before = buffer.length;
    lexer.lines(line);
    return buffer.length > before && !lexer.endsInComment ? line : '';
  });
}
