import type { EmbeddingSettings, ModelSettings } from '../settings.ts';

/** A model of embeddings as an entry of `inkling.models` would name it: enough to reach its server and to keep its key. */
export function embeddingModelOf(settings: EmbeddingSettings): ModelSettings {
  const { provider, baseUrl, model, apiVersion, headers } = settings;
  return { name: model, provider, baseUrl, model, apiVersion, headers };
}
