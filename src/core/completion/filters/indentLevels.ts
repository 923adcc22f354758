import { isBlank, isSolid } from '../../text/lines.ts';
import { isDefinition } from './functionFloor.ts';
import { columns, isCloserLine } from './lineShape.ts';
import type { Surroundings } from './surroundings.ts';

/** How many lines around the cursor tell which columns lines begin at. */
const nearLines = 200;

/**
 * Whether the white space that a text begins with completes the indentation before the cursor: at column `here`
 * no line can well begin, at column `width` (cursor and white space together) one can.
 */
export function completesIndent(
  text: string,
  here: number,
  width: number,
  around: Surroundings,
): boolean {
  if (here === 0) return false;
  const isLast = !text.includes('\n');
  const lines = `${text}${around.lineSuffix}`.split('\n');
  const first = lines[0]!.trim();
  const next = lines.slice(1).find(isSolid) ?? around.below;
  const later = text.split('\n').slice(1).filter(isSolid);
  const back = later.length < 2 ? undefined : Math.min(...later.map(line => columns(line)));
  const byNext =
    next === undefined ? undefined : judgeByNext({ first, next, back }, here, width, around);
  if (byNext !== undefined && !(isLast && opensAbove(around))) return byNext;
  if (byNext === true) return true;
  const isLevel = (column: number) => isLevelFor(first, column, around);
  const outer = opensAbove(around) ? headerColumn(around) : columns(lineAbove(around) ?? '');
  if (isContinuation(first)) {
    const above = lineAbove(around) ?? '';
    return here <= outer && width > outer && !isContinuation(above) && !isCloserLine(above);
  }
  if (isLevel(here)) return isLevel(width) && leavesBlock(first, here, around);
  if (isLevel(width)) return true;
  // Neither is a place for a line; a cursor further in than the line above stands where the user wants it,
  // and white space that is as long as the indentation says it again.
  return here <= outer && !isLevel(width - here);
}

/** At that column the line would close another bracket than the innermost, or end the function with a statement. */
function leavesBlock(first: string, column: number, around: Surroundings): boolean {
  const opener = around.brackets.openers.at(-1);
  const isOut = opener !== undefined && columns(opener.line) >= column;
  if (/^[)\]}]/.test(first)) return isOut && columns(opener.line) > column;
  const isLabel = isBranch(first) || /^(?:#|public\b|private\b|protected\b|\w+:)/.test(first);
  if (opener?.character === '{' && isOut && !isLabel && !opensAbove(around)) return true;
  return /^(?:return|yield|break|continue|raise|throw)\b/.test(first) && isHeaderAt(column, around);
}

/** Whether the nearest line above that begins at a column is the header of a function. */
function isHeaderAt(column: number, { linesAbove }: Surroundings): boolean {
  const header = linesAbove.findLast(line => isSolid(line) && columns(line) <= column);
  return header !== undefined && columns(header) === column && isDefinition(header);
}

/**
 * What the line after it says: one as deep stands beside it, one that closes a block stands further out.
 * `back` is the column of the text's outermost line after its first.
 */
function judgeByNext(
  { first, next, back }: { first: string; next: string; back: number | undefined },
  here: number,
  width: number,
  around: Surroundings,
): boolean | undefined {
  const after = columns(next);
  if (isCloserLine(first) || isBranch(first) || isContinuation(next)) return undefined;
  const isEnd = isCloserLine(next) || isBranch(next);
  if (opensBlock(` ${first}`, around) || isBareControl(first)) {
    const isWidth = (column: number) =>
      after === column + unitWidth(around) || (isEnd && after === column);
    // The lines after its block stand as deep as the head again.
    const isBack = back !== undefined && back < after && back === width && back !== here;
    return isBack || (isWidth(width) && !isWidth(here)) ? true : undefined;
  }
  if (isEnd) return here <= after && width === after + unitWidth(around) ? true : undefined;
  if (/(?:[,+*/%&|=<>?-]|\b(?:and|or|in))$/.test(first)) return undefined;
  if (after === width) return true;
  return after === here ? false : undefined;
}

/** Whether a line may begin at a column, as far as the lines above tell. */
function isLevelFor(first: string, column: number, around: Surroundings): boolean {
  const above = lineAbove(around);
  if (above === undefined) return false;
  const outer = outerColumns(around);
  if (!opensAbove(around)) return outer.includes(column);
  const header = headerColumn(around);
  if (isCloserLine(first) || isBranch(first) || first.startsWith('{')) return column === header;
  if (column <= header) return false;
  return column === header + unitWidth(around) || isUsedColumn(column, around);
}

