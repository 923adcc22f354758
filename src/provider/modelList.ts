import * as z from 'zod/mini';
import type { ModelSettings } from '../core/settings.ts';
import { rootUrlOf } from './apiUrl.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';

const list = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }),
  z.object({ models: z.array(z.object({ name: z.string() })) }),
]);

/** A path that tells about the server and needs the key where there is one. */
function listUrl({ provider, baseUrl }: Pick<ModelSettings, 'provider' | 'baseUrl'>) {
  switch (provider) {
    case 'ollama':
      return `${rootUrlOf({ baseUrl })}/api/tags`;
    case 'llamacpp':
      return `${rootUrlOf({ baseUrl })}/v1/models`;
    case 'openai':
      return `${baseUrl.replace(/\/+$/, '')}/models`;
    case 'azure':
      // Azure's data plane does not list deployments.
      return undefined;
  }
}

/** The ids of a server's models, or undefined when it does not list them. Throws a `ModelError` when it can't be asked. */
export async function readModelIds(
  endpoint: Endpoint,
  place: Pick<ModelSettings, 'provider' | 'baseUrl'>,
  signal?: AbortSignal,
): Promise<readonly string[] | undefined> {
  const url = listUrl(place);
  if (!url) return undefined;
  const response = await guardedFetch(endpoint)(url, signal ? { signal } : {});
  const answer = list.safeParse(await response.json().catch(() => undefined)).data;
  if (!answer) return undefined;
  return 'data' in answer ? answer.data.map(({ id }) => id) : answer.models.map(({ name }) => name);
}
