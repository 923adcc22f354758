import { isBlank, isSolid } from '../../text/lines.ts';
import { isCloser } from './bracketView.ts';
import type { Filter } from './filter.ts';
import { functionFloor, isDefinition, isLeadIn } from './functionFloor.ts';
import { columns, isCommentLine } from './lineShape.ts';
import { inCode, scanCode } from './scanCode.ts';
import type { Surroundings } from './surroundings.ts';
import { isBalanced } from './unmatchedClosers.ts';

/** Ends the text where its scope ends: the line, the statement, or the function around the cursor. */
export const limitScope: Filter = (text, around) => text.slice(0, scopeEnd(text, around));

/** Where the scope of a text ends; the text's length when it does not leave its scope. */
export function scopeEnd(text: string, around: Surroundings): number {
  if (!text.includes('\n')) return text.length;
  if (around.scope === 'line') return text.indexOf('\n');
  // What follows on the cursor's line needs the text up to its end.
  if (/[\p{L}\p{N}_"'`]/u.test(around.lineSuffix) && around.scope === 'function')
    return text.length;
  const lines = linesOf(text, around);
  if (around.scope === 'statement') return offsetOf(statementEnd(lines, around), lines, text);
  const end = offsetOf(functionEnd(text, lines, around), lines, text);
  // A text that fits what follows in whole, and would not when cut, did not leave the function after all.
  const isCutWrong =
    around.below !== undefined &&
    isBalanced(text, around) &&
    !isBalanced(text.slice(0, end), around);
  if (isCutWrong) return text.length;
  return isBlank(text.slice(0, end)) ? endBelow(text, around) : end;
}

/** Where the function ends with the cursor's line, what begins on a line below is judged as if the cursor stood there. */
function endBelow(text: string, around: Surroundings): number {
  const lead = /^\s*\n([ \t]*)(?=\S)/.exec(text);
  if (!lead) return text.length;
  const there: Surroundings = Object.create(around, {
    linePrefix: { value: lead[1] },
    linesAbove: { value: [...around.linesAbove, around.linePrefix] },
  });
  return lead[0].length + scopeEnd(text.slice(lead[0].length), there);
}

function offsetOf(end: number | undefined, lines: readonly Line[], text: string): number {
  return end === undefined ? text.length : lines[end - 1]!.endOffset;
}

/** A line of the candidate with what stands open at its start. */
interface Line {
  readonly text: string;
  readonly endOffset: number;
  /** Brackets that the candidate opened and has not closed at the start of this line. */
  readonly depth: number;
  /** How many closers of brackets from before the cursor have come up to the end of this line. */
  readonly closedOuter: number;
  readonly startsInCode: boolean;
}

function linesOf(text: string, around: Surroundings): readonly Line[] {
  const { syntax, state: start } = around.brackets;
  let state = start.in === 'string' && !start.isLong ? inCode : start;
  const lines: Line[] = [];
  let depth = 0;
  let closedOuter = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    const before = depth;
    const startsInCode = state.in === 'code';
    const scan = scanCode(`${line}\n`, syntax, state);
    for (const { character } of scan.brackets) {
      if (!isCloser(character)) depth++;
      else if (depth > 0) depth--;
      else closedOuter++;
    }
    state = scan.state;
    offset += line.length;
    lines.push({ text: line, endOffset: offset, depth: before, closedOuter, startsInCode });
    offset++;
  }
  return lines;
}

const goesOn = /(?:[,\\+*/%&|=<>?({[.:]|=>|(?<![.\w])(?:and|or|in|not|is|then|do))\s*$/;
const comesBack =
  /^\s*(?:[.)\]}?:+*/%&|,]|&&|\|\||(?:and|or|else|elif|catch|finally|except|ensure|rescue|end)\b)/;

/**
 * The statement ends with the first line after which nothing is open and nothing is continued.
 * Where the cursor's line is complete, so that the text begins with a new line, it is the statement there.
 */
function statementEnd(lines: readonly Line[], around: Surroundings): number | undefined {
  const first = Math.max(
    0,
    lines.findIndex(line => isSolid(line.text)),
  );
  const textOf = (index: number) =>
    index === 0 ? `${around.linePrefix}${lines[0]!.text}` : lines[index]!.text;
  const base = columns(textOf(first));
  const inner = around.brackets.openers.at(-1)?.character;
  let opened = 0;
  for (let index = first + 1; index < lines.length; index++) {
    const above = textOf(index - 1);
    const line = lines[index]!;
    if (line.depth > 0 || !line.startsInCode) continue;
    if (inner !== undefined && inner !== '{' && lines[index - 1]!.closedOuter === 0) continue;
    if (goesOn.test(above)) {
      if (/:\s*$/.test(above)) opened = index;
      continue;
    }
    if (isBlank(line.text) || comesBack.test(line.text)) continue;
    if (opened > 0 && columns(line.text) > base) continue;
    return trimBlank(lines, index);
  }
  return undefined;
}

/** The function ends before the first line that is indented no deeper than it, or with the closer that ends it. */
function functionEnd(
  text: string,
  lines: readonly Line[],
  around: Surroundings,
): number | undefined {
  if (around.brackets.syntax.isProse) return undefined;
  const floor = functionFloor(text, around);
  if (floor.columns < 0) return undefined;
  const header = floor.isOwn ? headerLine(lines, around) : -1;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    if (floor.isOwn && index > header && closesOwn(lines, index, floor.columns)) {
      const isLast = lines.slice(index + 1).every(later => isBlank(later.text));
      return isLast || connects(text, lines, floor.columns, around) ? undefined : index + 1;
    }
    if (line.depth > 0 || !line.startsInCode || isBlank(line.text) || index <= header) continue;
    const indented = index === 0 ? `${around.linePrefix}${line.text}` : line.text;
    if (columns(indented) > floor.columns || (index === 0 && isSolid(around.linePrefix))) continue;
    if (/^\s*\{/.test(indented) && (index === header + 1 || isBodyBrace(lines, index, around)))
      continue;
    // The end of a signature over several lines; of a type that is used at once.
    if (/^\s*[)\]].*[{:]\s*$|^\s*\}.*=\s*$/.test(indented)) continue;
    if (around.brackets.syntax.isAtMargin && !isAfterBlank(lines, index, around)) continue;
    if (isDirective(indented, around) || isBranch(indented, around)) continue;
    if (isComment(indented, around) && !leavesAfterComment(lines, index, floor.columns)) continue;
    if (connects(text, lines, floor.columns, around)) return undefined;
    if (/^\s*[)\]}]/.test(indented) || isOwnEndWord(indented, floor.columns, around)) {
      return lines.slice(index + 1).some(later => isSolid(later.text)) ? index + 1 : undefined;
    }
    if (index === 0) return undefined;
    return trimBlank(lines, index);
  }
  return undefined;
}

