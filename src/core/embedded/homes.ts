/** Places in the pool that share a number. */
const stretchBits = 8;
/** Two bytes are enough for so many numbers. */
const shortNumbers = 1 << 16;
/** New files come after those that are there. */
const spareRoom = 1.05;

/** About where in a pool each position lies, in two bytes. What it says of positions that are not there means nothing. */
export class Homes {
  private stretches: Uint16Array | Uint32Array = new Uint16Array(1 << 10);

  get memoryBytes(): number {
    return this.stretches.byteLength;
  }

  /** Where the stretch starts that a position was put into. */
  of(position: number): number {
    return this.stretches[position]! << stretchBits;
  }

  set(position: number, at: number): void {
    this.reserve(position, at);
    this.stretches[position] = at >>> stretchBits;
  }

  /** Positions lie side by side, the first one at `at`. */
  put(positions: Int32Array, at: number): void {
    let last = 0;
    for (let i = 0; i < positions.length; i++) last = Math.max(last, positions[i]!);
    this.reserve(last, at + positions.length);
    const { stretches } = this;
    for (let i = 0; i < positions.length; i++) {
      stretches[positions[i]!] = (at + i) >>> stretchBits;
    }
  }

  /** Makes room for positions up to this one that lie no farther back than `at`. */
  private reserve(position: number, at: number): void {
    const { stretches } = this;
    const isLong = stretches instanceof Uint32Array;
    const mustBeLong = isLong || at >>> stretchBits >= shortNumbers;
    if (position < stretches.length && mustBeLong === isLong) return;
    const capacity = Math.max(stretches.length, Math.ceil((position + 1) * spareRoom));
    this.stretches = mustBeLong ? new Uint32Array(capacity) : new Uint16Array(capacity);
    this.stretches.set(stretches);
  }
}
