import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RankedBlocks } from '../../../../src/core/embedded/rankedBlocks.ts';

/** Where something happens in the list, as a part of its length, and how often at most in a row. */
const change = fc.record({
  isRemoval: fc.boolean(),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  every: fc.integer({ min: 1, max: 40 }),
  count: fc.integer({ min: 1, max: 900 }),
});

const ranksOf = (length: number, from: number, every: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(from * length) + i * every);

describe('a list of positions in blocks', () => {
  test('is what a plain list would be after any changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.array(change, { maxLength: 10 }),
        (size, changes) => {
          let plain = Array.from({ length: size }, (_, i) => i * 3);
          const blocks = new RankedBlocks(Int32Array.from(plain));
          let fresh = 1_000_000;
          for (const { isRemoval, from, every, count } of changes) {
            const ranks = ranksOf(plain.length, from, every, count);
            if (isRemoval) {
              const inside = ranks.filter(rank => rank < plain.length);
              blocks.remove(Int32Array.from(inside, rank => plain[rank]!).sort());
              const gone = new Set(inside);
              plain = plain.filter((_, rank) => !gone.has(rank));
            } else {
              const within = ranks.map(rank => Math.min(rank, plain.length));
              const positions = within.map(() => fresh++);
              blocks.insert({
                ranks: Int32Array.from(within),
                positions: Int32Array.from(positions),
              });
              const before = new Map<number, number[]>();
              for (const [i, rank] of within.entries()) {
                before.set(rank, [...(before.get(rank) ?? []), positions[i]!]);
              }
              const old = plain;
              plain = old.flatMap((position, rank) => [...(before.get(rank) ?? []), position]);
              plain.push(...(before.get(old.length) ?? []));
            }
          }
          expect([...blocks.toArray()]).toEqual(plain);
          expect(blocks.length).toBe(plain.length);
          for (let rank = 0; rank < plain.length; rank += 97) {
            expect(blocks.at(rank)).toBe(plain[rank]);
            expect(blocks.rankOf(plain[rank]!)).toBe(rank);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps the order of positions that move', () => {
    const blocks = new RankedBlocks(Int32Array.from({ length: 5000 }, (_, i) => (i * 7) % 5000));
    const from = Int32Array.from({ length: 3000 }, (_, i) => i + 2000);
    blocks.move(from, 5);
    expect(blocks.at(299)).toBe(2098);
    expect(blocks.rankOf(2098)).toBe(299);
    blocks.move(
      from.map(position => position + 5),
      -5,
    );
    expect([...blocks.toArray()]).toEqual(Array.from({ length: 5000 }, (_, i) => (i * 7) % 5000));
  });

  test('finds the first of a kind in a range of ranks', () => {
    const blocks = new RankedBlocks(Int32Array.from({ length: 5000 }, (_, i) => i));
    expect(blocks.firstNot(0, 5000, position => position < 1234)).toBe(1234);
    expect(blocks.firstNot(1300, 5000, position => position < 1234)).toBe(1300);
    expect(blocks.firstNot(0, 900, position => position < 1234)).toBe(900);
    expect(blocks.firstNot(700, 700, () => true)).toBe(700);
  });
});
