import { indentOf } from '../text/indentation.ts';
import { lineStarts, splitLines } from '../text/lines.ts';
import type { Scene } from './formats/format.ts';
import type { EditPlace, PlaceFacts } from './places.ts';
import type { NextEditQuestion } from './question.ts';
import { usesOf } from './renames.ts';

/** What of a question decides about places. */
export function factsOf({ uri, text, cursor, history, problems }: NextEditQuestion): PlaceFacts {
  const lines = splitLines(text);
  const cursorLine = Math.min(
    lineOf(lineStarts(lines), cursor),
    Math.max(0, lines.lines.length - 1),
  );
  const problemLines = problems
    .filter(({ line, isNew }) => isNew && line < lines.lines.length)
    .map(({ line }) => line);
  return { uri, text, lines, cursorLine, history, problemLines };
}

/** What a format needs to know to ask about a place. */
export function sceneAt(place: EditPlace, question: NextEditQuestion, facts: PlaceFacts): Scene {
  const { uri, path, languageId, history, problems } = question;
  const { region, rename } = place;
  const isInside = (line: number) => line >= region.start && line < region.endExclusive;
  return {
    ...{ uri, path, languageId, history, region, rename },
    lines: facts.lines,
    focus: focusOf(place, facts, question.cursor),
    problems: problems.filter(({ line }) => isInside(line)),
  };
}

/** The cursor where it lies in the region, else the name or the line that led there. */
function focusOf(
  { region, line, rename }: EditPlace,
  { lines, cursorLine }: PlaceFacts,
  cursor: number,
): Scene['focus'] {
  const text = lines.lines[line] ?? '';
  if (cursorLine >= region.start && cursorLine < region.endExclusive) {
    const own = lines.lines[cursorLine] ?? '';
    const column = cursor - lineStarts(lines)[cursorLine]!;
    return { line: cursorLine, column: Math.max(0, Math.min(column, own.length)) };
  }
  const use = rename && usesOf(rename.from, text)[0];
  return { line, column: use ? use.start : indentOf(text).length };
}

function lineOf(starts: readonly number[], offset: number): number {
  const next = starts.findIndex(start => start > offset);
  return next === -1 ? Math.max(0, starts.length - 1) : Math.max(0, next - 1);
}
