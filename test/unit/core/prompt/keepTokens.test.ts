import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepEnd, keepStart } from '../../../../src/core/prompt/keepTokens.ts';
import type { TokenCounter } from '../../../../src/core/prompt/tokenCounter.ts';
import { sourceText } from '../../../support/arbitraryText.ts';

/** Counts words and line ends. */
const words: TokenCounter = { count: text => text.match(/\S+|\n/g)?.length ?? 0 };

describe('the end of a text', () => {
  test.each([
    [9, 'one two\nthree\nfour five│'],
    [5, 'three\nfour five│'.replace('three\n', 'three\n')],
    [3, 'four five│'],
    [1, ' five│'],
    [0, '│'],
  ])('with %i tokens', (tokens, expected) =>
    expect(`${keepEnd('one two\nthree\nfour five', tokens, words).text}│`).toBe(expected),
  );

  test('of a line alone begins between words', () =>
    expect(keepEnd(`start ${'word '.repeat(300)}end`, 3, words).text).toBe(' word word end'));

  test('a word that is endless is not cut', () =>
    expect(keepEnd('a'.repeat(20_000), 10, words).text).toBe(''));
});

describe('the start of a text', () => {
  test.each([
    [9, '│one two\nthree\nfour five'],
    [5, '│one two\nthree\n'],
    [3, '│one two\n'],
    [1, '│one'],
    [0, '│'],
  ])('with %i tokens', (tokens, expected) =>
    expect(`│${keepStart('one two\nthree\nfour five', tokens, words).text}`).toBe(expected),
  );
});

test('what is kept is an end or a start, counted right, and all of it when it fits', () => {
  fc.assert(
    fc.property(sourceText, fc.integer({ min: 0, max: 300 }), (text, tokens) => {
      const end = keepEnd(text, tokens, words);
      const start = keepStart(text, tokens, words);
      expect(text.endsWith(end.text)).toBe(true);
      expect(text.startsWith(start.text)).toBe(true);
      for (const kept of [end, start]) {
        expect(kept.tokens).toBeLessThanOrEqual(tokens);
        expect(words.count(kept.text)).toBeLessThanOrEqual(kept.tokens);
      }
    }),
  );
});
