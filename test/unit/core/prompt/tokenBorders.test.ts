import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tokenChunks } from '../../../../src/core/prompt/tokenBorders.ts';
import type { Tokenizer } from '../../../../src/core/prompt/tokenizer.ts';
import { loadTokenizer } from '../../../../src/node/tokenizer.ts';
import { sourceText } from '../../../support/arbitraryText.ts';
import { tokenizerFiles } from '../../../support/tokenizerFiles.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(tokenizerFiles);
});

/** The text with a bar at each border inside it. */
function cut(text: string): string {
  return [...tokenChunks(text)].join('|');
}

describe('pieces of a text', () => {
  test.each([
    ['a\nb\n', 'a\n|b\n'],
    ['if (a) {\n  b();\n}\n', 'if (a) {\n|  b();\n|}\n'],
    ['a\n\n\n  b', 'a\n\n\n|  b'],
    ['a;\n// b\nc', 'a;\n// b\n|c'],
    ['a\n   // b', 'a\n|   // b'],
    ['a\n   \nb', 'a\n   \n|b'],
    ['a\r\nb\r\n\r\nc', 'a\r\n|b\r\n\r\n|c'],
    ['', ''],
  ])('%j', (text, expected) => expect(cut(text)).toBe(expected));

  test('a long line is cut after words', () => {
    const line = 'some words, and-more(than) one; '.repeat(40);
    const pieces = [...tokenChunks(line)];
    expect(pieces.join('')).toBe(line);
    expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(270);
  });

  test('a stretch without a border stays whole', () => {
    expect([...tokenChunks('a'.repeat(9000))]).toEqual(['a'.repeat(9000)]);
  });
});

test('the tokens of the pieces are the tokens of the text', () => {
  fc.assert(
    fc.property(sourceText, text => {
      const pieces = [...tokenChunks(text)];
      expect(pieces.join('')).toBe(text);
      expect(pieces.flatMap(piece => tokenizer.encode(piece).ids)).toEqual(
        tokenizer.encode(text).ids,
      );
    }),
    { numRuns: 1000 },
  );
});
