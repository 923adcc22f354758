import { inCode, type ScanState, scanCode } from './scanCode.ts';
import { type Syntax, syntaxOf } from './syntax.ts';

/** A bracket before the cursor that is not closed before the cursor. */
export interface Opener {
  readonly character: string;
  /** The line it stands in, as text. */
  readonly line: string;
}

/** The brackets around a cursor. */
export interface BracketView {
  readonly syntax: Syntax;
  /** What the cursor stands in. */
  readonly state: ScanState;
  /** Unclosed openers of the statement or definition around the cursor, innermost last. */
  readonly openers: readonly Opener[];
  /** Closers after the cursor that nothing after the cursor opens, innermost first. */
  readonly closers: readonly string[];
  /**
   * Openers that nothing after the cursor closes, innermost first: closers a completion may bring.
   * Every other unmatched closer in a completion stands after the cursor already.
   */
  readonly unclosed: readonly Opener[];
}

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function isCloser(character: string): boolean {
  return character in pairs;
}

/** Whether two characters are a pair of brackets. */
export function isPair(opener: string, closer: string): boolean {
  return pairs[closer] === opener;
}

/**
 * Looks at the brackets around a cursor, no further than the top-level definition that it stands in:
 * a bracket missing in another definition says nothing about this one.
 */
export function viewBrackets(prefix: string, suffix: string, languageId: string): BracketView {
  const syntax = syntaxOf(languageId);
  const { brackets, state } = scanCode(prefix, syntax);
  const regionStart = topLevelStart(prefix, syntax);
  const stack: Opener[] = [];
  for (const { offset, character } of brackets) {
    if (offset < regionStart) continue;
    if (!isCloser(character)) stack.push({ character, line: lineAt(prefix, offset) });
    else if (isPair(stack.at(-1)?.character ?? '', character)) stack.pop();
  }
  const region = suffix.slice(0, topLevelEnd(suffix, syntax));
  const closers = unmatchedClosers(region, syntax, stateAfter(state, suffix));
  return { syntax, state, openers: stack, closers, unclosed: unclosedOf(stack, closers) };
}

/**
 * Both ends of the definition are complete, so openers and closers are matched from the outside in;
 * where they no longer match, the completion has to close the rest.
 */
function unclosedOf(openers: readonly Opener[], closers: readonly string[]): readonly Opener[] {
  let matched = 0;
  while (matched < openers.length && matched < closers.length) {
    if (!isPair(openers[matched]!.character, closers[closers.length - 1 - matched]!)) break;
    matched++;
  }
  return openers.slice(matched).reverse();
}

/** Where the last line begins that is not indented and does not close something. */
function topLevelStart(prefix: string, syntax: Syntax): number {
  for (let end = prefix.length; end > 0; ) {
    const start = prefix.lastIndexOf('\n', end - 1) + 1;
    if (isTopLevel(prefix.slice(start, end), syntax)) return start;
    end = start - 1;
  }
  return 0;
}

/** Where the next top-level line begins after the cursor's line. */
function topLevelEnd(suffix: string, syntax: Syntax): number {
  for (let start = suffix.indexOf('\n') + 1; start > 0; start = suffix.indexOf('\n', start) + 1) {
    const end = suffix.indexOf('\n', start);
    if (isTopLevel(suffix.slice(start, end === -1 ? undefined : end), syntax)) return start;
  }
  return suffix.length;
}

/** Directives, comments and labels stand at the margin inside definitions, too. */
function isTopLevel(line: string, syntax: Syntax): boolean {
  if (!/^[^\s)\]}]/.test(line)) return false;
  const isLikeC = syntax.lineComments.includes('//');
  return !(isLikeC && /^(?:#|\/\/|\/\*|\w+:\s*$)/.test(line));
}

/** In a string on one line, the rest of the line belongs to it only when its quote comes. */
function stateAfter(state: ScanState, suffix: string): ScanState {
  if (state.in !== 'string' || state.isLong) return state;
  const line = suffix.slice(0, suffix.search(/\n|$/));
  return line.includes(state.quote) ? state : inCode;
}

function unmatchedClosers(text: string, syntax: Syntax, state: ScanState): readonly string[] {
  const stack: string[] = [];
  const unmatched: string[] = [];
  for (const { character } of scanCode(text, syntax, state).brackets) {
    if (!isCloser(character)) stack.push(character);
    else if (stack.length > 0) stack.pop();
    else unmatched.push(character);
  }
  return unmatched;
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? text.length : end);
}
