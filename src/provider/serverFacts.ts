import * as z from 'zod/mini';
import type { ModelFacts } from '../core/model/modelFacts.ts';
import type { ModelSettings } from '../core/settings.ts';
import { rootUrlOf } from './apiUrl.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';

const positiveInt = z.int().check(z.positive());

const llamaProps = z.object({
  default_generation_settings: z.object({ n_ctx: positiveInt }),
});

const ollamaShow = z.object({
  capabilities: z.optional(z.array(z.string())),
  model_info: z.optional(z.record(z.string(), z.unknown())),
});

const ollamaRunning = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.optional(positiveInt) })),
});

const openAiModels = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: z.optional(positiveInt),
      context_length: z.optional(positiveInt),
      context_window: z.optional(positiveInt),
      max_context_length: z.optional(positiveInt),
      loaded_context_length: z.optional(positiveInt),
    }),
  ),
});

/** Ollama's own choice is 4,096, too little for edits; much more costs memory that nobody asked for. */
const largestOllamaDefault = 8192;

/** Asks a server what it tells about a configured model. Throws a `ModelError` when it can't be asked. */
export function readFacts(endpoint: Endpoint, settings: ModelSettings): Promise<ModelFacts> {
  switch (settings.provider) {
    case 'llamacpp':
      return llamaCppFacts(endpoint, rootUrlOf(settings));
    case 'ollama':
      return ollamaFacts(endpoint, rootUrlOf(settings), settings.model);
    case 'openai':
      return openAiFacts(endpoint, settings);
    case 'azure':
      // Azure's data plane tells nothing about a deployment.
      return Promise.resolve({});
  }
}

async function llamaCppFacts(endpoint: Endpoint, rootUrl: string): Promise<ModelFacts> {
  const props = await get(endpoint, `${rootUrl}/props`, llamaProps);
  // This is the size of one slot, which is what a single request may use.
  return props ? { contextTokens: props.default_generation_settings.n_ctx } : {};
}

async function ollamaFacts(
  endpoint: Endpoint,
  rootUrl: string,
  modelId: string,
): Promise<ModelFacts> {
  const body = JSON.stringify({ model: modelId });
  const [show, running] = await Promise.all([
    get(endpoint, `${rootUrl}/api/show`, ollamaShow, { method: 'POST', body }),
    get(endpoint, `${rootUrl}/api/ps`, ollamaRunning),
  ]);
  const loaded = running?.models.find(({ name }) => name === modelId)?.context_length;
  const trained = Object.entries(show?.model_info ?? {}).find(([key]) =>
    key.endsWith('.context_length'),
  )?.[1];
  const possible =
    typeof trained === 'number' ? Math.min(trained, largestOllamaDefault) : undefined;
  const contextTokens = loaded ?? possible;
  return {
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(show?.capabilities
      ? {
          canInsert: show.capabilities.includes('insert'),
          thinks: show.capabilities.includes('thinking'),
        }
      : {}),
  };
}

async function openAiFacts(endpoint: Endpoint, settings: ModelSettings): Promise<ModelFacts> {
  const list = await get(endpoint, `${settings.baseUrl.replace(/\/+$/, '')}/models`, openAiModels);
  const model = list?.data.find(({ id }) => id === settings.model);
  const contextTokens =
    model?.max_model_len ??
    model?.loaded_context_length ??
    model?.context_length ??
    model?.context_window ??
    model?.max_context_length;
  return contextTokens === undefined ? {} : { contextTokens };
}

/** The answer when it has the expected shape; an unexpected one tells nothing. */
async function get<T>(
  endpoint: Endpoint,
  url: string,
  schema: z.ZodMiniType<T>,
  init: RequestInit = {},
): Promise<T | undefined> {
  const response = await guardedFetch(endpoint)(url, init);
  return schema.safeParse(await response.json().catch(() => undefined)).data;
}
