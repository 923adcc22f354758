import { describe, expect, test } from 'vitest';
import { growLines } from '../../../../src/core/edit/growLines.ts';
import type { SyntaxRange } from '../../../../src/core/syntax/growRange.ts';
import { lineStarts, splitLines } from '../../../../src/core/text/lines.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const code = `import { tax } from './tax';

export function total(items: Item[]): number {
  let sum = 0;
  for (const item of items) {
    sum += item.price;
    sum += tax(item);
  }
  return sum;
}

export const none = 0;
`;

/** The lines, from 1, that a selection of lines from 1 grows to. */
async function grown(first: number, last: number, text = code): Promise<[number, number]> {
  const starts = lineStarts(splitLines(text));
  const selected = { start: first - 1, endExclusive: last };
  const nodes = await syntaxTrees().answer({
    type: 'grow',
    source: { path: 'cart.ts', text },
    range: { start: starts[first - 1] ?? 0, endExclusive: starts[last] ?? text.length },
  });
  const { start, endExclusive } = growLines(selected, nodes as SyntaxRange | undefined, starts);
  return [start + 1, endExclusive];
}

describe('selected lines grow to whole statements', () => {
  test('a line inside a loop stays alone', async () => expect(await grown(6, 6)).toEqual([6, 6]));
  test('the head of a loop takes its body', async () => expect(await grown(5, 5)).toEqual([5, 8]));
  test('half a loop and what follows take the whole of it', async () =>
    expect(await grown(7, 9)).toEqual([5, 9]));
  test('two halves of the file take both', async () => expect(await grown(9, 12)).toEqual([3, 12]));
  test('so does a file with CRLF', async () =>
    expect(await grown(5, 5, code.replaceAll('\n', '\r\n'))).toEqual([5, 8]));
});

describe('what was selected stays', () => {
  const starts = Array.from({ length: 200 }, (_, line) => line * 10);
  const selected = { start: 50, endExclusive: 52 };

  test('where the syntax is not known', () =>
    expect(growLines(selected, undefined, starts)).toBe(selected));
  test('where it would take in far more', () =>
    expect(growLines(selected, { start: 0, endExclusive: 1990 }, starts)).toBe(selected));
  test('where the nodes are fewer than the lines', () =>
    expect(growLines(selected, { start: 505, endExclusive: 512 }, starts)).toEqual(selected));
});
