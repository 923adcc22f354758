import { ContextOrder, maxContextTokens, type Reading } from './contextOrder.ts';
import type { Corpus } from './corpus.ts';
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

  /** Positions that there is room for. */
  get capacity(): number {
    return this.ranked.length;
  }

  /** All positions by rank. */
  get ranks(): Int32Array {
    return this.ranked.subarray(0, this.count);
  }

  /** Takes over positions that were ranked before; the index is empty. */
  restore(ranks: Int32Array): void {
    this.ranked = ranks.slice();
    this.count = ranks.length;
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

  /** The same as `narrow`, quicker where the answer is near the start of the range. */
  private gallop(range: RankRange, depth: number, key: number): RankRange {
    const start = this.gallopTo(range.start, range.endExclusive, depth, key);
    const endExclusive = this.gallopTo(start, range.endExclusive, depth, key + 1);
    return { start, endExclusive };
  }

  private gallopTo(start: number, end: number, depth: number, key: number): number {
    const { ranked } = this;
    const { tokens } = this.corpus;
    const offset = this.order.first + depth * this.order.step;
    const keys = this.keysOf();
    let low = start;
    for (let step = 1; low < end; step *= 2) {
      const at = Math.min(low + step, end) - 1;
      if (keys[tokens[ranked[at]! + offset]!]! >= key) {
        return this.lowerBound(low, at + 1, depth, key);
      }
      low = at + 1;
    }
    return low;
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
    const ranks = new Int32Array(added.length);
    this.findRanks(added, ranks, 0, added.length, this.everything, 1);
    let oldEnd = this.count;
    let target = this.count + added.length;
    this.count = target;
    for (let i = added.length - 1; i >= 0; i--) {
      const rank = ranks[i]!;
      target -= oldEnd - rank;
      if (oldEnd > rank) ranked.copyWithin(target, rank, oldEnd);
      oldEnd = rank;
      ranked[--target] = added[i]!;
    }
  }

  /**
   * The ranks before which added positions come; those from `from` to `to` agree with `range` before `depth`.
   * Positions with the same next token are looked up together, so what they share is compared once.
   */
  private findRanks(
    added: Int32Array,
    ranks: Int32Array,
    from: number,
    to: number,
    range: RankRange,
    depth: number,
  ): void {
    if (range.start === range.endExclusive) {
      ranks.fill(range.start, from, to);
      return;
    }
    const { tokens } = this.corpus;
    const offset = this.order.first + depth * this.order.step;
    const keys = this.keysOf();
    const keyAt = (i: number): number => keys[tokens[added[i]! + offset]!]!;
    let rest = range;
    for (let i = from; i < to; ) {
      const key = depth > maxContextTokens ? separator : keyAt(i);
      let end = i + 1;
      while (end < to && (depth > maxContextTokens || keyAt(end) === key)) end++;
      const same = depth > maxContextTokens ? rest : this.gallop(rest, depth, key);
      // A context ends where its file starts; what is left to compare is the origin.
      if (key === separator) this.findByOrigin(added, ranks, i, end, same);
      else this.findRanks(added, ranks, i, end, same, depth + 1);
      rest = { start: same.endExclusive, endExclusive: range.endExclusive };
      i = end;
    }
  }

  private findByOrigin(
    added: Int32Array,
    ranks: Int32Array,
    from: number,
    to: number,
    { start, endExclusive }: RankRange,
  ): void {
    let low = start;
    for (let i = from; i < to; i++) {
      for (let high = endExclusive; low < high; ) {
        const middle = (low + high) >>> 1;
        if (this.order.compareOrigin(this.ranked[middle]!, added[i]!) < 0) low = middle + 1;
        else high = middle;
      }
      ranks[i] = low;
    }
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
