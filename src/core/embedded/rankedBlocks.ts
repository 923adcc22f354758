import { BlockOrder } from './blockOrder.ts';
import { Homes } from './homes.ts';

/** Positions that a block has room for. */
const blockBits = 10;
const blockSize = 1 << blockBits;
/** Blocks start out not quite full, so that the first further positions find room. */
const startFill = 976;
/** What was taken out since a position was put into its block has moved it forward by about so many at most. */
const slack = 32;

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
  private order: BlockOrder;
  private readonly homes = new Homes();
  private readonly freePlaces: number[] = [];
  private usedPlaces = 0;

  /** The list holds what `ranked` has. */
  constructor(ranked: Int32Array = new Int32Array(0)) {
    const blocks = Math.ceil(ranked.length / startFill);
    this.pool = new Int32Array(Math.ceil(blocks * 1.02 + 2) * blockSize);
    this.usedPlaces = blocks;
    const sizes: number[] = [];
    for (let block = 0; block < blocks; block++) {
      const part = ranked.subarray(block * startFill, (block + 1) * startFill);
      this.put(part, block * blockSize);
      sizes.push(part.length);
    }
    this.order = new BlockOrder([...sizes.keys()], sizes, blocks);
  }

  get length(): number {
    return this.order.length;
  }

  get memoryBytes(): number {
    return this.pool.length * 4 + this.order.memoryBytes + this.homes.memoryBytes;
  }

  /** The position at a rank. */
  at(rank: number): number {
    const { places, starts } = this.order;
    const block = this.order.blockOf(rank);
    return this.pool[places[block]! * blockSize + rank - starts[block]!]!;
  }

  /** The rank of a position that is in the list. */
  rankOf(position: number): number {
    const at = this.find(position);
    return this.order.startAt(at >>> blockBits) + (at & (blockSize - 1));
  }

  /** Positions in ascending order become others, `by` further on, and keep their ranks. */
  move(positions: Int32Array, by: number): void {
    // None takes a number that another one has at the time.
    const last = by > 0 ? positions.length - 1 : 0;
    for (let i = 0; i < positions.length; i++) {
      const position = positions[Math.abs(last - i)]!;
      const at = this.find(position);
      this.pool[at] = position + by;
      this.homes.set(position + by, at);
    }
  }

  /** Where a position that is in the list lies in the pool. */
  private find(position: number): number {
    const { pool } = this;
    const near = this.homes.of(position);
    const place = near >>> blockBits;
    const start = place * blockSize;
    const end = start + this.order.sizeAt(place);
    let at = near - slack;
    if (at < start || at >= end) at = start;
    for (let left = end - start; left > 0; left--) {
      if (pool[at] === position) return at;
      if (++at === end) at = start;
    }
    throw new Error(`There is no position ${position}.`);
  }

  /** All positions by rank. */
  toArray(): Int32Array {
    const { places, starts } = this.order;
    const all = new Int32Array(this.length);
    for (const [block, place] of places.entries()) {
      const from = place * blockSize;
      const start = starts[block]!;
      all.set(this.pool.subarray(from, from + starts[block + 1]! - start), start);
    }
    return all;
  }

  /** The first rank from `start` to `end` whose position is not `before`; those that are come first. */
  firstNot(start: number, end: number, before: (position: number) => boolean): number {
    if (start >= end) return start;
    const { pool, order } = this;
    const { places, starts } = order;
    let block = order.blockOf(start);
    for (let last = order.blockOf(end - 1); block < last; ) {
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
    if (this.order.places.length === 0) this.setBlocks([this.takePlace()], [0]);
    const { order } = this;
    const places: number[] = [];
    const sizes: number[] = [];
    let next = 0;
    const last = order.places.length - 1;
    for (let block = 0; block <= last; block++) {
      const start = order.starts[block]!;
      const end = order.starts[block + 1]!;
      let to = next;
      // What comes after a block's last position goes into that block, or into the next one's front.
      while (to < ranks.length && (ranks[to]! < end || block === last)) to++;
      const place = order.places[block]!;
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

  /** Takes out some positions that are in the list. */
  remove(positions: Int32Array): void {
    if (positions.length === 0) return;
    const ranks = positions.map(position => this.rankOf(position)).sort();
    const places: number[] = [];
    const sizes: number[] = [];
    const { order } = this;
    let next = 0;
    for (const [block, place] of order.places.entries()) {
      const start = order.starts[block]!;
      const end = order.starts[block + 1]!;
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
        const rest = this.pool.subarray(place * blockSize, place * blockSize + size);
        this.put(rest, places[before]! * blockSize + sizes[before]!);
        sizes[before]! += size;
        this.freePlaces.push(place);
      } else {
        places.push(place);
        sizes.push(size);
      }
    }
    this.setBlocks(places, sizes);
  }

  /** Adds to a block that has room, from the back; what stands between moves as a whole. */
  private squeezeIn(block: number, { ranks, positions }: Arrivals, from: number, to: number) {
    const { pool } = this;
    const { places, starts } = this.order;
    const offset = places[block]! * blockSize - starts[block]!;
    let oldEnd = offset + starts[block + 1]!;
    for (let i = to - 1; i >= from; i--) {
      const before = offset + ranks[i]!;
      const further = i - from + 1;
      pool.copyWithin(before + further, before, oldEnd);
      pool[before + further - 1] = positions[i]!;
      this.homes.set(positions[i]!, before + further - 1);
      oldEnd = before;
    }
  }

  private merged(block: number, { ranks, positions }: Arrivals, from: number, to: number) {
    const { places, starts } = this.order;
    const start = starts[block]!;
    const size = starts[block + 1]! - start;
    const offset = places[block]! * blockSize;
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
      this.put(piece, target * blockSize);
      places.push(target);
      sizes.push(piece.length);
    }
  }

  /** Puts positions into the pool. */
  private put(positions: Int32Array, at: number): void {
    this.pool.set(positions, at);
    this.homes.put(positions, at);
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
    this.order = new BlockOrder(places, sizes, this.usedPlaces);
  }
}
