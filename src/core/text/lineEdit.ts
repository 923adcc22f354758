import { assert } from '../../base/assert.ts';
import { dominantEol, type TextLines } from './lines.ts';

/** Replaces the lines from `start` to before `endExclusive` of one known text by `lines`. */
export interface LineEdit {
  readonly start: number;
  readonly endExclusive: number;
  readonly lines: readonly string[];
}

/** How a text may end after an edit: as it did before, or as the reply said. */
export type FinalNewline = 'keep' | 'add' | 'remove';

/**
 * Applies line edits that all refer to the same text; they are sorted and do not overlap.
 * A new line takes the line end of the line it replaces, else that of the line above it,
 * so that mixed line ends stay as mixed as they were; every other line keeps its bytes.
 */
export function applyLineEdits(
  text: TextLines,
  edits: readonly LineEdit[],
  finalNewline: FinalNewline = 'keep',
): TextLines {
  const lines: string[] = [];
  const ends: string[] = [];
  const eol = dominantEol(text.ends);
  let copiedTo = 0;
  const copy = (endExclusive: number) => {
    for (; copiedTo < endExclusive; copiedTo++) {
      lines.push(text.lines[copiedTo]!);
      ends.push(text.ends[copiedTo]!);
    }
  };
  for (const edit of edits) {
    assert(edit.start >= copiedTo, 'line edits are sorted and do not overlap');
    copy(edit.start);
    const above = text.ends[edit.start - 1] ?? text.ends[edit.start];
    edit.lines.forEach((line, index) => {
      const replaced = edit.start + index;
      lines.push(line);
      ends.push((replaced < edit.endExclusive ? text.ends[replaced] : above) || eol);
    });
    copiedTo = edit.endExclusive;
  }
  copy(text.lines.length);
  endAs(ends, endsWithNewline(text, finalNewline), eol);
  return { bom: text.bom, lines, ends };
}

function endsWithNewline(text: TextLines, finalNewline: FinalNewline): boolean {
  if (finalNewline !== 'keep') return finalNewline === 'add';
  return text.ends.at(-1) !== '';
}

/** Only the last line may lack a line end, and it lacks it exactly if the text is to end so. */
function endAs(ends: string[], withNewline: boolean, eol: string): void {
  const last = ends.length - 1;
  for (let index = 0; index < last; index++) ends[index] ||= eol;
  if (last < 0) return;
  if (withNewline) ends[last] ||= eol;
  else ends[last] = '';
}
