import {
  compareOrigin,
  maxContextTokens,
  ordinals,
  type Reading,
  readingOf,
} from './contextOrder.ts';
import type { Change, Corpus } from './corpus.ts';
import { type Arrivals, RankedBlocks } from './rankedBlocks.ts';
import { type SortingRoom, type Span, sortFiles } from './sortFiles.ts';
import { separator } from './tokenIds.ts';

/** A run of ranks in the index: positions whose contexts agree so far. */
export interface RankRange {
  readonly start: number;
  readonly endExclusive: number;
}

/** Positions in a row. */
interface Stretch {
  readonly from: number;
  readonly to: number;
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
    this.ranked.insert(this.arrivals(this.dependent(file, change)));
  }

  /** Takes out the positions of a file that is still in the corpus. */
  remove(file: Span): void {
    this.ranked.remove(this.held(this.dependent(file, anew)));
  }

  /**
   * Takes out the positions that depend on what will change in a file. All others keep their ranks,
   * and are from now on where they will be when the file has gone to `target`.
   */
  beginChange(file: Span, change: Change, target: Span): void {
    const { ranked } = this;
    const { from, to } = this.dependent(file, change);
    const before = target.start - file.start;
    const after = target.endExclusive - file.endExclusive;
    ranked.remove(this.held({ from, to }));
    if (before !== 0) ranked.move(this.held({ from: file.start + 1, to: from }), before);
    if (after !== 0) ranked.move(this.held({ from: to, to: file.endExclusive }), after);
  }

  /** Those positions of a stretch that this index has. */
  private held({ from, to }: Stretch): Int32Array {
    const { tokens } = this.corpus;
    const held = new Int32Array(Math.max(0, to - from));
    let count = 0;
    for (let position = from; position < to; position++) {
      if (tokens[position]! <= this.lastToken) held[count++] = position;
    }
    return held.subarray(0, count);
  }

  /** All positions of some files, in the order of this index. `files` are in the order of `Corpus.inOrder`. */
  sortAll(
    files: readonly Span[],
    vocabularySize: number,
    room: SortingRoom,
  ): Generator<void, RankedBlocks> {
    const { corpus, lastToken, reading } = this;
    const order = ordinals(this.keysOf(), vocabularySize);
    return sortFiles({ corpus, order, reading, lastToken }, files, room);
  }

  /** The part of `range` whose token at `depth` has `key`; all of `range` agrees before that. */
  narrow(range: RankRange, depth: number, key: number): RankRange {
    const start = this.lowerBound(range.start, range.endExclusive, depth, key);
    const endExclusive = this.lowerBound(start, range.endExclusive, depth, key + 1);
    return { start, endExclusive };
  }

  private lowerBound(start: number, end: number, depth: number, key: number): number {
    const { tokens } = this.corpus;
    const keys = this.keysOf();
    const offset = this.first + depth * this.step;
    return this.ranked.firstNot(start, end, position => keys[tokens[position + offset]!]! < key);
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

  /** A part of a file's positions in the order of this index, each with the rank that it would have. */
  private arrivals(stretch: Stretch): Arrivals {
    const held = this.held(stretch);
    const ranks = this.findRanks(held, stretch);
    const count = held.length;
    const turns = Int32Array.from(
      Float64Array.from(ranks, (rank, turn) => rank * count + turn).sort(),
      packed => packed % count,
    );
    for (let start = 0, end = 1; end <= count; end++) {
      if (end < count && ranks[turns[end]!] === ranks[turns[start]!]) continue;
      const tied = turns.subarray(start, end);
      if (end - start > 1) tied.sort((a, b) => (this.isBefore(held[a]!, held[b]!) ? -1 : 1));
      start = end;
    }
    return { ranks: turns.map(turn => ranks[turn]!), positions: turns.map(turn => held[turn]!) };
  }

  /** For each position the rank that it would have. None of those of `stretch` is in the index yet. */
  private findRanks(held: Int32Array, { from, to }: Stretch): Int32Array {
    const { tokens } = this.corpus;
    const { ranked, reading } = this;
    const keys = this.keysOf();
    const ranks = new Int32Array(held.length);
    let near: number | undefined;
    for (let i = 0; i < held.length; i++) {
      const position = held[i]!;
      const rank = this.findRank(position, near);
      ranks[i] = rank;
      near = undefined;
      if (reading === 'forwards' || tokens[position] === separator) continue;
      // What comes after a neighbour by the same token is a neighbour of what comes after this one.
      const key = keys[tokens[position]!]!;
      for (let other = Math.max(0, rank - 1); other <= rank && other < ranked.length; other++) {
        const neighbour = ranked.at(other);
        const next = neighbour + 1;
        if (keys[tokens[neighbour]!] !== key || (next >= from && next < to)) continue;
        near = ranked.rankOf(next);
        break;
      }
    }
    return ranks;
  }

  /** The rank that a position would have; quicker where `near` is not far from it. */
  private findRank(position: number, near: number | undefined): number {
    const { ranked } = this;
    const isBefore = (other: number) => this.isBefore(other, position);
    if (near === undefined) return ranked.firstNot(0, ranked.length, isBefore);
    let low = near;
    let high = near;
    if (isBefore(ranked.at(near))) {
      low = high = near + 1;
      for (let step = 1; high < ranked.length && isBefore(ranked.at(high)); step *= 2) {
        low = high + 1;
        high += step;
      }
    } else {
      low = near - 1;
      for (let step = 1; low >= 0 && !isBefore(ranked.at(low)); step *= 2) {
        high = low;
        low -= step;
      }
      low++;
    }
    return ranked.firstNot(Math.max(0, low), Math.min(high, ranked.length), isBefore);
  }

  /** The order of this index, for positions whose tokens are in the corpus. */
  private isBefore(one: number, other: number): boolean {
    const { corpus, first, step } = this;
    const { tokens } = corpus;
    const keys = this.keysOf();
    for (let depth = 1, at = first + step; depth <= maxContextTokens; depth++, at += step) {
      const token = tokens[one + at]!;
      const otherToken = tokens[other + at]!;
      if (token !== otherToken) {
        const key = keys[token]!;
        const otherKey = keys[otherToken]!;
        if (key !== otherKey) return key < otherKey;
      }
      if (token === separator) break;
    }
    return compareOrigin(corpus, one, other) < 0;
  }
}

/** Nothing stays as it was. */
const anew: Change = { first: 0, rest: 0 };
