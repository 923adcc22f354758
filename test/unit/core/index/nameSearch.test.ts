import { expect, test } from 'vitest';
import { questionTerms } from '../../../../src/core/context/question/questionTerms.ts';
import { addText } from '../../../../src/core/index/addText.ts';
import { CodeIndex } from '../../../../src/core/index/codeIndex.ts';
import { shapeByLines } from '../../../../src/core/index/fileShape.ts';
import { searchNames } from '../../../../src/core/index/nameSearch.ts';
import { SegmentBuilder } from '../../../../src/core/index/segmentBuilder.ts';

function indexOf(texts: Readonly<Record<string, string>>): CodeIndex {
  const index = new CodeIndex();
  for (const [path, text] of Object.entries(texts)) {
    const builder = new SegmentBuilder();
    const { shape, declared } = shapeByLines(text);
    const facts = { filePath: path, path, hash: text, size: 0, mtimeMs: 0, hasSymbols: false };
    addText(builder, facts, text, shape, declared);
    index.addSegment(builder.build());
  }
  return index;
}

function names(index: CodeIndex, question: string): string[] {
  return searchNames(index.segments, questionTerms(question), 5).map(
    ({ name, path }) => `${name} in ${path}`,
  );
}

const shop = {
  'cart.ts': 'export function addToCart() {}\nexport function cartTotal() {}\n',
  'ship.ts': 'export function shippingCost() {}\nexport function shippingCostOfOldOrders() {}\n',
  'log.ts': 'export function log() {}\n',
};

test('names with most of the words come first, and words that nobody said count against a name', () => {
  expect(names(indexOf(shop), 'How is the cost of shipping computed?')).toEqual([
    'shippingCost in ship.ts',
    'shippingCostOfOldOrders in ship.ts',
  ]);
});

test('a file that is gone, or has changed, declares nothing of what it declared', () => {
  const index = indexOf({ ...shop, 'old.ts': 'export function shippingCost() {}\n' });
  index.removeFile('old.ts');
  expect(names(index, 'shippingCost')[0]).toBe('shippingCost in ship.ts');
  index.removeFile('ship.ts');
  expect(names(index, 'shippingCost')).toEqual([]);
});

test('what it finds depends on the texts, not on the order in which they came', () => {
  const reversed = Object.fromEntries(Object.entries(shop).reverse());
  const question = 'shipping cart total cost';
  expect(names(indexOf(reversed), question)).toEqual(names(indexOf(shop), question));
});
