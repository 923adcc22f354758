import { assert } from '../../base/assert.ts';

/** A half-open range of UTF-16 offsets: `start` is in it, `endExclusive` is not. */
export class OffsetRange {
  constructor(
    readonly start: number,
    readonly endExclusive: number,
  ) {
    assert(start <= endExclusive, `range ${start} to ${endExclusive} runs backwards`);
  }

  static ofLength(start: number, length: number): OffsetRange {
    return new OffsetRange(start, start + length);
  }

  static emptyAt(offset: number): OffsetRange {
    return new OffsetRange(offset, offset);
  }

  get length(): number {
    return this.endExclusive - this.start;
  }

  get isEmpty(): boolean {
    return this.start === this.endExclusive;
  }

  contains(offset: number): boolean {
    return this.start <= offset && offset < this.endExclusive;
  }

  /** True when the two share at least one offset, or an empty one lies strictly inside the other. */
  intersects(other: OffsetRange): boolean {
    return this.start < other.endExclusive && other.start < this.endExclusive;
  }

  delta(offset: number): OffsetRange {
    return new OffsetRange(this.start + offset, this.endExclusive + offset);
  }

  substring(text: string): string {
    return text.slice(this.start, this.endExclusive);
  }
}
