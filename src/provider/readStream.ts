import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { WireRequest } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';
import { streamError } from './httpError.ts';

/** A POST that is answered by a stream of objects. */
export interface StreamedPost {
  readonly url: string;
  readonly body: object;
  /** Server-sent events, or a line of JSON each. */
  readonly framing: 'sse' | 'ndjson';
  readonly signal: AbortSignal;
  readonly onSend?: ((wire: WireRequest) => void) | undefined;
}

/** What OpenAI-compatible servers send last. */
const lastData = '[DONE]';

/** Posts and reads the events of the answer, as objects. An error among them is thrown as a `ModelError`. */
export async function* readStream<T>(endpoint: Endpoint, post: StreamedPost): AsyncGenerator<T> {
  const { place } = endpoint;
  const { body } = await guardedFetch(endpoint, post.onSend)(post.url, {
    method: 'POST',
    body: JSON.stringify(post.body),
    signal: post.signal,
  });
  if (!body) throw new ModelError('malformed', `${place.serverName} sent no answer.`);
  const events = post.framing === 'sse' ? eventsOf(textOf(body)) : linesOf(textOf(body));
  for await (const { event, data } of events) {
    if (data === lastData) return;
    const value = JSON.parse(data);
    if (event === 'error' || value?.error) throw streamError(place, value?.error ?? value);
    yield value;
  }
}

/** A reader that leaves does not wait for what the server still sends. */
async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield decoder.decode(value, { stream: !done });
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

type Message = Pick<EventSourceMessage, 'event' | 'data'>;

async function* eventsOf(texts: AsyncIterable<string>): AsyncGenerator<Message> {
  const events: Message[] = [];
  const parser = createParser({ onEvent: event => events.push(event) });
  for await (const text of texts) {
    parser.feed(text);
    yield* events.splice(0);
  }
  // Some servers leave the blank line behind their last event out.
  parser.feed('\n\n');
  yield* events;
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Message> {
  let rest = '';
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield { data: line };
  }
  if (rest.trim() !== '') yield { data: rest };
}
