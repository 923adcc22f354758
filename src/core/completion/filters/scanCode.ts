import type { Syntax } from './syntax.ts';

/** Where a scan stands: in code, in a comment up to `close`, or in a string with that quote. */
export type ScanState =
  | { readonly in: 'code' }
  | { readonly in: 'comment'; readonly close: string }
  | { readonly in: 'string'; readonly quote: string; readonly isLong: boolean };

export interface Bracket {
  readonly offset: number;
  readonly character: string;
}

/** A comment or string: offsets of its first character and behind its last one. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  /** Brackets in code, in order; those of the placeholders of a template string are left out with it. */
  readonly brackets: readonly Bracket[];
  /** Comments and strings that end in the text, in order. */
  readonly others: readonly Stretch[];
  readonly state: ScanState;
}

export const inCode: ScanState = { in: 'code' };

/**
 * Finds the brackets of code and where the text ends up.
 * A scanner, not a parser: an unclosed string ends with its line, so that one mistake does not spread.
 */
export function scanCode(text: string, syntax: Syntax, start: ScanState = inCode): Scan {
  const brackets: Bracket[] = [];
  const others: Stretch[] = [];
  const starts = startsOf(syntax);
  let state = start;
  let offset = 0;
  let beginsAt = 0;
  while (offset < text.length) {
    if (state.in === 'code') {
      for (; offset < text.length; offset++) {
        const start = starts[text.charCodeAt(offset)];
        if (start === beginsBracket) brackets.push({ offset, character: text[offset]! });
        else if (start === beginsToken) break;
      }
      if (offset === text.length) break;
      beginsAt = offset;
      const next = readCode(text, offset, syntax, brackets);
      state = next.state;
      offset = next.offset;
    } else {
      const end = endOf(text, offset, state, syntax);
      if (end === undefined) return { brackets, others, state };
      others.push({ start: beginsAt, end });
      state = inCode;
      offset = end;
    }
  }
  if (state.in === 'string' && !state.isLong && text.endsWith('\n')) state = inCode;
  return { brackets, others, state };
}