/** The brace that closes the body which the candidate itself opened, as deep as the header. */
function closesOwn(lines: readonly Line[], index: number, floor: number): boolean {
  const line = lines[index]!;
  const isClosed = line.depth > 0 && line.startsInCode && lines[index + 1]?.depth === 0;
  return isClosed && /^\s*\}[;,]?\s*$/.test(line.text) && columns(line.text) === floor;
}

/** The line before one of the candidate, whole; something complete before the first. */
function lineBefore(lines: readonly Line[], index: number, { linePrefix }: Surroundings): string {
  return index === 1 ? `${linePrefix}${lines[0]!.text}` : (lines[index - 1]?.text ?? ';');
}

/** After a blank line that the candidate brings itself, with something before it. */
function isAfterBlank(lines: readonly Line[], index: number, around: Surroundings): boolean {
  const hasBegun = lines.slice(0, index).some(line => isSolid(line.text));
  return hasBegun && lineBefore(lines, index, around).trim() === '';
}

/** A brace on a line of its own, after a header that is not complete without it. */
function isBodyBrace(lines: readonly Line[], index: number, around: Surroundings): boolean {
  const before = lineBefore(lines, index, around);
  return isSolid(before) && !/[;{}]\s*$/.test(before);
}

/**
 * A text that leaves the function is right after all when its last line leads into what follows:
 * into the middle of a function, or from a comment or decorator into what it belongs to.
 */
