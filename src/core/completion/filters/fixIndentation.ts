import { columnsOf } from '../../text/indentation.ts';
import { isBlank, isSolid } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { completesIndent, lineAbove, opensBlock, unitWidth } from './indentLevels.ts';
import { columns, withoutStart } from './lineShape.ts';
import type { Surroundings } from './surroundings.ts';

/** Brings indentation into the document's style and to the cursor's column; text in long strings stays. */
export const fixIndentation: Filter = (text, around) => {
  if (around.brackets.syntax.isProse) return text;
  if (around.brackets.state.in !== 'code') return removeRestatedIndent(text, around);
  const styled = convertStyle(withoutNewLine(text, around), around);
  return shiftBody(fixFirstLine(removeDoubledBlank(styled, around), around), around);
};

/** The cursor stands on an indented line of its own, which needs no new one. */
function withoutNewLine(text: string, { linePrefix, lineSuffix }: Surroundings): string {
  const first = /^(?:[ \t]*\n)+(?=.*\S)/.exec(text)?.[0];
  if (!first || linePrefix === '' || isSolid(linePrefix + lineSuffix)) return text;
  return withoutStart(text.slice(first.length), linePrefix);
}

/** Tabs where the document has tabs, spaces where it has spaces. */
function convertStyle(text: string, around: Surroundings): string {
  const { indentUnit, prefix, suffix } = around;
  if (indentUnit === '\t') {
    if (
      !/\n {2}/.test(`\n${text}`) ||
      /\n {2,}\S/.test(prefix.slice(-4000) + suffix.slice(0, 4000))
    )
      return text;
    const step = spaceStep(text);
    return mapIndent(text, around, indent => {
      if (indent.startsWith('\t')) return indent;
      const width = columnsOf(indent.replaceAll('\t', ' '.repeat(step)), step);
      return '\t'.repeat(Math.floor(width / step)) + ' '.repeat(width % step);
    });
  }
  // Where the document has tabs too (in strings, in a Makefile rule), they may be meant;
  // where it has no indentation at all, the answer brings its own.
  if (!/\n\t/.test(`\n${text}`) || /^\t/m.test(prefix) || /^\t/m.test(suffix)) return text;
  // So they may where the answer has both.
  if (/\n {2,}\S/.test(text)) return text;
  const indented = /^ {2,}[^\s*]/m;
  if (!/^ {2,}/.test(around.linePrefix) && !indented.test(prefix) && !indented.test(suffix))
    return text;
  return mapIndent(text, around, indent => indent.replaceAll('\t', indentUnit));
}

/** White space in the middle of the cursor's line is no indentation. */
function mapIndent(
  text: string,
  { linePrefix }: Surroundings,
  convert: (indent: string) => string,
): string {
  const pattern = isBlank(linePrefix) ? /^[ \t]+/gm : /(?<=\n)[ \t]+/g;
  return text.replace(pattern, convert);
}

/** Columns of one step in a text that indents with spaces. */
function spaceStep(text: string): number {
  const widths = [...text.matchAll(/^( +)\S/gm)]
    .map(match => match[1]!.length)
    .filter(width => width > 1);
  const least = Math.min(...widths);
  return widths.every(width => width % 4 === 0) ? 4 : least >= 2 && least <= 8 ? least : 4;
}

/**
 * `return ` before the cursor and ` x` after it: some tokenizers begin every word with a blank.
 * Where other lines begin like this one, with two blanks, they are aligned.
 */
function removeDoubledBlank(text: string, { linePrefix, prefix, suffix }: Surroundings): string {
  if (!/\S $/.test(linePrefix) || !/^ [\w"'([{$@]/.test(text)) return text;
  const aligned = `\n${linePrefix} `;
  return prefix.includes(aligned) || suffix.includes(aligned) ? text : text.slice(1);
}

/** White space at the start of the answer where the cursor's line is indented already, or not indented where it must be. */
function fixFirstLine(text: string, around: Surroundings): string {
  if (isSolid(around.linePrefix)) return text;
  const lead = /^[ \t]*/.exec(text)![0];
  const first = text.slice(lead.length);
  if (lead === '' || first === '' || first.startsWith('\n')) return text;
  const here = columns(around.linePrefix);
  const width = here + columns(lead);
  if (completesIndent(text, here, width, around)) return text;
  const unrestated = removeRestatedIndent(text, around);
  if (unrestated !== text) return unrestated;
  const above = lineAbove(around);
  if (above === undefined || isInsideList(around)) return text;
  const expected = expectedWidth(above, here, around);
  if (width > expected && here <= expected && here > 0) {
    return renderSpace(expected - here, around) + first;
  }
  return text;
}

/** Where the line should begin; a cursor that is deeper than the line that opened the block stands right. */
function expectedWidth(above: string, here: number, around: Surroundings): number {
  const width = columns(above);
  if (!opensBlock(above, around)) return width;
  return here > width ? here : width + unitWidth(around);
}

/** The indentation before the cursor, said again: unless the lines around show that the line is really that deep. */
function removeRestatedIndent(text: string, around: Surroundings): string {
  const { linePrefix } = around;
  if (linePrefix === '' || isSolid(linePrefix) || !text.startsWith(linePrefix)) return text;
  const rest = text.slice(linePrefix.length);
  if (!/^\S/.test(rest)) return text;
  const deep = columns(linePrefix) * 2;
  const lines = rest.split('\n');
  const second = lines.slice(1).find(isSolid);
  if (second !== undefined) {
    const width = columns(second);
    const isReallyDeep = opensBlock(lines[0]!, around) ? width > deep : width === deep;
    return isReallyDeep ? text : rest;
  }
  const above = lineAbove(around) ?? '';
  const needsDepth = opensBlock(above, around) && columns(linePrefix) <= columns(above);
  return needsDepth && deep > columns(above) ? text : rest;
}

/**
 * The lines after the first one, when the model wrote them as if the cursor stood at the margin:
 * the first line opens a block, and its body is not indented deeper than it.
 */
function shiftBody(text: string, around: Surroundings): string {
  if (isSolid(around.linePrefix) || isInsideList(around)) return text;
  // The rest of a statement is aligned as people like it.
  if (/\\\s*$/.test(lineAbove(around) ?? '')) return text;
  const base = around.linePrefix;
  const lines = text.split('\n');
  const first = `${around.linePrefix}${lines[0]!}`;
  const second = lines.slice(1).find(isSolid);
  if (base === '' || second === undefined || !opensBlock(first, around)) return text;
  if (
    columns(second) > columns(base) ||
    /^\s*(?:[)\]}{]|(?:end|else|elsif|elif|rescue|ensure|except|finally|when)\b|#)/.test(second)
  )
    return text;
  // Labels stand as deep as what they belong to.
  const isLabel = /^\s*(?:(?:case|default|when|public|private|protected)\b.*|\w+):?\s*(?:\/\/.*)?$/;
  if (columns(second) === 0 || isLabel.test(second) || /^\s*case\b|^\s*\w+:$/.test(first))
    return text;
  const shifted = lines.slice(1).map(line => (isBlank(line) ? line : base + line));
  return [lines[0]!, ...shifted].join('\n');
}

/** Inside brackets other than braces lines are aligned in many ways. */
function isInsideList(around: Surroundings): boolean {
  const inner = around.brackets.openers.at(-1)?.character;
  return inner === '(' || inner === '[';
}

function renderSpace(width: number, { indentUnit }: Surroundings): string {
  return indentUnit === '\t' ? '\t'.repeat(Math.round(width / 4)) : ' '.repeat(width);
}
