import type { TextLines } from '../text/lines.ts';
import { lineStarts } from '../text/lines.ts';
import type { OffsetRange } from '../text/offsetRange.ts';
import type { PastEdit } from './editHistory.ts';
import { type EditableRegion, type RegionSize, regionAround } from './region.ts';
import { type Rename, renamesIn, usesOf } from './renames.ts';

/** A place where the next edit may be. */
export interface EditPlace {
  readonly region: EditableRegion;
  /** The line that leads there, 0-based. */
  readonly line: number;
  /** What leads there: the cursor, a name that was given anew elsewhere, or an error that the language reports. */
  readonly why: 'cursor' | 'rename' | 'problem';
  readonly rename?: Rename;
}

export interface PlaceFacts {
  readonly uri: string;
  readonly text: string;
  readonly lines: TextLines;
  /** 0-based. */
  readonly cursorLine: number;
  /** Oldest first. */
  readonly history: readonly PastEdit[];
  /** 0-based lines with errors that were not there before. */
  readonly problemLines: readonly number[];
}

/** Each place is a request. */
const mostPlaces = 2;

/**
 * Where to look for the next edit, likeliest first: at uses of a name that the last edit replaced, at the cursor, and
 * at an error. What lies in the region around the cursor anyway is no place of its own.
 */
export function placesToAsk(facts: PlaceFacts, size: RegionSize): readonly EditPlace[] {
  const near = regionAround(facts.lines, facts.cursorLine, size);
  if (!near) return [];
  const left = leftBehind(facts);
  const atCursor: EditPlace = { region: near, line: facts.cursorLine, why: 'cursor' };
  const isNear = (line: number) => line >= near.start && line < near.endExclusive;
  const far = [
    ...left.map(({ line, rename }) => ({ line, why: 'rename' as const, rename })),
    ...facts.problemLines.map(line => ({ line, why: 'problem' as const })),
  ].filter(({ line }) => !isNear(line));
  const places = nearestFirst(far, facts.cursorLine, facts.lines.lines.length).flatMap(
    ({ line, ...more }): EditPlace[] => {
      const region = regionAround(facts.lines, line, size);
      return region ? [{ region, line, ...more }] : [];
    },
  );
  const nearUse = left.find(({ line }) => isNear(line));
  if (nearUse) return [{ ...atCursor, why: 'rename', rename: nearUse.rename }];
  const renamed = places.filter(({ why }) => why === 'rename').slice(0, 1);
  const others = places.filter(({ why }) => why === 'problem');
  return [...renamed, atCursor, ...others].slice(0, mostPlaces);
}

/** The range of the new name where the user gave it, in the last edit. */
export function causeOf(
  { uri, text, lines, history }: PlaceFacts,
  rename: Rename,
): OffsetRange | undefined {
  const last = history.at(-1);
  if (!last || last.uri !== uri) return undefined;
  const starts = lineStarts(lines);
  const from = starts[last.startLine] ?? 0;
  const to = starts[last.startLine + last.after.length] ?? text.length;
  return usesOf(rename.to, text.slice(from, to))[0]?.delta(from);
}

/** Uses of names that the last edit replaced, by their lines. */
function leftBehind({ uri, text, lines, history }: PlaceFacts) {
  const last = history.at(-1);
  if (!last || last.uri !== uri) return [];
  const starts = lineStarts(lines);
  return renamesIn(last).flatMap(rename => {
    let line = 0;
    return usesOf(rename.from, text).map(use => {
      while (line + 1 < starts.length - 1 && starts[line + 1]! <= use.start) line++;
      return { line, rename };
    });
  });
}

/** People go down through a file: what is above counts as farther. */
function nearestFirst<T extends { readonly line: number }>(
  places: readonly T[],
  from: number,
  lineCount: number,
): readonly T[] {
  const distance = ({ line }: T) => (line >= from ? line - from : lineCount + from - line);
  return [...places].sort((one, other) => distance(one) - distance(other));
}
