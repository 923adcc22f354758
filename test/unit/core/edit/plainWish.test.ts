import { expect, test } from 'vitest';
import { plainWish } from '../../../../src/core/edit/plainWish.ts';

test.each([
  ['Organize imports', { kind: 'source.organizeImports' }],
  ['please clean up the imports.', { kind: 'source.organizeImports' }],
  ['sort my imports', { kind: 'source.sortImports' }],
  ['Remove all unused imports', { kind: 'source.removeUnusedImports' }],
  ['Rename total to sum.', { from: 'total', to: 'sum' }],
  ['rename `größe` into "size"', { from: 'größe', to: 'size' }],
])('%s is what the language does itself', (instruction, wish) =>
  expect(plainWish(instruction)).toEqual(wish),
);

test.each([
  'Sort imports by their length',
  'Organise imports and remove the log',
  'Rename total to sum and add a test',
  'Rename the total to sum of all',
  'Sort',
  '',
])('%j is more, or something else', instruction => expect(plainWish(instruction)).toBeUndefined());
