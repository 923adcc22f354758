import { cleanStream } from '../core/model/cleanStream.ts';
import type { ModelRequest, StreamPart } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { TextFilter } from '../core/model/textFilter.ts';
import type { Endpoint } from './endpoint.ts';
import { withRetry } from './retry.ts';
import { toModelError } from './toModelError.ts';

/** Opens the stream once; the signal also aborts when the reader goes away early. */
export type OpenStream = (signal: AbortSignal) => AsyncIterable<StreamPart>;

/**
 * What all HTTP models do around their protocol: retry before the first part, filters, a complete end,
 * silence after an abort, and a closed connection when the reader leaves.
 */
export async function* runModel(
  endpoint: Endpoint,
  request: ModelRequest,
  open: OpenStream,
  filters: () => readonly TextFilter[],
): AsyncGenerator<StreamPart> {
  const abort = new AbortController();
  const onAbort = () => abort.abort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  let isOver = false;
  try {
    if (request.signal.aborted) return;
    const parts = withRetry(() => complete(endpoint, open(abort.signal)), {
      ...endpoint,
      signal: abort.signal,
      pause: (error, delayMs) => ({
        type: 'pause' as const,
        why: pauseOf(endpoint, error, delayMs),
      }),
    });
    for await (const part of cleanStream(parts, filters())) {
      if (request.signal.aborted) return;
      yield part;
      isOver = part.type === 'end';
    }
  } catch (error) {
    if (!request.signal.aborted) throw error;
  } finally {
    request.signal.removeEventListener('abort', onAbort);
    // A connection whose answer is complete can be used again.
    if (!isOver) abort.abort();
  }
}

/** Shorter pauses are not worth a word. */
const leastToldMs = 1000;

function pauseOf({ place }: Endpoint, error: unknown, delayMs: number): string | undefined {
  if (delayMs < leastToldMs) return undefined;
  const what = ModelError.is(error, 'rateLimited') ? 'takes no more requests now' : 'is overloaded';
  return `${place.serverName} ${what}; trying again in ${Math.ceil(delayMs / 1000)} s`;
}

/**
 * Sees to it that a stream has one end part, its last: without one it was cut. What a server sends after it is
 * read and dropped, so that the connection can be used again.
 */
async function* complete(
  { place }: Endpoint,
  parts: AsyncIterable<StreamPart>,
): AsyncGenerator<StreamPart> {
  let isEmpty = true;
  let hasEnded = false;
  try {
    for await (const part of parts) {
      if (hasEnded) continue;
      yield part;
      hasEnded = part.type === 'end';
      isEmpty = false;
    }
  } catch (error) {
    if (hasEnded) return;
    throw toModelError(place, error);
  }
  if (hasEnded) return;
  throw isEmpty
    ? new ModelError(
        'malformed',
        `${place.serverName} answered with nothing. Try again; if it stays so, check the model's baseUrl and the server's log.`,
      )
    : new ModelError(
        'cut',
        `${place.serverName} broke off in the middle of its answer. Try again.`,
      );
}
