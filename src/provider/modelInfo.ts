import type { FimWay } from '../core/model/fimWay.ts';
import type { ModelInfo } from '../core/model/model.ts';
import { isBaseModel, type ModelFacts, thinksByName } from '../core/model/modelFacts.ts';
import { isLoopback, originOf } from '../core/model/serverPlace.ts';
import { nextEditNameOf } from '../core/nextEdit/suits.ts';
import type { ModelSettings } from '../core/settings.ts';

/** When neither the settings nor the server tell. */
export const defaultContextTokens = 8192;
const defaultMaxOutputTokens = 4096;

/** What is known of a model before it is asked anything. */
export function modelInfo(
  settings: ModelSettings,
  facts: ModelFacts,
  fim: FimWay,
  providerName: string,
): ModelInfo {
  const contextTokens = settings.contextTokens ?? facts.contextTokens ?? defaultContextTokens;
  return {
    name: settings.name,
    providerName,
    origin: originOf(settings.baseUrl),
    contextTokens,
    maxOutputTokens: Math.min(settings.maxOutputTokens ?? defaultMaxOutputTokens, contextTokens),
    canFim: fim.kind !== 'none',
    canChat: !isBaseModel(settings.model),
    thinks: facts.thinks ?? thinksByName(settings.model),
    nextEdit: nextEditNameOf(settings.model, settings.nextEdit),
    isLocal: isLoopback(settings.baseUrl),
    price: settings.price,
  };
}
