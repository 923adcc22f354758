import { diffLineArrays } from '../diff/lineDiff.ts';
import type { ContentChange } from '../text/contentChange.ts';
import { minimalEdit } from '../text/textEdit.ts';

/** The changes that make a text another, one for each place, as one event of the editor would tell them. */
export function changesBetween(before: string, after: string): readonly ContentChange[] {
  const [old, next] = [linesWithEnds(before), linesWithEnds(after)];
  const starts = [0];
  for (const line of old) starts.push(starts.at(-1)! + line.length);
  return diffLineArrays(old, next).flatMap(({ oldStart, oldEnd, newStart, newEnd }) => {
    const start = starts[oldStart]!;
    const was = before.slice(start, starts[oldEnd]);
    const edit = minimalEdit(was, next.slice(newStart, newEnd).join(''));
    if (!edit) return [];
    const { range, text } = edit;
    return [{ rangeOffset: start + range.start, rangeLength: range.length, text }];
  });
}

function linesWithEnds(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
