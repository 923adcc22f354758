import { byOrigin, type Corpus } from './corpus.ts';
import { separator } from './tokenIds.ts';

/** Contexts are compared over this many tokens; longer repetitions are copies of each other. */
export const maxContextTokens = 32;

/** Which tokens a position is sorted by: those before it, read backwards, or it and those after it. */
export type Reading = 'backwards' | 'forwards';

/** The token at depth 1, 2, … is `first + depth * step` places from the position. */
export function readingOf(reading: Reading): { readonly first: number; readonly step: number } {
  return reading === 'backwards' ? { first: 0, step: -1 } : { first: -1, step: 1 };
}

/** Order of two positions whose tokens around them are equal: by file, then by place. */
export function compareOrigin(corpus: Corpus, a: number, b: number): number {
  const slotA = corpus.slotAt(a);
  const slotB = corpus.slotAt(b);
  return slotA === slotB ? a - b : byOrigin(corpus.files[slotA]!, corpus.files[slotB]!);
}

/**
 * A number for each token, from 0 for the separator, in the order of `keys`; equal where those are equal.
 * Only the first `size` tokens count.
 */
export function ordinals(
  keys: Float64Array,
  size: number,
): { of: Int32Array; readonly count: number } {
  const sorted = keys.slice(0, size).sort();
  let count = 0;
  for (const key of sorted) {
    if (count === 0 || sorted[count - 1] !== key) sorted[count++] = key;
  }
  const of = new Int32Array(size);
  for (let token = 0; token < size; token++) {
    const key = keys[token]!;
    let low = 0;
    for (let high = count - 1; low < high; ) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < key) low = middle + 1;
      else high = middle;
    }
    of[token] = low;
  }
  if (of[separator] !== 0) throw new Error('The separator comes first in every order.');
  return { of, count };
}
