import { quarterOfCharacters } from './modelServerAnswers.ts';
import type { Dialect, LoggedRequest } from './modelServerScript.ts';

/** A model that the scripted server says it has. */
export interface ServedModel {
  readonly id: string;
  /** Ollama: has the `insert` capability. Default true. */
  readonly canInsert?: boolean;
  /** Ollama: has the `thinking` capability. Default false. */
  readonly canThink?: boolean;
}

export interface Catalogue {
  readonly dialect: Dialect;
  readonly models: readonly ServedModel[];
  /** Tokens that prompt and answer may have together, as the server reports and enforces them. */
  readonly contextTokens: number;
  /** Ollama: its models are in memory. */
  readonly isLoaded: boolean;
}

/** The answer to a path that generates nothing, or undefined when the dialect does not know the path. */
export function lookUp(catalogue: Catalogue, request: LoggedRequest): unknown {
  const { dialect } = catalogue;
  if (request.path === '/v1/models') return openAiModels(catalogue);
  if (dialect === 'llamacpp') return llamaCppFacts(catalogue, request);
  if (dialect === 'ollama') return ollamaFacts(catalogue, request);
  if (dialect === 'vllm' && request.path === '/version') return { version: '0.11.0' };
  if (dialect === 'lmstudio' && request.path === '/api/v0/models') return lmStudioModels(catalogue);
  return undefined;
}

const owners: Record<Dialect, string> = {
  openai: 'openai',
  azure: 'azure',
  llamacpp: 'llamacpp',
  ollama: 'library',
  vllm: 'vllm',
  lmstudio: 'organization_owner',
};

function openAiModels({ dialect, models, contextTokens }: Catalogue) {
  const extra =
    dialect === 'vllm'
      ? { max_model_len: contextTokens }
      : dialect === 'llamacpp'
        ? { meta: { n_ctx_train: contextTokens * 4 } }
        : {};
  return {
    object: 'list',
    data: models.map(model => ({
      id: model.id,
      object: 'model',
      created: 1_700_000_000,
      owned_by: owners[dialect],
      ...extra,
    })),
  };
}

function llamaCppFacts({ models, contextTokens }: Catalogue, request: LoggedRequest): unknown {
  switch (request.path) {
    case '/health':
      return { status: 'ok' };
    case '/props':
      return {
        default_generation_settings: { id: 0, n_ctx: contextTokens },
        total_slots: 1,
        model_path: `/models/${models[0]?.id}`,
        build_info: 'b6000-scripted',
      };
    case '/tokenize': {
      const content = String(request.json?.content ?? '');
      return { tokens: Array.from({ length: quarterOfCharacters(content) }, (_, index) => index) };
    }
    default:
      return undefined;
  }
}

function ollamaFacts(catalogue: Catalogue, request: LoggedRequest): unknown {
  switch (request.path) {
    case '/api/version':
      return { version: '0.12.0' };
    case '/api/tags':
      return { models: catalogue.models.map(ollamaTag) };
    case '/api/ps':
      return {
        models: (catalogue.isLoaded ? catalogue.models : []).map(model => ({
          ...ollamaTag(model),
          size_vram: 4_000_000_000,
          context_length: catalogue.contextTokens,
        })),
      };
    case '/api/show':
      return ollamaShow(catalogue, String(request.json?.model ?? request.json?.name));
    default:
      return undefined;
  }
}

function ollamaTag(model: ServedModel) {
  return {
    name: model.id,
    model: model.id,
    size: 4_000_000_000,
    details: { family: 'qwen2', parameter_size: '7B', quantization_level: 'Q4_K_M' },
  };
}

function ollamaShow({ models, contextTokens }: Catalogue, id: string): unknown {
  const model = models.find(candidate => candidate.id === id);
  if (!model) return undefined;
  const capabilities = ['completion'];
  if (model.canInsert ?? true) capabilities.push('insert');
  if (model.canThink) capabilities.push('thinking');
  return {
    parameters: '',
    template: '{{ .Prompt }}',
    details: { family: 'qwen2' },
    model_info: { 'general.architecture': 'qwen2', 'qwen2.context_length': contextTokens },
    capabilities,
  };
}

function lmStudioModels({ models, contextTokens }: Catalogue) {
  return {
    object: 'list',
    data: models.map(model => ({
      id: model.id,
      object: 'model',
      type: 'llm',
      state: 'loaded',
      max_context_length: contextTokens * 4,
      loaded_context_length: contextTokens,
    })),
  };
}