/** Reads one step of code: a bracket, the start of a comment or string, or any other character. */
function readCode(
  text: string,
  offset: number,
  syntax: Syntax,
  brackets: Bracket[],
): { state: ScanState; offset: number } {
  const character = text[offset]!;
  for (const [open, close] of syntax.blockComments) {
    if (text.startsWith(open, offset)) {
      return { state: { in: 'comment', close }, offset: offset + open.length };
    }
  }
  for (const marker of syntax.lineComments) {
    if (text.startsWith(marker, offset) && startsComment(text, offset, marker)) {
      return { state: { in: 'comment', close: '\n' }, offset: offset + marker.length };
    }
  }
  for (const quote of syntax.longQuotes) {
    if (text.startsWith(quote, offset)) {
      return { state: { in: 'string', quote, isLong: true }, offset: offset + quote.length };
    }
  }
  if (character === '<' && syntax.hasHeredoc) {
    const tag = /^<<<?[~-]?(["'`]?)([A-Z_]\w*)\1/.exec(text.slice(offset, offset + 40));
    const lineEnd = tag ? text.indexOf('\n', offset) : -1;
    if (tag && lineEnd !== -1) {
      readRest(text, offset + tag[0].length, lineEnd, syntax, brackets);
      return { state: { in: 'string', quote: `\n${tag[2]}`, isLong: true }, offset: lineEnd };
    }
  }
  if (character === "'" && syntax.quotes === '"') {
    const literal = /^'(?:\\.[^']{0,8}|[^'\\\n])'/.exec(text.slice(offset, offset + 14));
    return { state: inCode, offset: offset + (literal?.[0].length ?? 1) };
  }
  if (syntax.quotes.includes(character) && !isApostrophe(text, offset)) {
    return {
      state: { in: 'string', quote: character, isLong: false },
      offset: offset + 1,
    };
  }
  if (character === '/' && syntax.hasRegex && isRegexStart(text, offset)) {
    const regex = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.exec(
      text.slice(offset, offset + 300),
    );
    return { state: inCode, offset: offset + (regex?.[0].length ?? 1) };
  }
  if (syntax.brackets.includes(character)) brackets.push({ offset, character });
  return { state: inCode, offset: offset + 1 };
}

/** The rest of the line on which a text of its own begins is still code. */
function readRest(
  text: string,
  from: number,
  to: number,
  syntax: Syntax,
  brackets: Bracket[],
): void {
  for (const { offset, character } of scanCode(text.slice(from, to), syntax).brackets) {
    brackets.push({ offset: from + offset, character });
  }
}

/** Offset after the end of a comment or string, or undefined when it goes on beyond the text. */
function endOf(
  text: string,
  from: number,
  state: Exclude<ScanState, { in: 'code' }>,
  syntax: Syntax,
): number | undefined {
  if (state.in === 'comment') {
    const end = text.indexOf(state.close, from);
    return end === -1 ? undefined : end + state.close.length;
  }
  if (state.quote.startsWith('\n')) return endOfHeredoc(text, from, state.quote.slice(1));
  const hasEscapes = !syntax.rawQuotes.includes(state.quote);
  for (let offset = from; offset < text.length; offset++) {
    if (hasEscapes && text[offset] === '\\') offset++;
    else if (text[offset] === '\n' && !state.isLong) return offset + 1;
    else if (text.startsWith(state.quote, offset)) return offset + state.quote.length;
  }
  return undefined;
}

/** Offset after the line that holds nothing but the word, and perhaps what closes the call around it. */
function endOfHeredoc(text: string, from: number, tag: string): number | undefined {
  const end = new RegExp(`^[ \\t]*${tag}(?!\\w)`, 'gm');
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : undefined;
}

const beginsToken = 1;
const beginsBracket = 2;
const startsBySyntax = new WeakMap<Syntax, Uint8Array>();

/** For each character whether it can begin a comment, string or the like, is a bracket, or (most of them) neither. */
function startsOf(syntax: Syntax): Uint8Array {
  const known = startsBySyntax.get(syntax);
  if (known) return known;
  const starts = new Uint8Array(128);
  const tokens = [
    ...syntax.lineComments,
    ...syntax.blockComments.map(([open]) => open),
    ...syntax.longQuotes,
    ...syntax.quotes,
    "'",
    syntax.hasRegex ? '/' : '',
    syntax.hasHeredoc ? '<' : '',
  ];
  for (const bracket of syntax.brackets) starts[bracket.charCodeAt(0)] = beginsBracket;
  for (const token of tokens) if (token !== '') starts[token.charCodeAt(0)] = beginsToken;
  startsBySyntax.set(syntax, starts);
  return starts;
}

/** `#` begins a comment at the start of a word only (`$#` and `a#b` don't); other markers do anywhere but in URLs. */
function startsComment(text: string, offset: number, marker: string): boolean {
  const before = text[offset - 1] ?? '\n';
  if (marker === '#') return /\s|[;)\]},:"'(]/.test(before);
  return !(marker === '//' && before === ':');
}

/** Between two letters it is an apostrophe (or a digit separator), unless the word before is a string prefix. */
function isApostrophe(text: string, offset: number): boolean {
  if (text[offset] !== "'") return false;
  const before = /\w+$/.exec(text.slice(Math.max(0, offset - 8), offset))?.[0];
  if (before === undefined) return false;
  return !/^(?:[rbfu]{1,2}|u8|[LU]|[ubLUR]R)$/i.test(before) && /\w/.test(text[offset + 1] ?? '');
}

function isRegexStart(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 12), offset).trimEnd();
  return (
    before === '' ||
    /[(,=:[!&|?{};+\-*%<>~^]$/.test(before) ||
    /\b(?:return|typeof|case)$/.test(before)
  );
}
