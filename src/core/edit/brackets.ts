import { splitLines } from '../text/lines.ts';
import { outOfStep } from './outOfStep.ts';

/** How a family of languages writes comments, strings and characters. */
interface Syntax {
  readonly lineComment: RegExp | undefined;
  readonly hasBlockComments: boolean;
  /** `'` opens a string; otherwise it opens one character at most. */
  readonly hasSingleQuotes: boolean;
  readonly hasTripleQuotes: boolean;
  readonly hasRegularExpressions: boolean;
  /** Text between backticks goes over lines. */
  readonly hasBackticks: boolean;
}

const cLike: Syntax = {
  lineComment: /\/\//y,
  hasBlockComments: true,
  hasSingleQuotes: false,
  hasTripleQuotes: false,
  hasRegularExpressions: false,
  hasBackticks: false,
};
const script: Syntax = {
  ...cLike,
  hasSingleQuotes: true,
  hasRegularExpressions: true,
  hasBackticks: true,
};
const python: Syntax = {
  ...cLike,
  lineComment: /#/y,
  hasBlockComments: false,
  hasSingleQuotes: true,
  hasTripleQuotes: true,
};
const json: Syntax = { ...cLike, hasTripleQuotes: false };
const css: Syntax = { ...cLike, lineComment: undefined, hasSingleQuotes: true };
/** Addresses without quotes have the two slashes too. */
const scss: Syntax = { ...css, lineComment: /(?<!:)\/\//y };

const syntaxOf: Readonly<Record<string, Syntax>> = {
  ...Object.fromEntries(['ts', 'js', 'mts', 'cts', 'mjs', 'cjs'].map(key => [key, script])),
  ...Object.fromEntries(
    ['c', 'h', 'cc', 'cpp', 'hpp', 'cxx', 'm', 'mm', 'cs', 'rs', 'proto'].map(key => [key, cLike]),
  ),
  ...Object.fromEntries(
    ['java', 'kt', 'kts', 'swift', 'scala'].map(key => [key, { ...cLike, hasTripleQuotes: true }]),
  ),
  go: { ...cLike, hasBackticks: true },
  py: python,
  json,
  jsonc: json,
  css,
  scss,
  less: scss,
  sol: { ...cLike, hasSingleQuotes: true },
};

/** What a bracket, comment, string or character starts with, and the end of a comment. */
const telling = /[()[\]{}*/"'`#]/g;
const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const character = /'(?:\\(?:u\{?[0-9a-fA-F]+\}?|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)|[^\\'\n])'/uy;
const quoted = /"(?:\\[\s\S]|[^"\\\n])*(?:"|(?=\n)|$)/y;
const singleQuoted = /'(?:\\[\s\S]|[^'\\\n])*(?:'|(?=\n)|$)/y;
const regularExpression = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** What may stand before a regular expression; anything else divides. */
const beforeExpression =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new))$/;

/**
 * How many brackets of a text have no partner, strings and comments aside. Undefined where the
 * language is not known well enough to tell.
 */
export function looseBrackets(path: string, text: string): number | undefined {
  const syntax = syntaxOf[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (syntax === undefined) return undefined;
  const open: string[] = [];
  let loose = 0;
  for (let at = nextTelling(text, 0); at < text.length; at = nextTelling(text, at)) {
    const past = skipText(text, at, syntax);
    if (past !== undefined) {
      at = past;
      continue;
    }
    const sign = text[at++]!;
    if (sign === '(' || sign === '[' || sign === '{') open.push(sign);
    else if (sign === '*' && text[at] === '/' && syntax.hasBlockComments) loose++;
    else if (sign in partner) {
      if (open.at(-1) === partner[sign]) open.pop();
      else loose++;
    }
  }
  return loose + open.length;
}

/** Where a comment, string or character that starts here ends; undefined where none starts. */
function skipText(text: string, at: number, syntax: Syntax): number | undefined {
  const sign = text[at]!;
  if (syntax.lineComment && matchAt(syntax.lineComment, text, at) !== undefined) {
    return endOr(text, text.indexOf('\n', at), 0);
  }
  if (sign === '/') {
    if (syntax.hasBlockComments && text[at + 1] === '*') {
      return endOr(text, text.indexOf('*/', at + 2), 2);
    }
    const canStart =
      syntax.hasRegularExpressions &&
      beforeExpression.test(text.slice(Math.max(0, at - 12), at).trimEnd());
    return canStart ? matchAt(regularExpression, text, at) : undefined;
  }
  if (sign === '"' || sign === "'") {
    const triple = sign.repeat(3);
    if (syntax.hasTripleQuotes && text.startsWith(triple, at)) {
      return endOr(text, text.indexOf(triple, at + 3), 3);
    }
    if (sign === '"') return matchAt(quoted, text, at);
    return matchAt(syntax.hasSingleQuotes ? singleQuoted : character, text, at);
  }
  if (sign === '`' && syntax.hasBackticks) return afterBackticks(text, at, syntax);
  return undefined;
}

/** Templates hold code in `${}`, which may hold templates. */
function afterBackticks(text: string, from: number, syntax: Syntax): number {
  let at = from + 1;
  while (at < text.length) {
    if (text[at] === '`') return at + 1;
    if (text[at] === '\\' && syntax.hasSingleQuotes) at += 2;
    else if (syntax.hasSingleQuotes && text.startsWith('${', at))
      at = afterHole(text, at + 2, syntax);
    else at++;
  }
  return text.length;
}

function afterHole(text: string, from: number, syntax: Syntax): number {
  let at = from;
  for (let depth = 1; at < text.length && depth > 0; ) {
    const past = skipText(text, at, syntax);
    if (past !== undefined) {
      at = past;
      continue;
    }
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    at++;
  }
  return at;
}

function nextTelling(text: string, from: number): number {
  telling.lastIndex = from;
  return telling.test(text) ? telling.lastIndex - 1 : text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endOr(text: string, found: number, length: number): number {
  return found === -1 ? text.length : found + length;
}

/** True where the brackets of a text matched before and do not any more. */
export function breaksBrackets(
  path: string,
  before: string,
  after: string,
  { gone, fresh } = outOfStep(splitLines(before).lines, splitLines(after).lines),
): boolean {
  if (bracketCounts(gone) === bracketCounts(fresh)) return false;
  return looseBrackets(path, before) === 0 && (looseBrackets(path, after) ?? 0) > 0;
}

/** Where these are equal for the lines that went and those that came, no bracket and no end of a comment came or went. */
function bracketCounts(lines: readonly string[]): string {
  const signs = lines.flatMap(line => line.match(/[()[\]{}]|\*\//g) ?? []);
  return signs.sort().join('');
}
