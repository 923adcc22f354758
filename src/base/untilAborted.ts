/** The values of an iteration until the signal aborts; then it ends at once, whatever the source is waiting for. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = whenAborted(signal);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise]);
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    aborted.dispose();
    // Not awaited: a source that does not hear would hold us up here.
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/** A promise that resolves (to nothing) when the signal aborts. */
export function whenAborted(signal: AbortSignal): {
  readonly promise: Promise<undefined>;
  dispose(): void;
} {
  let onAbort = () => {};
  const promise = new Promise<undefined>(resolve => {
    onAbort = () => resolve(undefined);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return { promise, dispose: () => signal.removeEventListener('abort', onAbort) };
}
