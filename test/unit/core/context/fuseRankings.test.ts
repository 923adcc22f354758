import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuseRankings, type RankedLines } from '../../../../src/core/context/fuseRankings.ts';

/** `a:3-7` is lines 3 to 6 of `a`. */
function lines(text: string): RankedLines[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map(place => {
      const [path = '', range = ''] = place.split(':');
      const [startLine = 0, endLineExclusive = 0] = range.split('-').map(Number);
      return { path, startLine, endLineExclusive };
    });
}

function fused(...rankings: string[]): string {
  return fuseRankings(rankings.map(text => ({ weight: 1, lines: lines(text) })))
    .map(({ path, startLine, endLineExclusive }) => `${path}:${startLine}-${endLineExclusive}`)
    .join(' ');
}

test('what two rankings found comes before what one of them put first', () => {
  expect(fused('a:0-5 b:0-5', 'c:0-5 b:0-5')).toBe('b:0-5 a:0-5 c:0-5');
});

test('stretches that overlap are one find with the lines of both', () => {
  expect(fused('a:0-5 b:0-5', 'a:3-9')).toBe('a:0-9 b:0-5');
});

test('a stretch that joins two finds makes them one', () => {
  expect(fused('a:0-5 b:0-1 a:8-10', 'a:4-9')).toBe('a:0-10 b:0-1');
});

test('a second stretch of the same find adds nothing', () => {
  expect(fused('a:0-5 b:0-5', 'a:0-5 b:0-2 b:2-4 b:4-5')).toBe('a:0-5 b:0-5');
});

const place = fc
  .tuple(fc.constantFrom('a', 'b'), fc.nat(20), fc.integer({ min: 1, max: 6 }))
  .map(([path, start, length]) => ({ path, startLine: start, endLineExclusive: start + length }));

test('every line that was found is in just one find, and no other line is', () => {
  const covered = (finds: readonly RankedLines[]) =>
    finds.flatMap(({ path, startLine, endLineExclusive }) =>
      Array.from({ length: endLineExclusive - startLine }, (_, at) => `${path}:${startLine + at}`),
    );
  fc.assert(
    fc.property(fc.array(fc.array(place, { maxLength: 8 }), { maxLength: 3 }), rankings => {
      const finds = covered(fuseRankings(rankings.map(ranked => ({ weight: 1, lines: ranked }))));
      expect(new Set(finds).size).toBe(finds.length);
      expect(new Set(finds)).toEqual(new Set(covered(rankings.flat())));
    }),
  );
});
