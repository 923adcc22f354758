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
    const stretch = at >>> stretchBits;
    if (position >= this.stretches.length) this.grow(position);
    if (stretch >= shortNumbers && this.stretches instanceof Uint16Array) {
      this.stretches = Uint32Array.from(this.stretches);
    }
    this.stretches[position] = stretch;
  }

  private grow(position: number): void {
    const { stretches } = this;
    const capacity = Math.ceil((position + 1) * spareRoom);
    this.stretches =
      stretches instanceof Uint16Array ? new Uint16Array(capacity) : new Uint32Array(capacity);
    this.stretches.set(stretches);
  }
}
