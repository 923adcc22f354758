/** Positions that a block has room for. */
const blockSize = 1024;
/** Blocks start out not quite full, so that the first further positions find room. */
const startFill = 976;
/** A rank's block is found by a step of this many ranks, then by looking on. */
const hintShift = 9;

/** Texts of all files, and the order of their tokens. */
export interface Keyed {
  readonly tokens: Int32Array;
  readonly keys: Float64Array;
}

/** Positions, and for each the rank before which it comes. */
export interface Arrivals {
  /** Ascending. */
  readonly ranks: Int32Array;
  readonly positions: Int32Array;
}

/**
 * A long sorted list of positions, in blocks, so that a change moves only what is near it.
 * A rank is a place in the list.
 */
export class RankedBlocks {
  private pool = new Int32Array(0);
  /** Where each block lies in the pool, in the order of ranks. */
  private places: Int32Array;
  /** The first rank of each block, and the number of all. */
  private starts: Int32Array;
  private hints = new Int32Array(1);
  private readonly freePlaces: number[] = [];
  private usedPlaces = 0;

  /** The list holds what `ranked` has. */
  constructor(ranked: Int32Array = new Int32Array(0)) {
    const blocks = Math.ceil(ranked.length / startFill);
    this.pool = new Int32Array(Math.ceil(blocks * 1.02 + 2) * blockSize);
    this.places = Int32Array.from({ length: blocks }, (_, block) => block);
    this.usedPlaces = blocks;
    this.starts = new Int32Array(blocks + 1);
    for (let block = 0; block < blocks; block++) {
      const from = block * startFill;
      this.pool.set(ranked.subarray(from, from + startFill), block * blockSize);
      this.starts[block + 1] = Math.min(from + startFill, ranked.length);
    }
    this.hint();
  }

  get length(): number {
    return this.starts[this.starts.length - 1]!;
  }

  get memoryBytes(): number {
    return (this.pool.length + this.places.length * 2) * 4;
  }

  /** The position at a rank. */
  at(rank: number): number {
    const block = this.blockOf(rank);
    return this.pool[this.places[block]! * blockSize + rank - this.starts[block]!]!;
  }

  /** Another position takes a rank. */
  set(rank: number, position: number): void {
    const block = this.blockOf(rank);
    this.pool[this.places[block]! * blockSize + rank - this.starts[block]!] = position;
  }

  /** All positions by rank. */
  toArray(): Int32Array {
    const all = new Int32Array(this.length);
    for (let block = 0; block < this.places.length; block++) {
      const from = this.places[block]! * blockSize;
      const start = this.starts[block]!;
      all.set(this.pool.subarray(from, from + this.starts[block + 1]! - start), start);
    }
    return all;
  }

