import { Stream } from 'openai/core/streaming';
import type { WireRequest } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';

/** A streamed POST of a protocol that the OpenAI client does not speak. */
export interface StreamedPost {
  readonly url: string;
  readonly body: object;
  readonly framing: 'sse' | 'ndjson';
  readonly signal: AbortSignal;
  readonly onSend?: ((wire: WireRequest) => void) | undefined;
}

/** Posts and reads the events of the answer, as objects. */
export async function* readStream<T>(endpoint: Endpoint, post: StreamedPost): AsyncGenerator<T> {
  const response = await guardedFetch(endpoint, post.onSend)(post.url, {
    method: 'POST',
    body: JSON.stringify(post.body),
    signal: post.signal,
  });
  const abort = new AbortController();
  const { body } = response;
  if (!body) throw new ModelError('malformed', `${endpoint.place.serverName} sent no answer.`);
  const events =
    post.framing === 'sse'
      ? Stream.fromSSEResponse<T>(response, abort)
      : Stream.fromReadableStream<T>(body, abort);
  yield* events;
}
