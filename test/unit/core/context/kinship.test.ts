import { expect, test } from 'vitest';
import { kinship } from '../../../../src/core/context/kinship.ts';
import { LexicalIndex, queryAround } from '../../../../src/core/context/lexicalIndex.ts';

test.each([
  ['a.ts', 'b.tsx', 1],
  ['a.cpp', 'b.h', 1],
  ['a.foo', 'b.foo', 1],
  ['a.py', 'b.go', 0.6],
  ['a.ts', 'README.md', 0.25],
  ['README.md', 'other.md', 1],
])('%s and %s', (one, other, expected) => expect(kinship(one, other)).toBe(expected));

test('code of the same language comes before prose that says more', () => {
  const index = new LexicalIndex();
  index.setFile('README.md', 'The shoppingCart is a shoppingCart.\n');
  index.setFile('cart.ts', 'render(shoppingCart, page, header, footer);\n');
  const query = queryAround('const x = shoppingCart', '');
  const paths = (weightOf?: (path: string) => number) =>
    index.search(query, { limit: 9, ...(weightOf && { weightOf }) }).map(hit => hit.path);
  expect(paths()).toEqual(['README.md', 'cart.ts']);
  expect(paths(path => kinship('a.ts', path))).toEqual(['cart.ts', 'README.md']);
});
