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
  const pictures = edits.map(edit => drawn(edit, text, whole, starts));
  return {
    removed: pictures.flatMap(({ removed }) => removed),
    inline: pictures.flatMap(({ inline }) => inline),
    aside: pictures.flatMap(({ aside }) => aside),
  };
}

/** The line that a prediction begins on, 0-based. */
export function firstLineOf({ edits }: Prediction, text: string): number {
  const start = edits[0] ? trimmed(edits[0]).range.start : 0;
  return text.slice(0, start).split('\n').length - 1;
}

function drawn(
  edit: PredictedEdit,
  text: string,
  whole: TextLines,
  starts: readonly number[],
): Picture {
  // What the user typed along, and what stays, is not drawn.
  const isPart = edit.was !== '' && (edit.text.startsWith(edit.was) || edit.typed !== undefined);
  const { range, was, text: put } = isPart ? trimmed(edit) : edit;
  const removed = was === '' ? [] : [range];
  if (!/[\r\n]/.test(put)) {
    return {
      removed,
      inline: put === '' ? [] : [{ at: range.endExclusive, text: put }],
      aside: [],
    };
  }
  const first = lineAt(starts, range.start);
  const last = lineAt(starts, range.endExclusive);
  const head = text.slice(starts[first], range.start);
  const tail = (whole.lines[last] ?? '').slice(range.endExclusive - (starts[last] ?? 0));
  const lines = (head + put + tail).split(/\r?\n/);
  if (lines[0] === whole.lines[first]) lines.shift();
  if (was === '' && lines.at(-1) === whole.lines[last]) lines.pop();
  return { removed, inline: [], aside: besideFrom(first, lines, whole) };
}

function besideFrom(first: number, lines: readonly string[], whole: TextLines): Picture['aside'] {
  const rest = lines.length - mostAside;
  const short = rest > 0 ? [...lines.slice(0, mostAside), `… ${rest} more lines`] : lines;
  const rows = Math.max(1, Math.min(short.length, whole.lines.length - first));
  const beside = whole.lines.slice(first, first + rows);
  const width = Math.max(0, ...beside.map(widthOf));
  const least = Math.min(
    ...lines.filter(line => line.trim() !== '').map(line => indentOf(line).length),
  );
  const bare = short.map(line =>
    line.slice(Number.isFinite(least) ? Math.min(least, indentOf(line).length) : 0),
  );
  return Array.from({ length: rows }, (_, at) => {
    const isLast = at === rows - 1;
    const shown = isLast ? bare.slice(at).join(' ⏎ ') : bare[at]!;
    const isLong = shown.length > mostJoined;
    return {
      line: first + at,
      gap: width - widthOf(beside[at] ?? '') + gapColumns,
      text: isLong ? `${shown.slice(0, mostJoined)}…` : shown,
    };
  });
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
