import { fimWayOf } from '../core/model/fimWay.ts';
import type { Model } from '../core/model/model.ts';
import type { ModelFacts } from '../core/model/modelFacts.ts';
import type { ModelSettings } from '../core/settings.ts';
import { apiUrlOf, rootUrlOf } from './apiUrl.ts';
import type { Endpoint } from './endpoint.ts';
import { LlamaCppModel } from './llamaCpp.ts';
import { modelInfo } from './modelInfo.ts';
import { OllamaModel } from './ollama.ts';
import { OllamaLoader } from './ollamaLoader.ts';
import { OpenAiModel } from './openai.ts';

/** Azure's oldest version that is still served and knows streamed usage. */
const defaultApiVersion = '2024-10-21';

/** What a model tells while it is used. */
export interface ModelEvents {
  readonly onLoading: (isLoading: boolean) => void;
  /** The server turned out not to fill in the middle with this model. */
  readonly onCannotFim: () => void;
}

/** Builds the model that a configured entry stands for. */
export function createModel(
  settings: ModelSettings,
  facts: ModelFacts,
  endpoint: Endpoint,
  events: ModelEvents,
): Model {
  const fim = fimWayOf(settings, facts);
  const info = modelInfo(settings, facts, fim, endpoint.place.serverName);
  const rootUrl = rootUrlOf(settings);
  const { predictedOutputs } = settings;
  switch (settings.provider) {
    case 'llamacpp':
      return new LlamaCppModel({ endpoint, info, fim, rootUrl, onCannotFim: events.onCannotFim });
    case 'ollama': {
      const { keepAlive } = settings;
      const { onLoading } = events;
      const contextTokens = () => info.contextTokens;
      const loader = new OllamaLoader({ endpoint, rootUrl, contextTokens, keepAlive, onLoading });
      const canThink = facts.thinks ?? false;
      return new OllamaModel({ endpoint, info, fim, rootUrl, keepAlive, canThink, loader });
    }
    case 'azure': {
      const apiVersion = settings.apiVersion ?? defaultApiVersion;
      const apiUrl = apiUrlOf(settings);
      return new OpenAiModel({ endpoint, info, fim, apiUrl, apiVersion, predictedOutputs });
    }
    case 'openai':
      return new OpenAiModel({ endpoint, info, fim, apiUrl: apiUrlOf(settings), predictedOutputs });
  }
}
