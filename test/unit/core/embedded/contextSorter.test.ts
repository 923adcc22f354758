import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../bench/seededRandom.ts';
import { maxContextTokens, type Reading } from '../../../../src/core/embedded/contextOrder.ts';
import { ContextSorter } from '../../../../src/core/embedded/contextSorter.ts';

/** A text over few numbers in which long pieces come again; 0 separates files and is its last number. */
function textOf(seed: number, length: number, alphabet: number): Int32Array {
  const random = seededRandom(seed);
  const text = [0];
  while (text.length < length) {
    const from = Math.floor(random() * text.length);
    if (random() < 0.05) text.push(...text.slice(from, from + 60));
    else text.push(random() < 0.01 ? 0 : 1 + Math.floor(random() * (alphabet - 1)));
  }
  return Int32Array.from([...text, 0]);
}

/** Compares two places number by number, as far as a context goes. */
function compare(text: Int32Array, reading: Reading, a: number, b: number): number {
  for (let depth = 0; depth < maxContextTokens; depth++) {
    const step = reading === 'backwards' ? -1 - depth : depth;
    const difference = text[a + step]! - text[b + step]!;
    if (difference !== 0) return difference;
    if (text[a + step] === 0) break;
  }
  return a - b;
}

describe('sorting places by what stands around them', () => {
  test('is what comparing them one by one gives', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2000, max: 9000 }));
    const alphabet = fc.constantFrom(2, 5, 40, 3000);
    const reading = fc.constantFrom<Reading>('backwards', 'forwards');
    fc.assert(
      fc.property(fc.nat(), size, alphabet, reading, (seed, length, alphabet, reading) => {
        const text = textOf(seed, length, alphabet);
        const places = Int32Array.from({ length: text.length - 2 }, (_, i) => i + 1);
        const expected = places.slice().sort((a, b) => compare(text, reading, a, b));
        for (const _ of new ContextSorter(text, places, alphabet, reading).sort());
        expect(places).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
