import { expect, test } from 'vitest';
import { untilAborted } from '../../../src/base/untilAborted.ts';

async function* numbers(): AsyncGenerator<number> {
  yield 1;
  yield 2;
}

async function* oneThenNothing(): AsyncGenerator<number> {
  yield 1;
  await new Promise(() => {});
}

async function collect(source: AsyncIterable<number>): Promise<number[]> {
  const seen: number[] = [];
  for await (const value of source) seen.push(value);
  return seen;
}

test('passes on what comes', async () => {
  const { signal } = new AbortController();
  expect(await collect(untilAborted(numbers(), signal))).toEqual([1, 2]);
});

test('ends at an abort, though the source hangs', async () => {
  const abort = new AbortController();
  const collected = collect(untilAborted(oneThenNothing(), abort.signal));
  await Promise.resolve();
  abort.abort();
  expect((await collected).length).toBeLessThanOrEqual(1);
});

test('passes on a failure', async () => {
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken')) }),
  };
  const { signal } = new AbortController();
  await expect(collect(untilAborted(source, signal))).rejects.toThrow('broken');
});
