import { ContextOrder, type Reading } from './contextOrder.ts';
import type { Corpus } from './corpus.ts';

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

/**
 * Positions of the corpus, sorted by the tokens before them, read backwards, or by what follows.
 * The positions in a given context are therefore one run, and each more token of context narrows it.
 * Law: the order depends on the texts of the files in it and their paths only, not on the order in
 * which they came or on what was there before, so the same texts always give the same predictions.
 */
export class ContextIndex {
  private ranked = new Int32Array(1 << 12);
  private count = 0;
  private readonly order: ContextOrder;

  /**
   * `keysOf` hands out the order of tokens: exact, or by skeleton class.
   * `lastToken` leaves out positions of tokens with a greater id.
   */
  constructor(
    private readonly corpus: Corpus,
    private readonly keysOf: () => Float64Array,
    reading: Reading = 'backwards',
    private readonly lastToken = Infinity,
  ) {
    this.order = new ContextOrder(corpus, keysOf, reading);
  }

  get size(): number {
    return this.count;
  }

  get everything(): RankRange {
    return { start: 0, endExclusive: this.count };
  }

  /** The position at a rank. */
  at(rank: number): number {
    return this.ranked[rank]!;
  }

  /** Adds all positions of files that are new in the corpus. */
  insert(files: readonly Span[]): void {
    const added = this.sorted(files);
    if (this.count + added.length > this.ranked.length) this.grow(this.count + added.length);
    this.merge(added);
  }

  /** Takes out all positions of some files. */
  remove(files: readonly Span[]): void {
    const { ranked } = this;
    const [file] = files;
    if (!file) return;
    const { count } = this;
    const { start, endExclusive } = file;
    const isDead = files.length > 1 ? bitsOf(files, this.corpus.length) : undefined;
    // Without branches: which ranks go is as good as random, and a wrong prediction costs more than a store.
    let kept = 0;
    if (isDead) {
      for (let rank = 0; rank < count; rank++) {
        const position = ranked[rank]!;
        ranked[kept] = position;
        kept += 1 - ((isDead[position >>> 3]! >>> (position & 7)) & 1);
      }
    } else {
      for (let rank = 0; rank < count; rank++) {
        const position = ranked[rank]!;
        ranked[kept] = position;
        // -1 outside of the file, 0 inside.
        kept -= ((position - start) | (endExclusive - 1 - position)) >> 31;
      }
    }
    this.count = kept;
  }

  /** Follows a compaction of the corpus. */
  shift(shiftOf: (position: number) => number): void {
    for (let rank = 0; rank < this.count; rank++) {
      const position = this.ranked[rank]!;
      this.ranked[rank] = position - shiftOf(position);
    }
  }

  /** The part of `range` whose token `depth` places back has `key`; all of `range` agrees before that. */
  narrow(range: RankRange, depth: number, key: number): RankRange {
    const start = this.lowerBound(range.start, range.endExclusive, depth, key);
    const endExclusive = this.lowerBound(start, range.endExclusive, depth, key + 1);
    return { start, endExclusive };
  }

  private lowerBound(start: number, end: number, depth: number, key: number): number {
    const { ranked } = this;
    const { tokens } = this.corpus;
    const offset = this.order.first + depth * this.order.step;
    const keys = this.keysOf();
    let low = start;
    for (let high = end; low < high; ) {
      const middle = (low + high) >>> 1;
      if (keys[tokens[ranked[middle]! + offset]!]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private sorted(files: readonly Span[]): Int32Array {
    const { lastToken } = this;
    const { tokens } = this.corpus;
    let total = 0;
    for (const file of files) total += file.endExclusive - file.start - 1;
    const positions = new Int32Array(total);
    let count = 0;
    for (const file of files) {
      for (let p = file.start + 1; p < file.endExclusive; p++) {
        if (tokens[p]! <= lastToken) positions[count++] = p;
      }
    }
    this.order.sort(positions, 0, count);
    return positions.subarray(0, count);
  }

  /** Merges from the back into the same array; runs of old positions move as blocks. */
  private merge(added: Int32Array): void {
    const { ranked } = this;
    let oldEnd = this.count;
    let target = this.count + added.length;
    this.count = target;
    for (let i = added.length - 1; i >= 0; i--) {
      const position = added[i]!;
      const rank = this.rankFor(position, oldEnd);
      target -= oldEnd - rank;
      ranked.copyWithin(target, rank, oldEnd);
      oldEnd = rank;
      ranked[--target] = position;
    }
  }

  /** First rank below `end` whose position sorts after `position`: gallops down, then halves. */
  private rankFor(position: number, end: number): number {
    const { ranked, order } = this;
    let high = end;
    let step = 1;
    let low = end - 1;
    while (low >= 0 && order.compare(ranked[low]!, position) > 0) {
      high = low;
      low -= step;
      step *= 2;
    }
    low = Math.max(low + 1, 0);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order.compare(ranked[middle]!, position) > 0) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  private grow(needed: number): void {
    const ranked = new Int32Array(Math.max(needed, Math.ceil(this.ranked.length * 1.5)));
    ranked.set(this.ranked.subarray(0, this.count));
    this.ranked = ranked;
  }
}

/** One bit for each position, set for those of the files. */
function bitsOf(files: readonly Span[], length: number): Uint8Array {
  const bits = new Uint8Array((length >>> 3) + 1);
  for (const { start, endExclusive } of files) {
    for (let position = start; position < endExclusive; position++) {
      bits[position >>> 3]! |= 1 << (position & 7);
    }
  }
  return bits;
}
