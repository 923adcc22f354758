import { describe, expect, test } from 'vitest';
import { causeOf, placesToAsk } from '../../../../src/core/nextEdit/places.ts';
import { regionAround } from '../../../../src/core/nextEdit/region.ts';
import { renamesIn, usesOf } from '../../../../src/core/nextEdit/renames.ts';
import { splitLines } from '../../../../src/core/text/lines.ts';
import { historyOf } from './pictures.ts';

const size = { above: 1, below: 2 };

function factsOf(before: string, after: string, cursorLine: number, problemLines: number[] = []) {
  const history = historyOf(before, after);
  return { uri: 'a.ts', text: after, lines: splitLines(after), cursorLine, history, problemLines };
}

function renames(before: string, after: string): string[] {
  return renamesIn({ before: [before], after: [after] }).map(({ from, to }) => `${from}→${to}`);
}

describe('a rename', () => {
  test('is one name in the place of another', () => {
    expect(renames('let total = 1;', 'let sum = 1;')).toEqual(['total→sum']);
    expect(renames('f(a1, b1) + a1', 'f(x1, y1) + x1')).toEqual(['a1→x1', 'b1→y1']);
  });

  test('is no keyword, no number, no more than a name, and none while the old name is still there', () => {
    expect(renames('let total', 'const total')).toEqual([]);
    expect(renames('f(12)', 'f(13)')).toEqual([]);
    expect(renames('f(total)', 'f(a.total)')).toEqual([]);
    expect(renames('f(total)', 'f(sum + more)')).toEqual([]);
    expect(renames('f(total, total)', 'f(sum, total)')).toEqual([]);
  });

  test('finds whole words only', () => {
    const uses = usesOf('sum', 'sum sums résum sum_ a.sum $sum');
    expect(uses.map(({ start }) => start)).toEqual([0, 22]);
  });
});

describe('places', () => {
  const filler = (count: number) => Array.from({ length: count }, (_, at) => `x${at};\n`).join('');
  const before = `let total = 0;\n${filler(6)}use(total);\n${filler(6)}last(total);\n`;
  const after = before.replace('total', 'sum');

  test('begin at the next use of a name that was changed', () => {
    const places = placesToAsk(factsOf(before, after, 0), size);
    expect(places).toEqual([
      {
        region: { start: 6, endExclusive: 10 },
        line: 7,
        why: 'rename',
        rename: { from: 'total', to: 'sum' },
      },
      { region: { start: 0, endExclusive: 3 }, line: 0, why: 'cursor' },
    ]);
  });

  test('stay at the cursor where a use is near', () => {
    const near = `let total = 0;\nuse(total);\n${filler(9)}last(total);\n`;
    const [place, ...others] = placesToAsk(factsOf(near, near.replace('total', 'sum'), 0), size);
    expect(place).toMatchObject({ region: { start: 0, endExclusive: 3 }, why: 'rename' });
    expect(others).toEqual([]);
  });

  test('are above when none is below', () => {
    const changed = before.replace('last(total)', 'last(sum)');
    const [place] = placesToAsk(factsOf(before, changed, 14), size);
    expect(place?.region).toEqual({ start: 6, endExclusive: 10 });
  });

  test('are the cursor, then an error elsewhere, when nothing was renamed', () => {
    const text = before.replace('x3;', 'x3();');
    const places = placesToAsk(factsOf(before, text, 4, [5, 12]), size);
    expect(places.map(({ region, why }) => `${why} ${region.start}`)).toEqual([
      'cursor 3',
      'problem 11',
    ]);
  });

  test('know where the new name was written', () => {
    const cause = causeOf(factsOf(before, after, 0), { from: 'total', to: 'sum' });
    expect(cause?.substring(after)).toBe('sum');
    expect(cause?.start).toBe(4);
  });
});

describe('a region', () => {
  const lines = (...texts: string[]) => ({ lines: texts });

  test('holds the lines around a line', () => {
    expect(regionAround(lines('a', 'b', 'c', 'd', 'e'), 2, size)).toEqual({
      start: 1,
      endExclusive: 5,
    });
    expect(regionAround(lines('a'), 0, size)).toEqual({ start: 0, endExclusive: 1 });
  });

  test('is smaller where lines are long, and none where one is too long', () => {
    const long = 'x'.repeat(3500);
    expect(regionAround(lines(long, 'b', 'c', long), 1, { above: 5, below: 5 })).toEqual({
      start: 0,
      endExclusive: 3,
    });
    expect(regionAround(lines('x'.repeat(7000)), 0, size)).toBeUndefined();
    expect(regionAround(lines(), 0, size)).toBeUndefined();
  });
});
