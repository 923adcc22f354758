import { expect, test } from 'vitest';
import { collectGarbage, collectGrown } from '../../../src/node/collectGarbage.ts';

test('what lives is collected once, not between any two steps', () => {
  collectGarbage();
  expect(collectGrown(4_000_000)).toBe(false);
  const kept = new Array(process.memoryUsage().heapTotal / 8).fill(0.5);
  expect(collectGrown(4_000_000)).toBe(true);
  expect(collectGrown(4_000_000)).toBe(false);
  expect(kept.at(-1)).toBe(0.5);
});

test('a heap that has grown less is left alone', () => {
  expect(collectGrown(Number.POSITIVE_INFINITY)).toBe(false);
});
