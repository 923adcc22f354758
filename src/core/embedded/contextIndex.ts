import {
  compareOrigin,
  maxContextTokens,
  ordinals,
  type Reading,
  readingOf,
} from './contextOrder.ts';
import { ContextSorter } from './contextSorter.ts';
import type { Change, Corpus } from './corpus.ts';
import { type Arrivals, RankedBlocks } from './rankedBlocks.ts';
import { separator } from './tokenIds.ts';

/** A run of ranks in the index: positions whose contexts agree so far. */
export interface RankRange {
  readonly start: number;
  readonly endExclusive: number;
}

/** Where a file's tokens lie in the corpus. */
export interface Span {
  readonly start: number;
  readonly endExclusive: number;
}

/** Positions in a row. */
interface Stretch {
  readonly from: number;
  readonly to: number;
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

/**
 * Positions of the corpus, sorted by the tokens before them, read backwards, or by what follows.
 * The positions in a given context are therefore one run, and each more token of context narrows it.
 * Law: the order depends on the texts of the files in it and their paths only, not on the order in
 * which they came or on what was there before, so the same texts always give the same predictions.
 */
export class ContextIndex {
  private ranked = new RankedBlocks();
  private readonly first: number;
  private readonly step: number;

  /**
   * `keysOf` hands out the order of tokens: exact, or by skeleton class.
   * `lastToken` leaves out positions of tokens with a greater id.
   */
  constructor(
    private readonly corpus: Corpus,
    private readonly keysOf: () => Float64Array,
    private readonly reading: Reading = 'backwards',
    private readonly lastToken = Infinity,
  ) {
    const { first, step } = readingOf(reading);
    this.first = first;
    this.step = step;
  }

  get size(): number {
    return this.ranked.length;
  }

  get memoryBytes(): number {
    return this.ranked.memoryBytes;
  }

  /** All positions by rank. */
  toArray(): Int32Array {
    return this.ranked.toArray();
  }

  /** Holds these positions from now on, and no others. */
  replace(ranked: RankedBlocks): void {
    this.ranked = ranked;
  }

  get everything(): RankRange {
    return { start: 0, endExclusive: this.size };
  }

  /** The position at a rank. */
  at(rank: number): number {
    return this.ranked.at(rank);
  }

  /** Adds the positions of a file that is new in the corpus, or those that depend on what has changed in it. */
  insert(file: Span, change = anew): void {
    this.ranked.insert(this.sorted(file, this.dependent(file, change)));
  }

  /** Takes out the positions of a file that is still in the corpus. */
  remove(file: Span): void {
    this.ranked.remove(this.sorted(file, this.dependent(file, anew)).ranks);
  }

  /**
   * Takes out the positions that depend on what will change in a file. All others keep their ranks,
   * and are from now on where they will be when the file has gone to `target`.
   */
  beginChange(file: Span, change: Change, target: Span): void {
    const { from, to } = this.dependent(file, change);
    const before = target.start - file.start;
    const after = target.endExclusive - file.endExclusive;
    const touched = {
      from: before === 0 ? from : file.start + 1,
      to: after === 0 ? to : file.endExclusive,
    };
    const { ranks, positions } = this.sorted(file, touched);
    let gone = 0;
    for (let i = 0; i < ranks.length; i++) {
      const position = positions[i]!;
      if (position < from) this.ranked.set(ranks[i]!, position + before);
      else if (position >= to) this.ranked.set(ranks[i]!, position + after);
      else ranks[gone++] = ranks[i]!;
    }
    this.ranked.remove(ranks.subarray(0, gone));
  }

