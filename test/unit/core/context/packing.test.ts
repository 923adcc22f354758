import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packSnippets } from '../../../../src/core/context/packing.ts';
import { rankSnippets } from '../../../../src/core/context/rankSnippets.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';
import { splitRuns } from '../../../../src/core/text/lineRuns.ts';

/** A token a character, so that a picture can be counted. */
const counter = { count: (text: string) => text.length };

function snippet(
  path: string,
  startLine: number,
  text: string,
  rest: Partial<Snippet> = {},
): Snippet {
  const endLineExclusive = startLine + text.split('\n').length;
  return {
    kind: 'declaration',
    uri: path,
    path,
    startLine,
    endLineExclusive,
    text,
    score: 0.5,
    ...rest,
  };
}

function packed(maxTokens: number, ...snippets: Snippet[]): string[] {
  return packSnippets(rankSnippets(snippets), maxTokens, counter).files.map(
    ({ path, runs, text }) =>
      `${path} ${runs.map(run => `${run.startLine}-${run.endLineExclusive}`).join(',')}: ${text.trimEnd().replaceAll('\n', '|')}`,
  );
}

describe('what is packed', () => {
  test('is what is worth most for a token', () =>
    expect(
      packed(16, snippet('a', 0, 'a long line here'), snippet('b', 0, 'short', { score: 0.4 })),
    ).toEqual(['b 0-1: short']));

  test('of one file stands together, in its order, each line once', () =>
    expect(
      packed(
        99,
        snippet('a', 7, 'seven'),
        snippet('a', 2, 'second\nthird'),
        snippet('a', 3, 'third\nfourth'),
      ),
    ).toEqual(['a 2-5,7-8: second|third|fourth|seven']));

  test('has the head of its type above it, once', () => {
    const within = { startLine: 1, text: 'class Store {' };
    expect(
      packed(99, snippet('a', 4, '  add()', { within }), snippet('a', 6, '  remove()', { within })),
    ).toEqual(['a 1-2,4-5,6-7: class Store {|  add()|  remove()']);
  });

  test('is a skeleton where there is no room for bodies', () => {
    const code = snippet('a', 0, 'open() {\n  a long body\n}\nclose() {\n  a long body too\n}', {
      kind: 'similar',
    });
    expect(packed(26, code)).toEqual(['a 0-1,2-4,5-6: open() {|}|close() {|}']);
  });

  test('says nothing twice', () =>
    expect(packed(99, snippet('a', 0, 'same line'), snippet('b', 5, '  same line'))).toEqual([
      'a 0-1: same line',
    ]));
});

test('every snippet has a verdict that says why it is left out', () => {
  const { verdicts } = packSnippets(
    rankSnippets([
      snippet('a', 0, 'same line'),
      snippet('b', 0, 'same line'),
      snippet('c', 0, 'a line for which there is no room'),
    ]),
    12,
    counter,
  );
  expect(verdicts.map(({ ranked, leftOut }) => [ranked.snippet.path, leftOut])).toEqual([
    ['a', undefined],
    ['b', 'shown'],
    ['c', 'budget'],
  ]);
});

const anySnippet = fc.record({
  path: fc.constantFrom('a', 'b', 'c'),
  startLine: fc.nat(30),
  count: fc.integer({ min: 1, max: 8 }),
  kind: fc.constantFrom('similar', 'declaration', 'openEditor') as fc.Arbitrary<Snippet['kind']>,
  score: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('a packing keeps to its budget, to the files, and to its input', () =>
  fc.assert(
    fc.property(fc.array(anySnippet), fc.nat(400), (drawn, maxTokens) => {
      const lineOf = (path: string, line: number) => `${path} line ${line * line}`;
      const snippets = drawn.map(({ path, startLine, count, kind, score }) => {
        const lines = Array.from({ length: count }, (_, at) => lineOf(path, startLine + at));
        return snippet(path, startLine, lines.join('\n'), { kind, score });
      });
      const pack = () => packSnippets(rankSnippets(snippets), maxTokens, counter);
      const { files, tokens, verdicts } = pack();
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      expect(counter.count(files.map(({ text }) => text).join(''))).toBeLessThanOrEqual(tokens);
      expect(verdicts).toHaveLength(snippets.length);
      for (const { path, runs, text } of files) {
        const numbers = runs.flatMap(({ startLine, endLineExclusive }) =>
          Array.from({ length: endLineExclusive - startLine }, (_, at) => startLine + at),
        );
        expect(text).toBe(numbers.map(line => `${lineOf(path, line)}\n`).join(''));
      }
      expect(pack()).toEqual({ files, tokens, verdicts });
    }),
  ));

test('runs are split at a line', () => {
  const runs = [
    { startLine: 2, endLineExclusive: 4 },
    { startLine: 7, endLineExclusive: 9 },
  ];
  expect(splitRuns(runs, 3)).toEqual({
    first: [runs[0], { startLine: 7, endLineExclusive: 8 }],
    rest: [{ startLine: 8, endLineExclusive: 9 }],
  });
});
