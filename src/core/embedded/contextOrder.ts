import type { Corpus } from './corpus.ts';
import { separator } from './tokenIds.ts';

/** Contexts are compared over this many tokens; longer repetitions are copies of each other. */
export const maxContextTokens = 32;

/** Which tokens a position is sorted by: those before it, read backwards, or it and those after it. */
export type Reading = 'backwards' | 'forwards';

/**
 * The order of positions by the tokens around them; by file and place where those are equal.
 * `keysOf` hands out the order of tokens: exact, or by skeleton class.
 */
export class ContextOrder {
  /** The token at depth 1, 2, … is `first + depth * step` places from the position. */
  readonly first: number;
  readonly step: number;

  constructor(
    private readonly corpus: Corpus,
    private readonly keysOf: () => Float64Array,
    reading: Reading,
  ) {
    this.first = reading === 'backwards' ? 0 : -1;
    this.step = reading === 'backwards' ? -1 : 1;
  }

  /** Three-way quicksort by the token `depth` places back, then one deeper among equals. */
  sort(positions: Int32Array, from: number, to: number, fromDepth = 1): void {
    const { tokens } = this.corpus;
    const { first, step } = this;
    const keys = this.keysOf();
    let start = from;
    let end = to;
    let depth = fromDepth;
    while (end - start > 12) {
      if (depth > maxContextTokens) {
        positions.subarray(start, end).sort((a, b) => this.compareOrigin(a, b));
        return;
      }
      const offset = first + depth * step;
      const pivot = medianKey(positions, start, end, p => keys[tokens[p + offset]!]!);
      let less = start;
      let greater = end;
      for (let i = start; i < greater; ) {
        const position = positions[i]!;
        const key = keys[tokens[position + offset]!]!;
        if (key < pivot) {
          positions[i++] = positions[less]!;
          positions[less++] = position;
        } else if (key > pivot) {
          greater--;
          positions[i] = positions[greater]!;
          positions[greater] = position;
        } else i++;
      }
      this.sort(positions, start, less, depth);
      this.sort(positions, greater, end, depth);
      start = less;
      end = greater;
      depth = pivot === separator ? maxContextTokens + 1 : depth + 1;
    }
    this.insertionSort(positions, start, end, depth);
  }

  private insertionSort(positions: Int32Array, start: number, end: number, depth: number): void {
    for (let i = start + 1; i < end; i++) {
      const position = positions[i]!;
      let j = i;
      for (; j > start && this.compare(positions[j - 1]!, position, depth) > 0; j--) {
        positions[j] = positions[j - 1]!;
      }
      positions[j] = position;
    }
  }

  /** Order of two positions whose contexts agree up to `fromDepth`. A context ends where its file starts. */
  compare(a: number, b: number, fromDepth = 1): number {
    const { tokens } = this.corpus;
    const { first, step } = this;
    const keys = this.keysOf();
    for (let depth = fromDepth; depth <= maxContextTokens; depth++) {
      const offset = first + depth * step;
      const keyA = keys[tokens[a + offset]!]!;
      const keyB = keys[tokens[b + offset]!]!;
      if (keyA !== keyB) return keyA < keyB ? -1 : 1;
      if (keyA === separator) break;
    }
    return this.compareOrigin(a, b);
  }

  compareOrigin(a: number, b: number): number {
    const { corpus } = this;
    const slotA = corpus.slotAt(a);
    const slotB = corpus.slotAt(b);
    if (slotA === slotB) return a - b;
    const fileA = corpus.files[slotA]!;
    const fileB = corpus.files[slotB]!;
    return fileA.pathKey - fileB.pathKey || (fileA.path < fileB.path ? -1 : 1);
  }
}

function medianKey(
  positions: Int32Array,
  start: number,
  end: number,
  keyOf: (position: number) => number,
): number {
  const a = keyOf(positions[start]!);
  const b = keyOf(positions[(start + end) >>> 1]!);
  const c = keyOf(positions[end - 1]!);
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
