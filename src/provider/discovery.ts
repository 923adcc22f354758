import * as z from 'zod/mini';
import type { Clock } from '../base/clock.ts';
import { withDeadline } from '../base/deadline.ts';
import type { ModelSettings } from '../core/settings.ts';
import type { Fetch } from './endpoint.ts';

/** A local server that answered, and identified itself by its own API. */
export interface FoundServer {
  readonly serverName: string;
  readonly provider: ModelSettings['provider'];
  readonly baseUrl: string;
  readonly modelIds: readonly string[];
}

/** Where a kind of server usually is, and how its own API identifies it. */
export interface UsualPlace {
  readonly serverName: string;
  readonly provider: ModelSettings['provider'];
  readonly origin: string;
  /** The one path that is asked. */
  readonly path: string;
  /** What is added to the origin for the base URL. */
  readonly basePath: string;
  /** The models, or undefined when the answer is not this server's. */
  readonly read: (answer: unknown) => readonly string[] | undefined;
}

const ollamaTags = z.object({
  models: z.array(z.object({ name: z.string(), details: z.object({}) })),
});

const ownedModels = z.object({
  data: z.array(z.object({ id: z.string(), owned_by: z.string() })).check(z.minLength(1)),
});

const lmStudioModels = z.object({
  data: z.array(z.object({ id: z.string(), type: z.string(), state: z.string() })),
});

/** Reads `/v1/models`, whose owner is the server itself in these kinds. */
function ownedBy(owner: string) {
  return (answer: unknown): readonly string[] | undefined => {
    const models = ownedModels.safeParse(answer).data?.data;
    if (!models?.some(model => model.owned_by === owner)) return undefined;
    return models.map(({ id }) => id);
  };
}

function llamaCppAt(port: number): UsualPlace {
  return {
    serverName: 'llama.cpp',
    provider: 'llamacpp',
    origin: `http://127.0.0.1:${port}`,
    path: '/v1/models',
    basePath: '',
    read: ownedBy('llamacpp'),
  };
}

export const usualPlaces: readonly UsualPlace[] = [
  {
    serverName: 'Ollama',
    provider: 'ollama',
    origin: 'http://127.0.0.1:11434',
    path: '/api/tags',
    basePath: '',
    read: answer => ollamaTags.safeParse(answer).data?.models.map(({ name }) => name),
  },
  llamaCppAt(8080),
  // llama.vscode's and llama.vim's instructions start a completion server here.
  llamaCppAt(8012),
  {
    serverName: 'LM Studio',
    provider: 'openai',
    origin: 'http://127.0.0.1:1234',
    path: '/api/v0/models',
    basePath: '/v1',
    read: answer =>
      lmStudioModels
        .safeParse(answer)
        .data?.data.filter(({ type }) => type !== 'embeddings')
        .map(({ id }) => id),
  },
  {
    serverName: 'vLLM',
    provider: 'openai',
    origin: 'http://127.0.0.1:8000',
    path: '/v1/models',
    basePath: '/v1',
    read: ownedBy('vllm'),
  },
];

/** A server on loopback answers at once, or it is not there. */
const answerTimeoutMs = 800;

/** Asks each place once, with a GET that carries nothing, and returns those that are what they should be. */
export async function discover(
  places: readonly UsualPlace[],
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(
    places.map(place => withDeadline(clock, answerTimeoutMs, signal => look(place, fetch, signal))),
  );
  return found.filter(server => server !== undefined);
}

async function look(
  place: UsualPlace,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FoundServer | undefined> {
  try {
    const { origin, path, basePath, serverName, provider } = place;
    const init: RequestInit = { redirect: 'manual', signal };
    const response = await fetch(origin + path, init);
    const modelIds = response.ok ? place.read(await response.json()) : undefined;
    if (!modelIds || modelIds.length === 0) return undefined;
    return { serverName, provider, baseUrl: origin + basePath, modelIds };
  } catch {
    // Nothing there, or something else: either way no model server.
    return undefined;
  }
}
