import { expect, test } from 'vitest';
import { collectGarbage, keepHeapNear } from '../../../src/node/collectGarbage.ts';

test('what lives is collected once, not between any two steps', () => {
  collectGarbage();
  expect(keepHeapNear(0)).toBe(false);
  const kept = new Array(process.memoryUsage().heapTotal / 8).fill(0.5);
  expect(keepHeapNear(0)).toBe(true);
  expect(keepHeapNear(0)).toBe(false);
  expect(kept.at(-1)).toBe(0.5);
});

test('a heap below its bound is left alone', () => {
  expect(keepHeapNear(Number.POSITIVE_INFINITY)).toBe(false);
});
