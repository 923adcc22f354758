import { indentOf } from '../../text/indentation.ts';
import { isBlank, isSolid } from '../../text/lines.ts';
import { type Bracket, inCode, type ScanState, type Stretch, scanCode } from './scanCode.ts';
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
  /** What the text after the cursor is taken to begin in. */
  readonly after: ScanState;
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

/** Whether the texts around a cursor reach to the document's start and end. */
export interface Whole {
  readonly prefix: boolean;
  readonly suffix: boolean;
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
 * Looks at the brackets around a cursor, no further than the definition that it stands in:
 * a bracket missing in another definition says nothing about this one. `whole` says whether the prefix begins and
 * the suffix ends the document, so that the closers of namespaces and the like can be told from the definition's own.
 */
export function viewBrackets(
  prefix: string,
  suffix: string,
  languageId: string,
  whole: Whole = { prefix: true, suffix: true },
): BracketView {
  const syntax = syntaxOf(languageId);
  const { brackets, others, state } = scanCode(prefix, syntax);
  const isWhole = whole.prefix && whole.suffix;
  const margin = isWhole
    ? 0
    : marginOf(prefix, others, suffix, unclosedIn(brackets, prefix), syntax, whole);
  const inside = [...others, ...listsOver(brackets, prefix)];
  const regionStart = topLevelStart(prefix, inside, syntax, margin);
  const after = stateAfter(state, suffix);
  if (isWhole && isBlank(suffix)) {
    const openers = unclosedIn(brackets, prefix);
    return { syntax, state, after, openers, closers: [], unclosed: unclosedOf(openers, []) };
  }
  const openers = unclosedIn(
    brackets.filter(({ offset }) => offset >= regionStart),
    prefix,
  );
  const outer = unclosedIn(
    brackets.filter(({ offset }) => offset < regionStart),
    prefix,
  );
  const own =
    isWhole && outer.length > 0
      ? closersWithin(outer, unmatchedClosers(suffix, syntax, after))
      : undefined;
  const region = () => suffix.slice(0, topLevelEnd(suffix, syntax, margin));
  const closers = own ?? unmatchedClosers(region(), syntax, after);
  return { syntax, state, after, openers, closers, unclosed: unclosedOf(openers, closers) };
}

/** The brackets of a piece that are left open at its end, innermost last. */
function unclosedIn(brackets: readonly Bracket[], text: string): readonly Opener[] {
  const stack: Bracket[] = [];
  for (const bracket of brackets) {
    if (!isCloser(bracket.character)) stack.push(bracket);
    else if (isPair(stack.at(-1)?.character ?? '', bracket.character)) stack.pop();
  }
  return stack.map(({ character, offset }) => ({ character, line: lineAt(text, offset) }));
}

/** The parentheses and square brackets over several lines that are closed: no definition begins inside. */
function listsOver(brackets: readonly Bracket[], text: string): readonly Stretch[] {
  const stack: Bracket[] = [];
  const lists: Stretch[] = [];
  for (const bracket of brackets) {
    const opener = stack.at(-1);
    if (!isCloser(bracket.character)) stack.push(bracket);
    else if (opener && isPair(opener.character, bracket.character)) {
      stack.pop();
      if (bracket.character !== '}' && hasLineEnd(text, opener.offset, bracket.offset))
        lists.push({ start: opener.offset, end: bracket.offset + 1 });
    }
  }
  return lists;
}

function hasLineEnd(text: string, start: number, end: number): boolean {
  const at = text.indexOf('\n', start);
  return at !== -1 && at < end;
}

/** The closers without those of what is open around the definition; undefined when these are not all closed. */
function closersWithin(
  outer: readonly Opener[],
  closers: readonly string[],
): readonly string[] | undefined {
  const own = closers.length - outer.length;
  const isClosed = outer.every(({ character }, index) =>
    isPair(character, closers[closers.length - 1 - index] ?? ''),
  );
  return isClosed ? closers.slice(0, own) : undefined;
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

/**
 * Columns at which the definitions begin: more than none where the windows show the inside of a long class only.
 * The outermost block whose start and end can be seen is the one to look at.
 */
function marginOf(
  prefix: string,
  others: readonly Stretch[],
  suffix: string,
  openers: readonly Opener[],
  syntax: Syntax,
  whole: Whole,
): number {
  const margins = openers
    .map(({ line }) => indentOf(line).length)
    .sort((one, other) => one - other);
  const isSeen = (margin: number) =>
    (whole.prefix || topLevelStart(prefix, others, syntax, margin) > 0) &&
    (whole.suffix || topLevelEnd(suffix, syntax, margin) < suffix.length);
  return [0, ...margins].find(isSeen) ?? 0;
}

/** Where the last line begins that is indented no more than the margin and does not close something. */
function topLevelStart(
  prefix: string,
  others: readonly Stretch[],
  syntax: Syntax,
  margin: number,
): number {
  const isCode = (at: number) => !others.some(({ start, end }) => start < at && at < end);
  for (let end = prefix.length; end > 0; ) {
    const start = prefix.lastIndexOf('\n', end - 1) + 1;
    if (isTopLevel(prefix.slice(start, end), syntax, margin) && isCode(start)) return start;
    end = start - 1;
  }
  return 0;
}

/** The end of a namespace, as it is usually marked. */
const isNamespaceEnd =
  /^\}\s*\/[/*]\s*(?:end\s+(?:of\s+)?)?(?:anonymous\s+|unnamed\s+)?namespace\b/;

/** Where the next top-level line begins after the cursor's line. */
function topLevelEnd(suffix: string, syntax: Syntax, margin: number): number {
  for (let start = suffix.indexOf('\n') + 1; start > 0; start = suffix.indexOf('\n', start) + 1) {
    const end = suffix.indexOf('\n', start);
    const line = suffix.slice(start, end === -1 ? undefined : end);
    const isOutside = margin > 0 && isSolid(line) && indentOf(line).length < margin;
    const isEnd =
      isNamespaceEnd.test(line) || /^\}\n#\s*endif\b/.test(suffix.slice(start, start + 40));
    if (isOutside || isEnd || isTopLevel(line, syntax, margin)) return start;
  }
  return suffix.length;
}

/** Directives, comments, labels and long strings stand at the margin inside definitions, too. */
function isTopLevel(line: string, syntax: Syntax, margin: number): boolean {
  const indent = margin === 0 ? 0 : indentOf(line).length;
  if (indent > margin || !/^[^\s)\]}"'`\d.,+|&?=]/.test(line.slice(indent))) return false;
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
