import { columnsOf, indentOf } from '../text/indentation.ts';
import { lineStarts, type TextLines } from '../text/lines.ts';
import type { OffsetRange } from '../text/offsetRange.ts';
import { type PredictedEdit, type Prediction, trimmed } from './prediction.ts';

/** How a prediction is drawn into the text. */
export interface Picture {
  readonly removed: readonly OffsetRange[];
  /** Text drawn inside a line, at an offset. */
  readonly inline: readonly { readonly at: number; readonly text: string }[];
  /** Lines drawn to the right of the document's lines, `column` columns from their start; 0-based. */
  readonly aside: readonly {
    readonly line: number;
    readonly gap: number;
    readonly text: string;
  }[];
}

/** More lines than these are told by their number. */
const mostAside = 12;
const gapColumns = 4;
const tabSize = 4;
/** What hangs over the last line of the document is drawn in one. */
const mostJoined = 120;

/** What is drawn where: words inside their line, several lines as a block beside the lines that they replace or follow. */
export function pictureOf({ edits }: Prediction, text: string, whole: TextLines): Picture {
  const starts = lineStarts(whole);
  const shown = edits.map(drawnPart);
  const single = shown.filter(({ text: put }) => put !== '' && !isBlock(put));
  const inline = single.map(({ range, text: put }) => ({ at: range.endExclusive, text: put }));
  // What is drawn inside a line makes it longer.
  const widths = whole.lines.map(widthOf);
  for (const { at, text: put } of inline) widths[lineAt(starts, at)]! += put.length;
  const blocks = shown.filter(({ text: put }) => isBlock(put));
  return {
    removed: shown.filter(({ was }) => was !== '').map(({ range }) => range),
    inline,
    aside: blocks.flatMap(edit => blockOf(edit, text, whole, starts, widths)),
  };
}

/** The line that a prediction begins on, 0-based. */
export function firstLineOf({ edits }: Prediction, text: string): number {
  const start = edits[0] ? trimmed(edits[0]).range.start : 0;
  return text.slice(0, start).split('\n').length - 1;
}

/** What the user typed along, and what stays, is not drawn. */
function drawnPart(edit: PredictedEdit): PredictedEdit {
  const isPart = edit.was !== '' && (edit.text.startsWith(edit.was) || edit.typed !== undefined);
  return isPart ? trimmed(edit) : edit;
}

function isBlock(text: string): boolean {
  return /[\r\n]/.test(text);
}

/** The new lines that an edit leads to, beside the lines of now. */
function blockOf(
  { range, was, text: put }: PredictedEdit,
  text: string,
  whole: TextLines,
  starts: readonly number[],
  widths: readonly number[],
): Picture['aside'] {
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
  const indents = lines.filter(line => line.trim() !== '').map(line => indentOf(line).length);
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
