import type { Clock } from '../../src/base/clock.ts';
import type { Model, ModelRequest, StreamPart } from '../../src/core/model/model.ts';
import type { ModelFacts } from '../../src/core/model/modelFacts.ts';
import type { SealedPrompt } from '../../src/core/outbound/sealedPrompt.ts';
import type { ModelSettings } from '../../src/core/settings.ts';
import { watchConnect } from '../../src/node/connectWatch.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { createModel, type ModelEvents } from '../../src/provider/createModel.ts';
import type { Endpoint, Timeouts } from '../../src/provider/endpoint.ts';
import type { ModelServer } from './modelServer.ts';

const providers = {
  openai: 'openai',
  vllm: 'openai',
  lmstudio: 'openai',
  azure: 'azure',
  llamacpp: 'llamacpp',
  ollama: 'ollama',
} as const;

const serverNames = {
  openai: 'OpenAI-compatible server',
  azure: 'Azure OpenAI',
  llamacpp: 'llama.cpp',
  ollama: 'Ollama',
};

const timeouts: Timeouts = {
  connectTimeoutMs: 2000,
  firstByteTimeoutMs: 2000,
  idleTimeoutMs: 2000,
};

export interface TestModelOptions {
  readonly settings?: Partial<ModelSettings>;
  readonly facts?: ModelFacts;
  readonly timeouts?: Partial<Timeouts>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly events?: Partial<ModelEvents>;
  readonly remoteName?: string;
  readonly clock?: Clock;
}

/** An entry of `inkling.models` for the scripted server. */
export function settingsFor(
  server: Pick<ModelServer, 'dialect' | 'baseUrl'>,
  settings: Partial<ModelSettings> = {},
): ModelSettings {
  return {
    name: 'Test',
    provider: providers[server.dialect],
    baseUrl: server.baseUrl,
    model: 'test-coder',
    ...settings,
  };
}

/** An endpoint at the scripted server, with real time and the real network. */
export function endpointFor(settings: ModelSettings, options: TestModelOptions = {}): Endpoint {
  return {
    place: {
      serverName: serverNames[settings.provider],
      baseUrl: settings.baseUrl,
      modelId: settings.model,
      remoteName: options.remoteName,
    },
    headers: () => Promise.resolve(options.headers ?? {}),
    timeouts: { ...timeouts, ...options.timeouts },
    fetch,
    clock: options.clock ?? systemClock,
    watchConnect,
    // One below the range makes a back-off last no time at all.
    random: () => -1,
  };
}

/** A real model at the scripted server. */
export function modelFor(
  server: Pick<ModelServer, 'dialect' | 'baseUrl'>,
  options: TestModelOptions = {},
): Model {
  const settings = settingsFor(server, options.settings);
  const events = { onLoading: () => {}, onCannotFim: () => {}, ...options.events };
  return createModel(settings, options.facts ?? {}, endpointFor(settings, options), events);
}

/** Everything a model streamed for a prompt. */
export interface Answered {
  readonly text: string;
  readonly thinking: string;
  readonly end: Extract<StreamPart, { type: 'end' }> | undefined;
}

/** Asks a model and collects the parts; a failure is thrown. */
export async function ask(
  model: Model,
  prompt: SealedPrompt,
  request: Partial<ModelRequest> = {},
): Promise<Answered> {
  let text = '';
  let thinking = '';
  let end: Answered['end'];
  const whole = { maxOutputTokens: 64, signal: new AbortController().signal, ...request };
  for await (const part of model.stream(prompt, whole)) {
    if (part.type === 'text-delta') text += part.text;
    else if (part.type === 'thinking-delta') thinking += part.text;
    else if (part.type === 'end') end = part;
  }
  return { text, thinking, end };
}
