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
  const problemLines = problems.map(({ line }) => line).filter(line => line < lines.lines.length);
  return { uri, text, lines, cursorLine, history, problemLines };
}

/** What a format needs to know to ask about a place. */
export function sceneAt(place: EditPlace, question: NextEditQuestion, facts: PlaceFacts): Scene {
  const { uri, path, languageId, history, problems, text } = question;
  const { region, rename } = place;
  const isInside = (line: number) => line >= region.start && line < region.endExclusive;
  return {
    ...{ uri, path, languageId, history, region, rename },
    lines: facts.lines,
    focus: focusOf(place, facts, question.cursor, text),
    problems: problems.filter(({ line }) => isInside(line)),
  };
}

/** The cursor where it lies in the region, else the first use of the name, else the region's middle. */
function focusOf(
  { region, rename }: EditPlace,
  { lines, cursorLine }: PlaceFacts,
  cursor: number,
  text: string,
): Scene['focus'] {
  const starts = lineStarts(lines);
  const at = (offset: number, line: number) => ({
    line,
    column: Math.max(0, Math.min(offset - starts[line]!, lines.lines[line]!.length)),
  });
  if (cursorLine >= region.start && cursorLine < region.endExclusive) return at(cursor, cursorLine);
  const use =
    rename &&
    usesOf(rename.from, text).find(
      ({ start }) => start >= starts[region.start]! && start < starts[region.endExclusive]!,
    );
  if (use) return at(use.start, lineOf(starts, use.start));
  return { line: Math.floor((region.start + region.endExclusive - 1) / 2), column: 0 };
}

function lineOf(starts: readonly number[], offset: number): number {
  const next = starts.findIndex(start => start > offset);
  return next === -1 ? Math.max(0, starts.length - 1) : Math.max(0, next - 1);
}
