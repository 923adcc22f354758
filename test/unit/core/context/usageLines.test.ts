import { expect, test } from 'vitest';
import { declaredIn, usageLines } from '../../../../src/core/context/usageLines.ts';

const lines = `import { total } from './cart';

export function receipt(cart) {
  const sum = total(cart);
  return print(sum);
}

const subtotal = totals(1);
a.total();`.split('\n');

function usages(name: string, most = 9): string[] {
  return usageLines(lines, name, most).map(
    ({ startLine, endLineExclusive }) => `${startLine}-${endLineExclusive}`,
  );
}

test('usages are whole words outside imports, with the lines around them; neighbours are one', () => {
  expect(usages('total')).toEqual(['1-9']);
  expect(usages('print')).toEqual(['2-7']);
});

test('what declares a name is no usage, and no more are given than asked for', () => {
  expect(usages('receipt')).toEqual([]);
  expect(usageLines(['  f(x)', '', '', '', '', '', 'f(y);'], 'f', 1)).toHaveLength(1);
});

test('a selection is about the first name that it declares', () => {
  expect(declaredIn(lines, 1, 5)).toEqual({ name: 'receipt', line: 2, column: 16 });
  expect(declaredIn(lines, 3, 3)).toBeUndefined();
});
