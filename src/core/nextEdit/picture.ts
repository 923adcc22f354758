import { columnsOf, indentOf } from '../text/indentation.ts';
import { isSolid, lineStarts, splitLines, type TextLines } from '../text/lines.ts';
import type { OffsetRange } from '../text/offsetRange.ts';
import { type PredictedEdit, type Prediction, trimmed } from './prediction.ts';

/** How a prediction is drawn into the text. */
export interface Picture {
  readonly removed: readonly OffsetRange[];
  /** Text drawn inside a line, at an offset. */
  readonly inline: readonly { readonly at: number; readonly text: string }[];
  /** Lines drawn to the right of the document's lines: behind the end of one, at this offset, so many columns from it. */
  readonly aside: readonly { readonly at: number; readonly gap: number; readonly text: string }[];
}

/** More lines than these are told by their number. */
const mostAside = 12;
const gapColumns = 4;
const tabSize = 4;
/** What hangs over the last line of the document is drawn in one. */
const mostJoined = 120;

/** What is drawn where: words inside their line, several lines as a block beside the lines that they replace or follow. */
export function pictureOf({ edits }: Prediction, text: string): Picture {
  // Only the lines around are looked at: this is done at every key.
  const from = edits[0] ? lineStart(text, edits[0].range.start) : 0;
  const near = text.slice(from, afterLines(text, edits.at(-1)?.range.endExclusive ?? 0));
  const whole = splitLines(near);
  const starts = lineStarts({ ...whole, bom: '' });
  const shown = edits.map(edit => drawnPart({ ...edit, range: edit.range.delta(-from) }));
  const inline = shown
    .filter(({ text: put }) => put !== '' && !isBlock(put))
    .map(({ range, text: put }) => ({ at: range.endExclusive + from, text: put }));
  // What is drawn inside a line makes it longer.
  const widths = whole.lines.map(widthOf);
  for (const { at, text: put } of inline) widths[lineAt(starts, at - from)]! += put.length;
  const blocks = shown.filter(({ text: put }) => isBlock(put));
  return {
    removed: shown.filter(({ was }) => was !== '').map(({ range }) => range.delta(from)),
    inline,
    aside: blocks
      .flatMap(edit => blockOf(edit, near, whole, starts, widths))
      .map(({ line, ...more }) => ({
        at: from + starts[line]! + (whole.lines[line]?.length ?? 0),
        ...more,
      })),
  };
}

/** Where what a prediction changes begins. */
export function startOf({ edits }: Prediction): number {
  return edits[0] ? trimmed(edits[0]).range.start : 0;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the lines that a block beside a line may need. */
function afterLines(text: string, offset: number): number {
  let end = offset;
  for (let lines = 0; lines <= mostAside + 1; lines++) {
    const next = text.indexOf('\n', end);
    if (next === -1) return text.length;
    end = next + 1;
  }
  return end;
}

/** What the user typed along, and what stays, is not drawn. */
function drawnPart(edit: PredictedEdit): PredictedEdit {
  const isPart = edit.was !== '' && (edit.text.startsWith(edit.was) || edit.typed !== undefined);
  return isPart ? trimmed(edit) : edit;
}

function isBlock(text: string): boolean {
  return /[\r\n]/.test(text);
}

interface BlockLine {
  readonly line: number;
  readonly gap: number;
  readonly text: string;
}

/** The new lines that an edit leads to, beside the lines of now. */
function blockOf(
  { range, was, text: put }: PredictedEdit,
  text: string,
  whole: TextLines,
  starts: readonly number[],
  widths: readonly number[],
): readonly BlockLine[] {
  const first = lineAt(starts, range.start);
  const last = lineAt(starts, range.endExclusive);
  const head = text.slice(starts[first], range.start);
  const tail = (whole.lines[last] ?? '').slice(range.endExclusive - (starts[last] ?? 0));
  const lines = (head + put + tail).split(/\r?\n/);
  if (lines[0] === whole.lines[first]) lines.shift();
  if (was === '' && lines.at(-1) === whole.lines[last]) lines.pop();
  const rows = Math.max(1, Math.min(lines.length, mostAside + 1, whole.lines.length - first));
  const shown = inRows(withoutCommonIndent(lines), rows);
  const length = Math.max(...shown.map(line => line.length));
  const beside = widths.slice(first, first + rows);
  return shown.map((line, at) => ({
    line: first + at,
    gap: Math.max(...beside) - (beside[at] ?? 0) + gapColumns,
    text: `+ ${line.padEnd(length)}`,
  }));
}

/** As many lines as there are rows: of more than can be shown the number, of those that hang over the end all in one. */
function inRows(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const left = lines.length - mostAside;
  if (rows > mostAside) return [...lines.slice(0, mostAside), `… ${left} more lines`];
  const joined = lines.slice(rows - 1).join(' ⏎ ');
  const last = joined.length > mostJoined ? `${joined.slice(0, mostJoined)}…` : joined;
  return [...lines.slice(0, rows - 1), last];
}

function withoutCommonIndent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter(isSolid).map(line => indentOf(line).length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map(line => line.slice(Math.min(common, indentOf(line).length)));
}

function widthOf(line: string): number {
  const indent = indentOf(line);
  return columnsOf(indent, tabSize) + line.length - indent.length;
}

function lineAt(starts: readonly number[], offset: number): number {
  const next = starts.findIndex(start => start > offset);
  const line = next === -1 ? starts.length - 1 : next - 1;
  return Math.max(0, Math.min(line, starts.length - 2));
}
