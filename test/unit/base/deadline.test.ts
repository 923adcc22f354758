import { expect, test } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { doneWithin } from '../../../src/base/deadline.ts';

/** A clock whose only delay ends when the test says so, or when its signal aborts. */
function clockOfOne(): { readonly clock: Clock; readonly strike: () => void } {
  let strike = () => {};
  const delay = (_: number, signal?: AbortSignal) =>
    new Promise<void>(resolve => {
      strike = resolve;
      signal?.addEventListener('abort', () => resolve());
    });
  return { clock: { now: () => 0, delay }, strike: () => strike() };
}

const never = () => new Promise<string>(() => {});
const open = new AbortController().signal;

test('what is done stays in its order, whatever is done first', async () => {
  const { clock } = clockOfOne();
  let second = (_: string) => {};
  const works = [() => new Promise<string>(resolve => (second = resolve)), async () => 'quick'];
  const given = doneWithin(clock, 500, open, works);
  second('slow');
  expect(await given).toEqual(['slow', 'quick']);
});

test('what is late is left out and hears of it; the rest is used', async () => {
  const { clock, strike } = clockOfOne();
  const heard: boolean[] = [];
  const late = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => heard.push(true));
    return never();
  };
  const given = doneWithin(clock, 500, open, [async () => 'found', late]);
  await Promise.resolve();
  strike();
  expect(await given).toEqual(['found', undefined]);
  expect(heard).toEqual([true]);
});

test('who asked can stop it', async () => {
  const { clock } = clockOfOne();
  const asked = new AbortController();
  const given = doneWithin(clock, 500, asked.signal, [async () => 'found', never]);
  await Promise.resolve();
  asked.abort();
  expect(await given).toEqual(['found', undefined]);
});

test('a work that fails before the deadline fails all, one that fails after it nothing', async () => {
  const { clock, strike } = clockOfOne();
  const failing = () => Promise.reject(new Error('broken'));
  await expect(doneWithin(clock, 500, open, [failing, never])).rejects.toThrow('broken');
  let fail = (_: Error) => {};
  const later = () => new Promise<string>((_, reject) => (fail = reject));
  const given = doneWithin(clock, 500, open, [later]);
  strike();
  expect(await given).toEqual([undefined]);
  fail(new Error('broken'));
});
