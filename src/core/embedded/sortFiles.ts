import { type ordinals, type Reading, readingOf } from './contextOrder.ts';
import { ContextSorter } from './contextSorter.ts';
import type { Corpus } from './corpus.ts';
import { RankedBlocks } from './rankedBlocks.ts';
import { separator } from './tokenIds.ts';

/** Where a file's tokens lie in the corpus. */
export interface Span {
  readonly start: number;
  readonly endExclusive: number;
}

/** Arrays that are used again for every index; fresh ones each time would stay behind in the process. */
export interface SortingRoom {
  /** Ends with a 0 that stays. */
  readonly text: Int32Array;
  readonly places: Int32Array;
}

/** Room to sort all positions of some files in. */
export function sortingRoom(files: readonly Span[]): SortingRoom {
  const total = files.reduce((sum, file) => sum + file.endExclusive - file.start, 0);
  return { text: new Int32Array(total + 1), places: new Int32Array(total) };
}

/** What positions are sorted by: `order` numbers the tokens, positions of tokens with a greater id than `lastToken` are left out. */
interface Sorting {
  readonly corpus: Corpus;
  readonly order: ReturnType<typeof ordinals>;
  readonly reading: Reading;
  readonly lastToken: number;
}

/** Tokens copied between two pauses. */
const pieceTokens = 200_000;

/** All positions of some files, sorted. `files` are in the order that decides where their tokens do not. */
export function* sortFiles(
  { corpus, order: { of, count }, reading, lastToken }: Sorting,
  files: readonly Span[],
  room: SortingRoom,
): Generator<void, RankedBlocks> {
  yield;
  // Side by side in that order, so that a place's number decides where contexts are equal.
  const { text } = room;
  /** Where places with each first number of context end, once all are counted and dealt out. */
  const ends = new Uint32Array(count + 1);
  const { first, step } = readingOf(reading);
  const offset = first + step;
  let at = 0;
  for (const { start, endExclusive } of files) {
    const { tokens } = corpus;
    text[at++] = separator;
    for (let position = start + 1; position < endExclusive; position++, at++) {
      const token = tokens[position]!;
      text[at] = of[token]!;
      if (token <= lastToken) ends[text[at + offset]! + 1]!++;
    }
    if (at % pieceTokens < endExclusive - start) yield;
  }
  for (let number = 0; number < count; number++) ends[number + 1]! += ends[number]!;
  const places = room.places.subarray(0, ends[count]!);
  at = 0;
  for (const { start, endExclusive } of files) {
    const { tokens } = corpus;
    at++;
    for (let position = start + 1; position < endExclusive; position++, at++) {
      if (tokens[position]! <= lastToken) places[ends[text[at + offset]!]!++] = at;
    }
    if (at % pieceTokens < endExclusive - start) yield;
  }
  yield* new ContextSorter(text, places, count, reading).sort(ends);
  at = 0;
  for (const { start, endExclusive } of files) {
    for (let position = start; position < endExclusive; position++) text[at++] = position;
  }
  for (let rank = 0; rank < places.length; rank++) places[rank] = text[places[rank]!]!;
  return new RankedBlocks(places);
}
