/** A rank's block is found by a step of this many ranks, then by looking on. */
const hintShift = 9;

/** Blocks of a list that lie somewhere in a pool, in the order of their ranks. */
export class BlockOrder {
  /** Where each block lies: its place in the pool. */
  readonly places: Int32Array;
  /** The first rank of each block, and the number of all. */
  readonly starts: Int32Array;
  private readonly hints: Int32Array;
  /** The block that lies at each place. */
  private readonly blockAt: Int32Array;

  /** The pool has `poolPlaces` places, some of them free. */
  constructor(places: readonly number[], sizes: readonly number[], poolPlaces: number) {
    this.places = Int32Array.from(places);
    this.starts = new Int32Array(places.length + 1);
    this.blockAt = new Int32Array(poolPlaces);
    for (let block = 0; block < places.length; block++) {
      this.starts[block + 1] = this.starts[block]! + sizes[block]!;
      this.blockAt[places[block]!] = block;
    }
    this.hints = new Int32Array((this.length >>> hintShift) + 1);
    for (let i = 0, block = 0; i < this.hints.length; i++) {
      while (block + 1 < places.length && this.starts[block + 1]! <= i << hintShift) block++;
      this.hints[i] = block;
    }
  }

  get length(): number {
    return this.starts[this.starts.length - 1]!;
  }

  get memoryBytes(): number {
    return (this.places.length + this.starts.length + this.blockAt.length) * 4;
  }

  blockOf(rank: number): number {
    const { starts } = this;
    let block = this.hints[rank >>> hintShift]!;
    while (starts[block + 1]! <= rank) block++;
    return block;
  }

  /** The first rank of the block at a place. */
  startAt(place: number): number {
    return this.starts[this.blockAt[place]!]!;
  }

  /** How many positions are in the block at a place. */
  sizeAt(place: number): number {
    const block = this.blockAt[place]!;
    return this.starts[block + 1]! - this.starts[block]!;
  }
}