  /**
   * The first rank from `start` to `end` at which the token `offset` places on has at least `key`; `end` where none has.
   * Keys ascend over these ranks.
   */
  lowerBound(start: number, end: number, key: number, offset: number, keyed: Keyed): number {
    if (start >= end) return start;
    const { pool, places, starts } = this;
    const { tokens, keys } = keyed;
    let block = this.blockOf(start);
    for (let last = this.blockOf(end - 1); block < last; ) {
      const middle = (block + last + 1) >>> 1;
      if (keys[tokens[pool[places[middle]! * blockSize]! + offset]!]! < key) block = middle;
      else last = middle - 1;
    }
    const shift = places[block]! * blockSize - starts[block]!;
    let low = Math.max(start, starts[block]!);
    for (let high = Math.min(end, starts[block + 1]!); low < high; ) {
      const middle = (low + high) >>> 1;
      if (keys[tokens[pool[shift + middle]! + offset]!]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first rank from `start` to `end` whose position is not `before`; those that are come first. */
  firstNot(start: number, end: number, before: (position: number) => boolean): number {
    if (start >= end) return start;
    const { pool, places, starts } = this;
    let block = this.blockOf(start);
    for (let last = this.blockOf(end - 1); block < last; ) {
      const middle = (block + last + 1) >>> 1;
      if (before(pool[places[middle]! * blockSize]!)) block = middle;
      else last = middle - 1;
    }
    const shift = places[block]! * blockSize - starts[block]!;
    let low = Math.max(start, starts[block]!);
    for (let high = Math.min(end, starts[block + 1]!); low < high; ) {
      const middle = (low + high) >>> 1;
      if (before(pool[shift + middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert({ ranks, positions }: Arrivals): void {
    if (ranks.length === 0) return;
    if (this.places.length === 0) this.addFirstBlock();
    const places: number[] = [];
    const sizes: number[] = [];
    let next = 0;
    const last = this.places.length - 1;
    for (let block = 0; block <= last; block++) {
      const start = this.starts[block]!;
      const end = this.starts[block + 1]!;
      let to = next;
      // What comes after a block's last position goes into that block, or into the next one's front.
      while (to < ranks.length && (ranks[to]! < end || block === last)) to++;
      const place = this.places[block]!;
      if (to === next) {
        places.push(place);
        sizes.push(end - start);
        continue;
      }
      if (end - start + to - next <= blockSize) {
        this.squeezeIn(block, { ranks, positions }, next, to);
        places.push(place);
        sizes.push(end - start + to - next);
      } else this.store(this.merged(block, { ranks, positions }, next, to), place, places, sizes);
      next = to;
    }
    this.setBlocks(places, sizes);
  }

  /** Takes out what stands at some ranks, ascending. */
  remove(ranks: Int32Array): void {
    if (ranks.length === 0) return;
    const places: number[] = [];
    const sizes: number[] = [];
    let next = 0;
    for (let block = 0; block < this.places.length; block++) {
      const start = this.starts[block]!;
      const end = this.starts[block + 1]!;
      const place = this.places[block]!;
      const from = place * blockSize - start;
      let size = end - start;
      if (next < ranks.length && ranks[next]! < end) {
        let kept = ranks[next]!;
        while (next < ranks.length && ranks[next]! < end) {
          const gap = ranks[next++]! + 1;
          const until = next < ranks.length ? Math.min(ranks[next]!, end) : end;
          this.pool.copyWithin(from + kept, from + gap, from + until);
          kept += until - gap;
        }
        size = kept - start;
      }
      const before = sizes.length - 1;
      if (size === 0) this.freePlaces.push(place);
      else if (before >= 0 && sizes[before]! + size <= blockSize / 2) {
        const target = places[before]! * blockSize + sizes[before]!;
        this.pool.copyWithin(target, place * blockSize, place * blockSize + size);
        sizes[before]! += size;
        this.freePlaces.push(place);
      } else {
        places.push(place);
        sizes.push(size);
      }
    }
    this.setBlocks(places, sizes);
  }

  private blockOf(rank: number): number {
    const { starts } = this;
    let block = this.hints[rank >>> hintShift]!;
    while (starts[block + 1]! <= rank) block++;
    return block;
  }

  /** Adds to a block that has room, from the back; what stands between moves as a whole. */
  private squeezeIn(block: number, { ranks, positions }: Arrivals, from: number, to: number) {
    const { pool } = this;
    const offset = this.places[block]! * blockSize - this.starts[block]!;
    let oldEnd = offset + this.starts[block + 1]!;
    for (let i = to - 1; i >= from; i--) {
      const before = offset + ranks[i]!;
      const further = i - from + 1;
      pool.copyWithin(before + further, before, oldEnd);
      pool[before + further - 1] = positions[i]!;
      oldEnd = before;
    }
  }

  private merged(block: number, { ranks, positions }: Arrivals, from: number, to: number) {
    const start = this.starts[block]!;
    const size = this.starts[block + 1]! - start;
    const offset = this.places[block]! * blockSize;
    const merged = new Int32Array(size + to - from);
    let at = 0;
    let old = 0;
    for (let i = from; i < to; i++) {
      for (const stop = ranks[i]! - start; old < stop; old++) {
        merged[at++] = this.pool[offset + old]!;
      }
      merged[at++] = positions[i]!;
    }
    while (old < size) merged[at++] = this.pool[offset + old++]!;
    return merged;
  }

  /** Puts a list where one block was, in several blocks where it is too long. */
  private store(list: Int32Array, place: number, places: number[], sizes: number[]): void {
    const parts = Math.ceil(list.length / blockSize);
    const size = Math.ceil(list.length / parts);
    for (let part = 0; part < parts; part++) {
      const piece = list.subarray(part * size, (part + 1) * size);
      const target = part === 0 ? place : this.takePlace();
      this.pool.set(piece, target * blockSize);
      places.push(target);
      sizes.push(piece.length);
    }
  }

  private addFirstBlock(): void {
    this.setBlocks([this.takePlace()], [0]);
  }

  private takePlace(): number {
    const free = this.freePlaces.pop();
    if (free !== undefined) return free;
    if ((this.usedPlaces + 1) * blockSize > this.pool.length) {
      const grown = new Int32Array(Math.ceil(this.usedPlaces * 1.25 + 4) * blockSize);
      grown.set(this.pool);
      this.pool = grown;
    }
    return this.usedPlaces++;
  }

  private setBlocks(places: readonly number[], sizes: readonly number[]): void {
    this.places = Int32Array.from(places);
    this.starts = new Int32Array(sizes.length + 1);
    for (let block = 0; block < sizes.length; block++) {
      this.starts[block + 1] = this.starts[block]! + sizes[block]!;
    }
    this.hint();
  }

  private hint(): void {
    const { starts } = this;
    this.hints = new Int32Array((this.length >>> hintShift) + 1);
    let block = 0;
    for (let i = 0; i < this.hints.length; i++) {
      while (block + 1 < starts.length - 1 && starts[block + 1]! <= i << hintShift) block++;
      this.hints[i] = block;
    }
  }
}