  /** All positions of some files, in the order of this index. `files` are in the order of `Corpus.inOrder`. */
  *sortAll(
    files: readonly Span[],
    vocabularySize: number,
    room: SortingRoom,
  ): Generator<void, RankedBlocks> {
    const { corpus, lastToken, reading } = this;
    const { of, count } = ordinals(this.keysOf(), vocabularySize);
    yield;
    // Side by side in that order, so that a place's number decides where contexts are equal.
    const { text } = room;
    /** Where places with each first number of context end, once all are counted and dealt out. */
    const ends = new Uint32Array(count + 1);
    const offset = this.first + this.step;
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

  /** The part of `range` whose token at `depth` has `key`; all of `range` agrees before that. */
  narrow(range: RankRange, depth: number, key: number): RankRange {
    const start = this.lowerBound(range.start, range.endExclusive, depth, key);
    const endExclusive = this.lowerBound(start, range.endExclusive, depth, key + 1);
    return { start, endExclusive };
  }

  private lowerBound(start: number, end: number, depth: number, key: number): number {
    const keyed = { tokens: this.corpus.tokens, keys: this.keysOf() };
    return this.ranked.lowerBound(start, end, key, this.first + depth * this.step, keyed);
  }

  /** The positions of a file whose context has changed. */
  private dependent({ start, endExclusive }: Span, { first, rest }: Change): Stretch {
    const changed = start + first;
    const same = endExclusive - rest;
    // Read backwards, a place depends on what stands before it; read forwards, on itself and what follows.
    return this.reading === 'backwards'
      ? { from: changed + 1, to: Math.min(endExclusive, same + maxContextTokens) }
      : { from: Math.max(start + 1, changed - maxContextTokens + 1), to: same };
  }

  /** A part of a file's positions in the order of this index, each with its rank, or the one that it would have. */
  private sorted(file: Span, { from, to }: Stretch): Arrivals {
    const { tokens } = this.corpus;
    if (from >= to) return { ranks: new Int32Array(0), positions: new Int32Array(0) };
    const { of, count } = localOrdinals(tokens, file, this.keysOf());
    const places = new Int32Array(to - from);
    let placed = 0;
    for (let position = from; position < to; position++) {
      if (tokens[position]! <= this.lastToken) places[placed++] = position - file.start;
    }
    const positions = places.subarray(0, placed);
    new ContextSorter(of, positions, count, this.reading).sortAtOnce();
    for (let i = 0; i < placed; i++) positions[i]! += file.start;
    const ranks = new Int32Array(placed);
    this.findRanks(positions, ranks, 0, placed, this.everything, 1);
    return { ranks, positions };
  }

  /**
   * The ranks of sorted positions from `from` to `to`, which agree with each other and with `range` before `depth`.
   * Those with the same next token are looked up together, so what they share is compared once.
   */
  private findRanks(
    positions: Int32Array,
    ranks: Int32Array,
    from: number,
    to: number,
    range: RankRange,
    depth: number,
  ): void {
    const { tokens } = this.corpus;
    const keys = this.keysOf();
    const offset = this.first + depth * this.step;
    let start = range.start;
    for (let i = from; i < to; ) {
      const key = keys[tokens[positions[i]! + offset]!]!;
      let end = i + 1;
      while (end < to && keys[tokens[positions[end]! + offset]!] === key) end++;
      const rest = { start, endExclusive: range.endExclusive };
      if (end - i <= few) {
        for (; i < end; i++) {
          ranks[i] = this.rankOf(positions[i]!, { start, endExclusive: range.endExclusive }, depth);
          start = ranks[i]!;
        }
      } else {
        const same = this.narrow(rest, depth, key);
        // A context ends where its file starts; what is left to compare is the origin.
        const isOver = key === separator || depth === maxContextTokens;
        if (isOver) this.rankByOrigin(positions, ranks, i, end, same);
        else this.findRanks(positions, ranks, i, end, same, depth + 1);
        start = same.endExclusive;
      }
      i = end;
    }
  }

  private rankByOrigin(
    positions: Int32Array,
    ranks: Int32Array,
    from: number,
    to: number,
    { start, endExclusive }: RankRange,
  ): void {
    let low = start;
    for (let i = from; i < to; i++) {
      low = this.rankOf(positions[i]!, { start: low, endExclusive }, maxContextTokens + 1);
      ranks[i] = low;
    }
  }

  /** The rank of a position, or the one that it would have; it agrees with all of `range` before `depth`. */
  private rankOf(position: number, { start, endExclusive }: RankRange, depth: number): number {
    const { corpus, first, step } = this;
    const { tokens } = corpus;
    const keys = this.keysOf();
    return this.ranked.firstNot(start, endExclusive, other => {
      for (let d = depth, at = first + depth * step; d <= maxContextTokens; d++, at += step) {
        const token = tokens[position + at]!;
        const otherToken = tokens[other + at]!;
        if (token !== otherToken) {
          const key = keys[token]!;
          const otherKey = keys[otherToken]!;
          if (key !== otherKey) return otherKey < key;
        }
        if (token === separator) break;
      }
      return compareOrigin(corpus, other, position) < 0;
    });
  }
}

/** Nothing stays as it was. */
const anew: Change = { first: 0, rest: 0 };

/** So many positions are looked up one by one, without asking first what they share. */
const few = 2;
/** Tokens copied between two pauses. */
const pieceTokens = 200_000;

/** The tokens of a file as numbers from 0 for the separator, in the order of `keys`; what follows the file is 0. */
function localOrdinals(
  tokens: Int32Array,
  { start, endExclusive }: Span,
  keys: Float64Array,
): { of: Int32Array; count: number } {
  const distinct = new Set<number>();
  for (let position = start; position < endExclusive; position++) {
    distinct.add(keys[tokens[position]!]!);
  }
  const order = new Map([...Float64Array.from(distinct).sort()].map((key, i) => [key, i] as const));
  const of = new Int32Array(endExclusive - start);
  for (let i = 0; i < of.length; i++) of[i] = order.get(keys[tokens[start + i]!]!)!;
  return { of, count: order.size };
}
