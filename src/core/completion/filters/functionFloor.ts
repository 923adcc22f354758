import { isBlank, isSolid } from '../../text/lines.ts';
import { columns, isCloserLine, isCommentLine } from './lineShape.ts';
import type { Surroundings } from './surroundings.ts';

const control =
  /^\s*(?:\}\s*)?(?:if|else|elif|elsif|elseif|for|foreach|while|switch|match|try|catch|finally|with|do|loop|when|case|default\s*(?::|->|=>)|unless|until|select|using|lock|guard|repeat|return|await|new|throw|synchronized|checked|fixed|defer|go)(?![\w$])/;
const modifiers =
  '(?:(?:export|default|public|private|protected|internal|static|async|abstract|override|final|open|inline|virtual|const|pub(?:\\([\\w]+\\))?|unsafe|extern|sealed|suspend|local|defp?|let|var|type|data|partial|readonly|mutable)\\s+)*';
const definition = new RegExp(
  `^\\s*${modifiers}(?:def|defp|class|function\\*?|func|fn|fun|module|struct|interface|trait|impl|enum|namespace|object|record|sub|proc|constructor|init)\\b(?!\\s*(?:[.,:)\\]]|[-+]?=(?!>)))`,
);
const container = new RegExp(
  `^\\s*${modifiers}(?:class|module|struct|interface|trait|impl|enum|namespace|object|record)\\b|^\\s*type\\s+\\w+\\s+(?:struct|interface)\\b`,
);
/** A C function that returns a structure. */
const returnsStructure = /^\s*(?:\w+\s+)*(?:struct|enum)\s+\w+\s*[*&\s]\s*\w+\s*\(/;
const methodLike = /^[^=;]*[\w$]\]?\s*(?:<[^<>]*>)?\([^;]*\)[^;=]*\{\s*$/;
const closureLike = /(?:=>|\bfunction\s*\*?\s*\w*\s*\([^)]*\)|\|[\w\s,&:]*\|)\s*\{\s*$/;
/** `const close = (…) => {`: a closure with a name of its own. */
const namedClosure =
  /^\s*(?:export\s+)?(?:const|let|var)\s+[\w$]+\b[^=]*=\s*(?:async\s+)?(?:function\b|\(|[\w$]+\s*=>)/;
/** `const close = (…) =>`: the same with an expression on the lines below. */
const namedArrow = /^\s*(?:export\s+)?(?:const|let|var)\s[^;]*=>\s*$/;
const continued = /^[)\]}].*[{:]\s*$/;

/** Whether a line begins a function, method, class or the like. */
export function isDefinition(line: string): boolean {
  if (definition.test(line) || namedArrow.test(line)) return true;
  if (control.test(line)) return false;
  return methodLike.test(line) || closureLike.test(line) || continued.test(line);
}

function isContainer(line: string): boolean {
  return container.test(line) && !returnsStructure.test(line);
}

/** `func(w io.Writer) {`, without the name that a method has: a value. */
const anonymous = /^\s*(?:async\s+)?(?:func|function\*?|fn|fun)\s*\((?![^()]*\)\s*\w+\s*\()/;

/** Whether a line begins a function that stands for itself, rather than one that is handed to a call. */
export function isNamed(line: string): boolean {
  if (control.test(line) || anonymous.test(line)) return false;
  if (definition.test(line) || namedArrow.test(line)) return true;
  if (closureLike.test(line) && namedClosure.test(line)) return true;
  // In `items.each(function (item) {` a call is open around it.
  const opened = line.split('(').length - line.split(')').length;
  return opened === 0 && methodLike.test(line) && !closureLike.test(line);
}

/** Whether a line is a definition, its decorator or its documentation. */
function beginsDefinition(line: string): boolean {
  return isNamed(line) || /^\s*(?:@[A-Za-z]|#\[|\/\*\*|\/\/\/)/.test(line);
}

/** The same, where every line of code at the margin begins one, too. */
function begins(line: string, { brackets: { syntax } }: Surroundings): boolean {
  if (isDefinition(line)) return true;
  const isCode = /^(?!(?:import|open)\b)\S/.test(line) && !isCommentLine(line);
  return syntax.isAtMargin === true && isCode;
}

/** Lines that stand before a definition and belong to it. */
export function isLeadIn(line: string): boolean {
  return /^\s*(?:@|#\[|\/\/|\/\*|\*|#(?!\w*\()|"""|''')/.test(line);
}

/** The function that a completion must not leave. */
export interface FunctionFloor {
  /** Columns; a line with no more indentation ends the function. -1 at top level, where nothing does. */
  readonly columns: number;
  /** The completion itself brings the definition, so that its first lines are free. */
  readonly isOwn: boolean;
}

interface Enclosing {
  readonly line: string;
  readonly columns: number;
}

/**
 * Finds, by indentation, the function around the cursor; outside of one, the definition that the completion brings.
 * A function inside a function is a part of it and no end of anything: where the lines after the cursor
 * go on inside an outer function, that one counts.
 */
export function functionFloor(text: string, around: Surroundings): FunctionFloor {
  const lines = `${around.linePrefix}${text}`.split('\n');
  const at = lines.findIndex(line => isSolid(line) && !isLeadIn(line));
  const first = lines[at] ?? '';
  const header = lines[at + 1]?.trim() === '{' ? `${first} {` : first;
  // A closer stands as deep as the header that it belongs to.
  const depth = columns(first) + (isCloserLine(first) ? 1 : 0);
  const { functions, outer } = enclosing(around, depth);
  // A header that the user has begun, such as `items.map(item => {` or `def area(`, is what is being completed.
  const begun = begins(around.linePrefix, around)
    ? { line: around.linePrefix, columns: columns(first) }
    : headerAbove(first, around);
  const chain = begun && !isContainer(begun.line) ? [begun, ...functions] : functions;
  const chosen = goingOn(chain, around.below);
  if (chosen) return { columns: chosen.columns, isOwn: chosen === begun };
  if (begun) return { columns: begun.columns, isOwn: true };
  const isFirstOfMany = definition.test(first) || (methodLike.test(header) && !control.test(first));
  if (isFirstOfMany && !fillsContainer(outer, around)) {
    return { columns: depth, isOwn: true };
  }
  return { columns: outer?.columns ?? -1, isOwn: false };
}

/** The header right above a text that begins with the brace of its body on a line of its own. */
function headerAbove(first: string, { linesAbove }: Surroundings): Enclosing | undefined {
  if (first.trim() !== '{') return undefined;
  const at = linesAbove.findLastIndex(isSolid);
  if (at === -1) return undefined;
  const above = linesAbove[at]!;
  const start = signatureStart([...linesAbove.slice(0, at), `${above} {`], at);
  const line = `${linesAbove.slice(start, at + 1).join(' ')} {`;
  return isDefinition(line)
    ? { line, columns: Math.min(columns(line), columns(first)) }
    : undefined;
}

/**
 * Of the functions around the cursor, innermost first, the one that the completion may fill.
 * Where the document goes on outside of all of them, each of them still needs its end;
 * where nothing follows, the innermost is enough to suggest.
 */
function goingOn(chain: readonly Enclosing[], below: string | undefined): Enclosing | undefined {
  const width = below === undefined ? -1 : columns(below);
  const isIn = ({ columns }: Enclosing) => width > columns;
  // Its end, or the next method or nested function, as deep as this one: here only this one is asked for.
  const isEnd = below !== undefined && (isCloserLine(below) || beginsDefinition(below));
  const sibling = isEnd ? chain.find(({ columns }) => width === columns) : undefined;
  if (sibling) return sibling;
  const named = chain.filter(({ line }) => isNamed(line));
  const missing = below === undefined ? named[0] : named.at(-1);
  return named.findLast(isIn) ?? chain.find(isIn) ?? missing ?? chain[0];
}

/** Nothing stands in the class or module but the cursor, so that all of its content is asked for. */
function fillsContainer(outer: Enclosing | undefined, around: Surroundings): boolean {
  if (!outer || around.below === undefined) return false;
  const above = around.linesAbove.findLast(line => !/^\s*(?:\{|\w+:)?\s*$/.test(line));
  return (
    above !== undefined && outer.line.startsWith(above) && columns(around.below) <= outer.columns
  );
}

/** The functions around the cursor up to the class or module that holds them, by indentation. */
function enclosing(
  around: Surroundings,
  from: number,
): { readonly functions: readonly Enclosing[]; readonly outer: Enclosing | undefined } {
  const { linesAbove } = around;
  const functions: Enclosing[] = [];
  let depth = from;
  let hasBraceBelow = false;
  for (let index = linesAbove.length - 1; index >= 0 && depth > 0; index--) {
    const last = linesAbove[index]!;
    // Most lines of a long file end no header and are deeper: they cost nothing more.
    if (isBlank(last) || (!/[{:>]\s*$/.test(last) && columns(last) >= depth)) continue;
    const start = signatureStart(linesAbove, index);
    const above = linesAbove.slice(start, index + 1).join(' ');
    index = start;
    const width = columns(above);
    if (width >= depth) continue;
    const line = hasBraceBelow ? `${above} {` : above;
    hasBraceBelow = above.trim() === '{';
    // A brace or the end of a signature on a line of its own: the header stands above it, as deep.
    const isTail = /^\s*(?:\{|[)\]>].*[{:]|where\b.*|[A-Z][\w<>:, ]*\{)\s*$/.test(line);
    depth = isTail ? width + 1 : width;
    if (isTail || !begins(line, around)) continue;
    if (isContainer(line)) return { functions, outer: { line, columns: width } };
    functions.push({ line, columns: width });
  }
  return { functions, outer: undefined };
}

/** A signature over more lines than this is not looked for. */
const longestSignature = 30;

/** How the part of a signature begins that stands after its parameters. */
const tailStart = /^\s*(?:where\b|throws\b|->|:(?!:))/;

/** For the last line of bounds, exceptions or initializers, the line before them: the signature ends there. */
function beforeTail(lines: readonly string[], end: number): number | undefined {
  if (!/\{\s*$/.test(lines[end]!)) return undefined;
  for (let index = end; index > Math.max(0, end - longestSignature); index--) {
    if (tailStart.test(lines[index]!)) return index - 1;
    const before = lines[index - 1]!;
    if (!/,\s*$/.test(before) && !tailStart.test(before)) return undefined;
  }
  return undefined;
}

/** The line that a header ending in line `end` begins with: parameters may stand on lines of their own, deeper than the body. */
function signatureStart(lines: readonly string[], end: number): number {
  const clause = beforeTail(lines, end);
  if (clause !== undefined)
    return signatureStart([...lines.slice(0, clause), `${lines[clause]!.trimEnd()} {`], clause);
  if (!/\).*(?:[{:]|=>)\s*$/.test(lines[end]!)) return end;
  let open = 0;
  for (let index = end; index >= Math.max(0, end - longestSignature); index--) {
    for (const sign of lines[index]!.match(/[()]/g) ?? []) open += sign === ')' ? 1 : -1;
    if (open <= 0) return open === 0 ? index : end;
  }
  return end;
}
