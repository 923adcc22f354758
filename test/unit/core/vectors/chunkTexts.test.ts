import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf } from '../../../../src/core/context/chunks.ts';
import { findSecrets } from '../../../../src/core/outbound/secrets/findSecrets.ts';
import { chunkTexts } from '../../../../src/core/vectors/chunkTexts.ts';

const wide = { prefix: '', maxTokens: 1000 };

test('a model reads the path and the lines of each chunk, without carriage returns', () => {
  const chunks = [
    { startLine: 0, endLineExclusive: 2 },
    { startLine: 2, endLineExclusive: 3 },
  ];
  expect(
    chunkTexts('src/a.ts', 'one\r\ntwo\r\nthree', chunks, { ...wide, prefix: 'code: ' }),
  ).toEqual([
    expect.objectContaining({
      text: 'code: src/a.ts\none\ntwo',
      startLine: 0,
      endLineExclusive: 2,
    }),
    expect.objectContaining({ text: 'code: src/a.ts\nthree', startLine: 2, endLineExclusive: 3 }),
  ]);
});

test('of a chunk that is too long the first lines are read, of one without a line that fits nothing', () => {
  const chunks = [{ startLine: 0, endLineExclusive: 3 }];
  const [first] = chunkTexts('a', `one\n${'two '.repeat(100)}\nthree`, chunks, {
    ...wide,
    maxTokens: 50,
  });
  expect(first).toMatchObject({ text: 'a\none', endLineExclusive: 1 });
  expect(chunkTexts('a', 'long '.repeat(100), chunks, { ...wide, maxTokens: 50 })).toEqual([]);
});

test('no text is over the limit, and each is whole lines of its file', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '7', '{', 'ß'), maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 60 }),
      fc.integer({ min: 4, max: 80 }),
      (lines, maxTokens) => {
        const text = lines.join('\n');
        for (const one of chunkTexts('p', text, chunksOf(lines), { prefix: '', maxTokens })) {
          expect(one.text).toBe(
            ['p', ...lines.slice(one.startLine, one.endLineExclusive)].join('\n'),
          );
          expect(one.tokens).toBeLessThanOrEqual(maxTokens);
        }
      },
    ),
  );
});

test('a piece of a secret that can’t be told from code without its surroundings is not read', () => {
  const key = [
    '-----BEGIN RSA PRIVATE KEY-----',
    ...Array.from({ length: 4 }, (_, at) => `canary${at}${'A'.repeat(50)}`),
    '-----END RSA PRIVATE KEY-----',
  ];
  const text = ['const port = 1;', ...key, 'const host = 2;'].join('\n');
  const cut = (from: number, to: number) =>
    chunkTexts('a.ts', text, [{ startLine: from, endLineExclusive: to }], wide);
  expect(findSecrets(text).length).toBeGreaterThan(0);
  expect(cut(2, 4)).toEqual([]);
  expect(cut(0, 1)).toHaveLength(1);
  // Whole, the gate knows it and masks it.
  expect(cut(0, 8)).toHaveLength(1);
});
