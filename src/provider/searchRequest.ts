import type { SearchRequest } from '../core/context/searchEngine.ts';
import { ModelError } from '../core/model/modelError.ts';
import { originOf } from '../core/model/serverPlace.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';

/** The words of a sealed search; they hold letters, digits, `_` and `$`, and where a secret was masked other signs. */
export function wordsOf({ content }: SealedPrompt): readonly string[] {
  if (content.kind !== 'chat') return [];
  const text = content.messages.flatMap(({ parts }) => parts.map(part => part.text)).join(' ');
  return text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

/** Posts a question to a search engine; the answer as JSON. Failures are `ModelError`s whose sentences are about it. */
export async function askEngine(
  endpoint: Endpoint,
  url: string,
  body: object,
  { signal, onSend }: SearchRequest,
): Promise<unknown> {
  try {
    const init = { method: 'POST', body: JSON.stringify(body), signal };
    const response = await guardedFetch(endpoint, onSend)(url, init);
    return await response.json();
  } catch (error) {
    if (signal.aborted) throw error;
    throw engineError(endpoint, error);
  }
}

/** The answer is none of this engine's. */
export function unreadable({ place }: Endpoint): ModelError {
  return new ModelError(
    'malformed',
    `${originOf(place.baseUrl)} does not answer as ${place.serverName} does. Check inkling.search.engine.`,
  );
}

/** What failed, told of a search engine: the usual sentences are about models. */
function engineError(endpoint: Endpoint, error: unknown): ModelError {
  if (!ModelError.is(error)) return unreadable(endpoint);
  const { serverName, baseUrl } = endpoint.place;
  const name = `The search engine ${serverName} at ${originOf(baseUrl)}`;
  const { kind, status, retryAfterMs } = error;
  const options = {
    cause: error,
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  switch (kind) {
    case 'unreachable':
      return new ModelError(
        kind,
        `${name} can't be reached. Check inkling.search.engine and the network.`,
        options,
      );
    case 'timeout':
    case 'cut':
      return new ModelError(kind, `${name} did not answer in time.`, options);
    case 'unauthorized':
      return new ModelError(
        kind,
        `${name} wants a key; Inkling has none for search engines. Put it behind one that asks for none.`,
        options,
      );
    default: {
      const told = status === undefined ? '' : ` (HTTP ${status})`;
      return new ModelError(
        kind,
        `${name} refused the search${told}. Check inkling.search.engine.`,
        options,
      );
    }
  }
}
