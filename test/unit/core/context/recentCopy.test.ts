import { describe, expect, test } from 'vitest';
import { type CopiedLines, RecentCopy } from '../../../../src/core/context/recentCopy.ts';

function copied(text: string, startLine = 0): CopiedLines {
  const endLineExclusive = startLine + text.split('\n').length;
  return { uri: 'file:///shop/price.ts', startLine, endLineExclusive, text };
}

const price = copied('const price = count * each;');
const elsewhere = 'file:///shop/order.ts';

describe('what was copied last', () => {
  let now = 0;
  const copies = () => {
    now = 0;
    return new RecentCopy({ now: () => now });
  };

  test('is there for a minute, in other files', () => {
    const copy = copies();
    copy.note(price);
    expect(copy.get(elsewhere)).toBe(price);
    expect(copy.get(price.uri)).toBeUndefined();
    now = 60_000;
    expect(copy.get(elsewhere)).toBe(price);
    now = 60_001;
    expect(copy.get(elsewhere)).toBeUndefined();
  });

  test('gives way to the next, and the minute begins again', () => {
    const copy = copies();
    copy.note(price);
    now = 50_000;
    const other = copied('const total = sum(prices);', 4);
    copy.note(other);
    now = 100_000;
    expect(copy.get(elsewhere)).toBe(other);
  });

  test.each([
    ['a word', copied('  price  ')],
    ['most of a file', copied('const price = 1;\n'.repeat(60))],
    ['what is no code', undefined],
  ])('is nothing after %s was copied', (_what, lines) => {
    const copy = copies();
    copy.note(price);
    copy.note(lines);
    expect(copy.get(elsewhere)).toBeUndefined();
  });
});
