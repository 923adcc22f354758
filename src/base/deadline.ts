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
