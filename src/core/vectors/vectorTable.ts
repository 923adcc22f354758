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
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += page[from + at]! * values[at]!;
    return sum * scale * this.scales[row]!;
  }
}