function connects(
  text: string,
  lines: readonly Line[],
  floor: number,
  around: Surroundings,
): boolean {
  const { below } = around;
  const last = lines.findLast(line => isSolid(line.text))?.text;
  if (below === undefined || last === undefined) return false;
  const { syntax, state } = around.brackets;
  const end = scanCode(text, syntax, state.in === 'string' && !state.isLong ? inCode : state).state;
  if (end.in === 'comment' && end.close !== '\n') return beginsInside(around, end.close);
  if (end.in === 'string' && end.isLong) return around.suffix.split(end.quote).length % 2 === 0;
  // The brace of the body that the last header wants.
  if (/^\s*\{/.test(below)) return columns(below) === columns(last) && !/[;{}]\s*$/.test(last);
  const isNext = /^[^\S\n]*\n[^\S\n]*\S/.test(around.suffix) && !/\n\s*\n\s*$/.test(text);
  if (isNext && columnsOfCode(last) === columnsOfCode(below) && leadsIn(last, below)) return true;
  if (columns(below) <= floor || (hasBlockBraces(around) && !isBalanced(text, around)))
    return false;
  const opens = /[:{([]\s*$/.test(last) || (syntax.hasEnd && opensWithWord.test(last));
  return opens ? columns(below) > columns(last) : columns(below) === columns(last);
}

/** A line that a later `end` closes. */
const opensWithWord =
  /^\s*(?:def|class|module|if|unless|while|until|for|case|begin|function|local\s+function)\b|\b(?:do|then)(?:\s*\|[^|]*\|)?\s*$/;

/** The suffix begins inside a comment when that closes before another one opens. */
function beginsInside({ suffix, brackets: { syntax } }: Surroundings, close: string): boolean {
  const [open] = syntax.blockComments.find(marks => marks[1] === close) ?? [];
  const closing = suffix.indexOf(close);
  const opening = open === undefined ? -1 : suffix.indexOf(open);
  return closing !== -1 && (opening === -1 || closing < opening);
}

/** The lines of a block comment stand a column deeper than its begin. */
function columnsOfCode(line: string): number {
  return columns(line) - (/^\s* \*/.test(line) ? 1 : 0);
}

function hasBlockBraces({ brackets: { syntax } }: Surroundings): boolean {
  return !syntax.isIndented && !syntax.hasEnd && syntax.brackets.includes('{');
}

/** A comment goes on in the next line, or stands with a decorator before what it is about. */
function leadsIn(last: string, below: string): boolean {
  if (/^\s*(?:@\w|#\[)/.test(last)) return true;
  return (
    isCommentLine(last) && (isCommentLine(below) || isDefinition(below) || /^\s*@\w/.test(below))
  );
}

/** The line that holds the definition's header, after decorators and comments. */
function headerLine(lines: readonly Line[], around: Surroundings): number {
  return lines.findIndex((line, index) => {
    const whole = index === 0 ? `${around.linePrefix}${line.text}` : line.text;
    return isSolid(whole) && line.startsInCode && !isLeadIn(whole);
  });
}

/** `end` closes the function, unless the suffix brings it. */
function isOwnEndWord(line: string, floor: number, around: Surroundings): boolean {
  if (!around.brackets.syntax.hasEnd || !/^\s*end\b/.test(line) || columns(line) !== floor)
    return false;
  const { below } = around;
  return !(below !== undefined && /^\s*end\b/.test(below) && columns(below) === floor);
}

/** `#if`, the labels of `goto` and the like stand at the margin inside functions, too. */
function isDirective(line: string, around: Surroundings): boolean {
  return (
    around.brackets.syntax.lineComments.includes('//') &&
    /^\s*#\s*(?:if|ifdef|ifndef|else|elif|endif|define|undef|pragma|region|endregion)\b|^\w+:\s*$/.test(
      line,
    )
  );
}

/** Branches of a Ruby method stand as deep as its header. */
function isBranch(line: string, around: Surroundings): boolean {
  const branch = /^\s*(?:rescue|ensure|else|elsif|elseif|when|catch)\b/;
  return around.brackets.syntax.hasEnd === true && branch.test(line);
}

function isComment(line: string, around: Surroundings): boolean {
  return around.brackets.syntax.lineComments.some(marker => line.trimStart().startsWith(marker));
}

/** A comment at the margin ends the function only if code at the margin follows. */
function leavesAfterComment(lines: readonly Line[], from: number, floor: number): boolean {
  for (const line of lines.slice(from + 1)) {
    if (isBlank(line.text) || !line.startsInCode) continue;
    if (columns(line.text) > floor) return false;
    if (!/^\s*(?:#|\/\/|--|;|%)/.test(line.text)) return true;
  }
  return true;
}

/** Without the blank lines before `index`. */
function trimBlank(lines: readonly Line[], index: number): number {
  let end = index;
  while (end > 1 && isBlank(lines[end - 1]!.text)) end--;
  return end;
}
