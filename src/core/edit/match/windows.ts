import { indexAtLeast, isBlank } from '../../text/lines.ts';
import type { IndexedText } from './indexedText.ts';
import { looseKey, wordLength } from './lineKeys.ts';

/** A line with fewer letters stands in too many places to be looked for. */
const seedWordLength = 4;
/** A line that stands in more places than this does not help to find one. */
const maxSeeds = 40;
/** Of the lines that a stretch does not have, so many are counted beyond those that a match may lack. */
const countedBeyond = 8;

/** Lines of the text, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly endExclusive: number;
}

/** A stretch of the text around a quoted line, and how many other quoted lines (blank ones aside) it does not have. */
export interface Window extends Stretch {
  readonly absent: number;
}

/** The stretches of the text around lines that the hunk quotes; `maxAbsent` is how many a match may lack. */
export function windowsOf(
  text: IndexedText,
  before: readonly string[],
  maxAbsent: number,
): Window[] {
  const { positions } = text.keyed('loose');
  const reach = Math.ceil(before.length * 1.5) + 8;
  const places = before.map(line => (isBlank(line) ? [] : (positions.get(looseKey(line)) ?? [])));
  const quoted = places.filter((_, at) => !isBlank(before[at]!));
  const starts = new Set<number>();
  before.forEach((line, at) => {
    if (wordLength(line) < seedWordLength || places[at]!.length > maxSeeds) return;
    for (const seed of places[at]!) starts.add(seed - at);
  });
  return [...starts].map(start => {
    const stretch = {
      start: Math.max(0, start - (reach - before.length)),
      endExclusive: Math.min(text.lines.length, start + reach),
    };
    return { ...stretch, absent: countAbsent(quoted, stretch, maxAbsent + countedBeyond) };
  });
}

/** How many lines, given by all their places, have none in a stretch; at most `limit`. */
function countAbsent(
  places: readonly (readonly number[])[],
  { start, endExclusive }: Stretch,
  limit: number,
): number {
  let absent = 0;
  for (const own of places) {
    const next = own[indexAtLeast(own, start)];
    if (next === undefined || next >= endExclusive) absent++;
    if (absent >= limit) return absent;
  }
  return absent;
}

/** Stretches without overlaps, in order. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: { start: number; endExclusive: number }[] = [];
  for (const { start, endExclusive } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.endExclusive) {
      last.endExclusive = Math.max(last.endExclusive, endExclusive);
    } else result.push({ start, endExclusive });
  }
  return result;
}
