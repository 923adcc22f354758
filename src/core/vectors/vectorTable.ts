import type { QuantisedVector } from './quantise.ts';

/** Rows of a page: a table grows without being copied. */
const pageRows = 1024;

/** Quantised vectors of one length by number of their row; a row that was freed is given out again. */
export class VectorTable {
  private readonly pages: Int8Array[] = [];
  private readonly scales: number[] = [];
  private readonly free: number[] = [];

  constructor(readonly dimensions: number) {}

  /** Rows in use. */
  get length(): number {
    return this.scales.length - this.free.length;
  }

  add({ scale, values }: QuantisedVector): number {
    const row = this.free.pop() ?? this.scales.length;
    this.scales[row] = scale;
    const page = Math.floor(row / pageRows);
    this.pages[page] ??= new Int8Array(pageRows * this.dimensions);
    this.pages[page].set(values, (row % pageRows) * this.dimensions);
    return row;
  }

  remove(row: number): void {
    this.free.push(row);
  }

  /** The cosine of the angle between a row and a vector: 1 for the same direction. */
  similarity(row: number, { scale, values }: QuantisedVector): number {
    const page = this.pages[Math.floor(row / pageRows)]!;
    const from = (row % pageRows) * this.dimensions;
    const { length } = values;
    // Two sums that are said to be whole numbers of 32 bits take two thirds of the time; 100,000 components would fit.
    let [even, odd] = [0, 0];
    let at = 0;
    for (; at + 1 < length; at += 2) {
      even = (even + ((page[from + at]! * values[at]!) | 0)) | 0;
      odd = (odd + ((page[from + at + 1]! * values[at + 1]!) | 0)) | 0;
    }
    if (at < length) even += page[from + at]! * values[at]!;
    return (even + odd) * scale * this.scales[row]!;
  }
}
