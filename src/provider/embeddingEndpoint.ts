import { ModelError } from '../core/model/modelError.ts';
import { isLoopback, originOf } from '../core/model/serverPlace.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import type { EmbeddingSettings } from '../core/settings.ts';
import type {
  EmbeddingModel,
  EmbeddingModelInfo,
  EmbeddingRequest,
  Embeddings,
} from '../core/vectors/embeddingModel.ts';
import { embeddingModelOf } from '../core/vectors/embeddingModelSettings.ts';
import { apiUrlOf, versionQuery } from './apiUrl.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';
import { withRetry } from './retry.ts';

const defaultApiVersion = '2024-10-21';

/** Models of embeddings behind `/v1/embeddings`, which OpenAI, vLLM, LM Studio, llama.cpp, Ollama and others have. */
export class EmbeddingEndpoint implements EmbeddingModel {
  readonly info: EmbeddingModelInfo;
  private readonly url: string;
  private readonly model: string;

  constructor(
    settings: EmbeddingSettings,
    private readonly endpoint: Endpoint,
  ) {
    const { provider, baseUrl, model, price, apiVersion = defaultApiVersion } = settings;
    const query = provider === 'azure' ? versionQuery(apiVersion) : '';
    this.url = `${apiUrlOf(embeddingModelOf(settings))}/embeddings${query}`;
    this.model = model;
    this.info = {
      name: model,
      providerName: endpoint.place.serverName,
      origin: originOf(baseUrl),
      isLocal: isLoopback(baseUrl),
      price: price === undefined ? undefined : { input: price, output: 0 },
    };
  }

  async embed(prompt: SealedPrompt, { signal, onSend }: EmbeddingRequest): Promise<Embeddings> {
    const input = textsOf(prompt);
    const body = JSON.stringify({ model: this.model, input });
    const fetch = guardedFetch(this.endpoint, onSend);
    const once = async function* (this: EmbeddingEndpoint) {
      const response = await fetch(this.url, { method: 'POST', body, signal });
      yield this.read(await response.text(), input.length);
    };
    try {
      for await (const embeddings of withRetry(() => once.call(this), {
        ...this.endpoint,
        signal,
      })) {
        return embeddings;
      }
      throw this.unreadable('It is empty');
    } catch (error) {
      throw signal.aborted ? error : this.explained(error);
    }
  }

  private read(text: string, count: number): Embeddings {
    const { data, usage } = parsed(text);
    if (!Array.isArray(data)) throw this.unreadable('It has no list of embeddings');
    if (data.length !== count) {
      throw this.unreadable(`It has ${data.length} embeddings for ${count} texts`);
    }
    const vectors: Float32Array[] = [];
    for (const [at, one] of data.entries()) {
      const { index = at, embedding } = (one ?? {}) as { index?: unknown; embedding?: unknown };
      if (!isPlace(index, count) || vectors[index]) throw this.unreadable('Its order is not clear');
      if (!isVector(embedding)) throw this.unreadable('An embedding of it is no list of numbers');
      vectors[index] = Float32Array.from(embedding);
    }
    if (vectors.some(({ length }) => length !== vectors[0]!.length)) {
      throw this.unreadable('Its embeddings are of several lengths');
    }
    const promptTokens = (usage as { prompt_tokens?: unknown } | null | undefined)?.prompt_tokens;
    return { vectors, promptTokens: typeof promptTokens === 'number' ? promptTokens : undefined };
  }

  private unreadable(why: string): ModelError {
    return new ModelError(
      'malformed',
      `${this.info.origin} sent an answer that Inkling can't use as embeddings. ${why}. Check inkling.search.embeddings, and that ${this.model} is a model for embeddings.`,
    );
  }

  /** The usual sentences, but for those that send people to settings that embeddings do not have. */
  private explained(error: unknown): unknown {
    if (!ModelError.is(error, 'notFound', 'contextExceeded', 'unsupported')) return error;
    const { kind, status, cause } = error;
    const said = typeof cause === 'string' && cause !== '' ? ` The server says: ${cause}` : '';
    const what = {
      notFound: `has no such path, or does not know the model ${this.model}. Check baseUrl and model in inkling.search.embeddings`,
      contextExceeded: `says that a text is too long for ${this.model}. Set contextTokens in inkling.search.embeddings to what it takes`,
      unsupported: `makes no embeddings with ${this.model}. Choose another in inkling.search.embeddings (llama.cpp's server is started with --embeddings for it)`,
    }[kind as 'notFound' | 'contextExceeded' | 'unsupported'];
    const message = `${this.info.origin} ${what}.${said}`;
    return new ModelError(kind, message, { cause: error, ...(status !== undefined && { status }) });
  }
}

/** One text for each message. */
function textsOf({ content }: SealedPrompt): readonly string[] {
  if (content.kind !== 'chat') return [];
  return content.messages.map(({ parts }) => parts.map(({ text }) => text).join(''));
}

function parsed(text: string): { readonly data?: unknown; readonly usage?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch {
    return {};
  }
}

function isPlace(value: unknown, count: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}
