import type { Clock } from '../base/clock.ts';
import { ModelError, type ModelErrorKind } from '../core/model/modelError.ts';

/** Times that a request of each kind of failure is sent again. What a retry can't mend is not here. */
const retriesByKind: Partial<Record<ModelErrorKind, number>> = {
  rateLimited: 3,
  overloaded: 3,
  // A kept-alive connection that the server has just closed fails once; a server that is down, always.
  unreachable: 1,
};

const firstBackOffMs = 500;
const longestBackOffMs = 8000;
/** A server that asks for a longer pause is reported instead: nobody watches a spinner for a minute. */
const longestRetryAfterMs = 30_000;

/**
 * How long to wait before a failed request is sent again, or undefined when it should not be.
 * `attempt` counts from 0; `random` is from 0 to 1.
 */
export function retryDelayMs(error: unknown, attempt: number, random: number): number | undefined {
  if (!ModelError.is(error) || attempt >= (retriesByKind[error.kind] ?? 0)) return undefined;
  if (error.retryAfterMs !== undefined) {
    return error.retryAfterMs <= longestRetryAfterMs ? error.retryAfterMs : undefined;
  }
  const backOffMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** attempt);
  // Between half and whole, so that many clients do not come back at the same moment.
  return backOffMs * (0.5 + random / 2);
}

interface RetryTools<T> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** What the reader gets before a pause, and when it is over (0 ms). */
  readonly pause?: (error: unknown, delayMs: number) => T;
}

/**
 * Runs a stream again when it fails before its first part.
 * After the first part a failure is final: the reader has already seen the beginning.
 */
export async function* withRetry<T>(
  open: () => AsyncIterable<T>,
  { clock, random, signal, pause }: RetryTools<T>,
): AsyncGenerator<T> {
  for (let attempt = 0; ; attempt++) {
    let hasStarted = false;
    try {
      for await (const part of open()) {
        hasStarted = true;
        yield part;
      }
      return;
    } catch (error) {
      const delayMs = hasStarted ? undefined : retryDelayMs(error, attempt, random());
      if (delayMs === undefined || signal.aborted) throw error;
      if (pause) yield pause(error, delayMs);
      await clock.delay(delayMs, signal);
      if (signal.aborted) throw error;
      if (pause) yield pause(error, 0);
    }
  }
}