function opensAbove(around: Surroundings): boolean {
  const above = lineAbove(around);
  return above !== undefined && (opensBlock(above, around) || isBareControl(above.trim()));
}

/** Columns of the lines above, from the nearest outwards, each further out than the ones before. */
function outerColumns({ linesAbove }: Surroundings): readonly number[] {
  const outer: number[] = [];
  for (let index = linesAbove.length - 1; index >= 0 && outer.at(-1) !== 0; index--) {
    const line = linesAbove[index]!;
    if (isBlank(line)) continue;
    const column = columns(line);
    if (outer.length === 0 || column < outer.at(-1)!) outer.push(column);
  }
  return outer;
}

/** Where the header of the block begins that the line above opens: the rest of a signature may stand deeper. */
function headerColumn({ linesAbove }: Surroundings): number {
  const lines = linesAbove.slice(-nearLines).filter(isSolid);
  let index = lines.length - 1;
  const hasTail = /^\s*(?::|throws\b|where\b|->)|\)[^()]*[{:]\s*$/.test(lines[index] ?? '');
  while (hasTail && index > 0 && isTail(lines[index]!, lines[index - 1]!)) index--;
  return columns(lines[index] ?? '');
}

/** A line that goes on with the signature which the line before it is a part of. */
function isTail(line: string, before: string): boolean {
  return /^\s*(?::|throws\b|where\b|->|[)\]])/.test(line) || /[,(]\s*$/.test(before);
}

function isUsedColumn(column: number, { linesAbove, suffix }: Surroundings): boolean {
  const below = suffix.split('\n', nearLines).slice(1);
  // The lines of a block comment stand a column deeper than code.
  return [...linesAbove.slice(-nearLines), ...below].some(
    line => /^\s*[^\s*]/.test(line) && columns(line) === column,
  );
}

/** The next branch of a block: as deep as its header. */
function isBranch(line: string): boolean {
  return /^\s*(?:else|elif|elsif|elseif|except|finally|catch|rescue|ensure|when|case|default)\b/.test(
    line,
  );
}

/** The head of a statement that stands deeper on the next line, without a brace. */
function isBareControl(line: string): boolean {
  return /^(?:(?:\}\s*)?else|(?:(?:\}\s*)?else\s+)?(?:if|for|while|foreach)\b.*\))$/.test(line);
}

/** The rest of an expression, on a line of its own. */
function isContinuation(line: string): boolean {
  return /^\s*(?:\.\w|\?\.|&&|\|\||[?:+*/|&] )/.test(line);
}

/** The head of a block that a later `end` closes. */
const opensWithWord =
  /^\s*(?:def\s+[\w.?!]+(?:\(.*\))?|(?:class|module|if|elsif|unless|while|until|for|case|when)\b.*)\s*$/;

/** Whether the lines after this one are indented deeper. */
export function opensBlock(line: string, around: Surroundings): boolean {
  const code = withoutComment(line, around);
  if (/(?:[{([]|=>)\s*$/.test(code)) return true;
  if (/\b(?:end|return\b.*)$/.test(code)) return false;
  const { hasEnd } = around.brackets.syntax;
  return (
    /(?::|->|(?<![.\w])(?:then|do|else|begin|try|ensure|rescue))\s*(?:\|[^|]*\|)?\s*$/.test(code) ||
    /[{([]\s*\|[^|]*\|\s*$/.test(code) ||
    (hasEnd && opensWithWord.test(code)) ||
    (/^\s*(?:def|class|module|if|elsif|unless|while|until|for|case|when|function|local function)\b[^=]*$/.test(
      code,
    ) &&
      !/[;})]\s*$/.test(code))
  );
}

/** A marker after white space begins a comment; `#{` is a placeholder of Ruby. */
function withoutComment(line: string, { brackets: { syntax } }: Surroundings): string {
  const starts = syntax.lineComments
    .map(marker => line.search(new RegExp(`\\s${marker}(?!\\{)`)))
    .filter(start => start !== -1);
  return starts.length === 0 ? line : line.slice(0, Math.min(...starts));
}

/** The nearest visible line above the cursor's line. */
export function lineAbove({ linesAbove }: Surroundings): string | undefined {
  return linesAbove.findLast(isSolid);
}

/** Columns of one step of indentation. */
export function unitWidth({ indentUnit }: Surroundings): number {
  return indentUnit === '\t' ? 4 : indentUnit.length;
}
