import { expect, test } from 'vitest';
import { pathsBelow } from '../../../../src/core/context/enginePaths.ts';
import { fuseSnippets } from '../../../../src/core/context/fuseSnippets.ts';
import { draftSearch } from '../../../../src/core/context/question/searchWords.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';

test.each([
  ['the repository itself', '/home/me/shop', 'src/a.ts', ['src/a.ts']],
  [
    'a part of it',
    '/home/me/mono/services/pay',
    'services/pay/src/a.ts',
    ['src/a.ts', 'services/pay/src/a.ts'],
  ],
  [
    'a path that begins with its name',
    '/home/me/shop',
    'shop/src/a.ts',
    ['src/a.ts', 'shop/src/a.ts'],
  ],
  ['backslashes and dots', '/c:/code/shop', '.\\shop\\a.ts', ['a.ts', 'shop/a.ts']],
  ['a way out', '/home/me/shop', '../secret/a.ts', []],
  ['no path', '/home/me/shop', '', []],
])('a folder that is %s', (_, folder, path, expected) => {
  expect(pathsBelow(folder, path)).toEqual(expected);
});

test('of a question the words leave that it is about, and nothing where there are none', () => {
  const draft = draftSearch('Where is the shippingCost of an order computed, and why in "x y"?');
  expect(draft?.messages.flatMap(({ parts }) => parts.map(({ text }) => text))).toEqual([
    'shippingcost ordercomputed order_computed shipping cost order computed',
  ]);
  expect(draftSearch('And why is that?')).toBeUndefined();
});

test('a secret in a question is no word to look for', () => {
  // Put together here, so that no scanner takes this file for a leak.
  const key = `ghp_${'Ab3dE6gH9'.repeat(4)}`;
  const draft = draftSearch(`Why does fetchOrders fail with ${key}?`);
  expect(JSON.stringify(draft)).toMatch(/fetchorders/);
  expect(JSON.stringify(draft)).not.toMatch(/ghp|ab3de6/i);
});

function snippet(uri: string, startLine: number, text: string): Snippet {
  const endLineExclusive = startLine + text.split('\n').length;
  return { kind: 'found', uri, path: uri, startLine, endLineExclusive, text, score: 1 };
}

test('what index and engine both found comes first, once, with the longer text', () => {
  const own = [snippet('a', 0, 'one'), snippet('b', 4, 'two\nthree\nfour')];
  const engine = [snippet('b', 5, 'three'), snippet('c', 0, 'five')];
  expect(fuseSnippets([own, engine]).map(({ uri, text }) => `${uri}: ${text}`)).toEqual([
    'b: two\nthree\nfour',
    'a: one',
    'c: five',
  ]);
});
