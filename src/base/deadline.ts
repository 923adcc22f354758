import type { Clock } from './clock.ts';

/** Does work whose signal aborts after `ms`. What the work does then is its own affair; nothing is left running after it. */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const done = new AbortController();
  void clock.delay(ms, done.signal).then(() => late.abort());
  try {
    return await work(late.signal);
  } finally {
    done.abort();
  }
}

/**
 * What several works have come to once all are done, `ms` have passed or the signal aborts, in their order; undefined
 * for one that is late. Its own signal aborts then, and nobody waits for it.
 */
export async function doneWithin<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<(T | undefined)[]> {
  const over = new AbortController();
  const results: (T | undefined)[] = works.map(() => undefined);
  const all = works.map(async (work, at) => {
    results[at] = await work(over.signal);
  });
  const deadline = clock.delay(ms, AbortSignal.any([signal, over.signal]));
  try {
    await Promise.race([Promise.all(all), deadline]);
    return [...results];
  } finally {
    over.abort();
  }
}
