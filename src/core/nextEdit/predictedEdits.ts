import { diffLineArrays, type LineChange } from '../diff/lineDiff.ts';
import { applyLineEdits } from '../text/lineEdit.ts';
import { joinLines, lineStarts, type TextLines } from '../text/lines.ts';
import { OffsetRange } from '../text/offsetRange.ts';
import { isWhole, type PredictedEdit, trimmed } from './prediction.ts';
import type { EditableRegion } from './region.ts';

/** Over this many changed pieces a line is easier to read as a whole. */
const mostPieces = 4;
/** Below this share of common characters, pieces of a line are only noise. */
const leastCommon = 0.3;

const words = /[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu;

/**
 * The smallest edits that make a region what the model wrote, by words inside a line; every line keeps its line end.
 * Of several forms of an insertion the one at the cursor is taken, else one that begins at a line's end.
 */
export function predictedEdits(
  text: string,
  whole: TextLines,
  region: EditableRegion,
  answer: readonly string[],
  cursor: number,
): readonly PredictedEdit[] {
  const old = whole.lines.slice(region.start, region.endExclusive);
  const edits = diffLineArrays(old, answer).flatMap(change => {
    const at = { ...change, oldStart: change.oldStart + region.start };
    const lines = answer.slice(change.newStart, change.newEnd);
    return editsOf(text, whole, { ...at, oldEnd: change.oldEnd + region.start }, lines);
  });
  const moved: PredictedEdit[] = [];
  for (const edit of edits) {
    const least = moved.at(-1)?.range.endExclusive ?? 0;
    moved.push(atCursorOrLineEnd(text, edit, cursor, least));
  }
  return merged(text, moved);
}

function editsOf(
  text: string,
  whole: TextLines,
  { oldStart, oldEnd }: Pick<LineChange, 'oldStart' | 'oldEnd'>,
  lines: readonly string[],
): readonly PredictedEdit[] {
  if (oldEnd - oldStart === lines.length) {
    const starts = lineStarts(whole);
    return lines.flatMap((line, at) => {
      const start = starts[oldStart + at]!;
      return lineEdits(whole.lines[oldStart + at]!, line).map(edit => ({
        ...edit,
        range: edit.range.delta(start),
      }));
    });
  }
  const edit = { start: oldStart, endExclusive: oldEnd, lines };
  const after = joinLines(applyLineEdits(whole, [edit]));
  const all = { range: new OffsetRange(0, text.length), was: text, text: after };
  return after === text ? [] : [trimmed(all)];
}

/** What differs inside one line. */
function lineEdits(before: string, after: string): readonly PredictedEdit[] {
  const old = before.match(words) ?? [];
  const next = after.match(words) ?? [];
  const pieces: PredictedEdit[] = [];
  let common = before.replace(/\s/g, '').length;
  let offset = 0;
  let seen = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of diffLineArrays(old, next)) {
    for (; seen < oldStart; seen++) offset += old[seen]!.length;
    const was = old.slice(oldStart, oldEnd).join('');
    common -= was.replace(/\s/g, '').length;
    pieces.push(
      growing({
        range: OffsetRange.ofLength(offset, was.length),
        was,
        text: next.slice(newStart, newEnd).join(''),
      }),
    );
  }
  const longer = Math.max(before.trim().length, after.trim().length);
  const isReadable = pieces.length <= mostPieces && common >= longer * leastCommon;
  if (isReadable || pieces.length <= 1) return pieces;
  return [trimmed({ range: new OffsetRange(0, before.length), was: before, text: after })];
}

/** A word that only grows or shrinks changes where it does; another word takes its place as a whole. */
function growing(edit: PredictedEdit): PredictedEdit {
  const small = trimmed(edit);
  return small.was === '' || small.text === '' ? small : edit;
}

/**
 * The same insertion at another offset, not before `least`, where what it ends with stands before it: `b⏎` before a
 * line is `⏎b` after the line above.
 */
function atCursorOrLineEnd(
  text: string,
  edit: PredictedEdit,
  cursor: number,
  least: number,
): PredictedEdit {
  if (edit.was !== '') return edit;
  let { text: put } = edit;
  let at = edit.range.start;
  let best = edit;
  for (let steps = 0; steps <= edit.text.length; steps++) {
    const isHere = at === cursor;
    const isLineEnd = /^\r?\n/.test(put) && /^(?:\r?\n|$)/.test(text.slice(at, at + 2));
    if ((isHere || isLineEnd) && isWhole(text, at) && isWhole(put, 0)) {
      best = { range: OffsetRange.emptyAt(at), was: '', text: put };
      if (isHere) return best;
    }
    const last = put.at(-1);
    if (at <= least || text[at - 1] !== last) break;
    put = last + put.slice(0, -1);
    at--;
  }
  return best;
}

/** Edits that touch are one: between two of them the user could type for either. */
function merged(text: string, edits: readonly PredictedEdit[]): readonly PredictedEdit[] {
  const apart: PredictedEdit[] = [];
  for (const edit of edits) {
    const last = apart.at(-1);
    if (last && last.range.endExclusive >= edit.range.start) {
      const range = new OffsetRange(last.range.start, edit.range.endExclusive);
      const between = text.slice(last.range.endExclusive, edit.range.start);
      apart[apart.length - 1] = {
        range,
        was: range.substring(text),
        text: last.text + between + edit.text,
      };
    } else apart.push(edit);
  }
  return apart;
}
