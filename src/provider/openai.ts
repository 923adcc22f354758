import type { FimWay } from '../core/model/fimWay.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart, Usage } from '../core/model/model.ts';
import type { SealedContent, SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import { fimTextOf, messagesOf, predictedOutputOf, rawTextOf } from '../core/prompt/fimContent.ts';
import { holeFillingMessages } from '../core/prompt/fimHoleFilling.ts';
import { prefixWithSnippets, renderFimPrompt } from '../core/prompt/fimPrompt.ts';
import type { ChatRole } from '../core/prompt/prompt.ts';
import { versionQuery } from './apiUrl.ts';
import type { Endpoint } from './endpoint.ts';
import { firstGuess, learnFrom, type OpenAiDialect } from './openaiDialect.ts';
import { outputFilters } from './outputFilters.ts';
import { outputRoom } from './outputRoom.ts';
import { readStream } from './readStream.ts';
import { runModel } from './runModel.ts';
import { toModelError } from './toModelError.ts';

/** OpenAI takes no more stop sequences; servers with raw prompts take as many as there are tokens. */
const mostNativeStops = 4;

export interface OpenAiOptions {
  readonly endpoint: Endpoint;
  readonly info: ModelInfo;
  readonly fim: FimWay;
  /** The base URL that requests are relative to, ending in `/v1` or a deployment's path. */
  readonly apiUrl: string;
  /** Azure: the api-version. */
  readonly apiVersion?: string | undefined;
  /** Whether the endpoint takes predicted outputs; undefined where its host and model tell. */
  readonly predictedOutputs?: boolean | undefined;
}

/** The fields of a streamed chunk that servers fill, in chat and in completions. */
interface Chunk {
  readonly choices?: readonly {
    readonly text?: string | null;
    readonly delta?: {
      readonly content?: string | null;
      readonly reasoning_content?: string | null;
      readonly reasoning?: string | null;
    };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
  } | null;
}

/** A model behind an OpenAI-compatible API: OpenAI, Azure, vLLM, LM Studio, OpenRouter, llama.cpp and Ollama at /v1. */
export class OpenAiModel implements Model {
  readonly info: ModelInfo;
  private dialect: OpenAiDialect;

  constructor(private readonly options: OpenAiOptions) {
    this.info = options.info;
    this.dialect = firstGuess({
      host: new URL(options.apiUrl).hostname,
      modelId: options.endpoint.place.modelId,
      thinks: options.info.thinks ?? false,
      takesPrediction: options.predictedOutputs,
    });
  }

  stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    const { endpoint, fim } = this.options;
    return runModel(
      endpoint,
      request,
      signal => this.open(prompt, request, signal),
      () => outputFilters(prompt.content, fim),
    );
  }

  /** Sends the request; when the server refuses a parameter that it need not have, once more without. */
  private async *open(
    prompt: SealedPrompt,
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    const { endpoint } = this.options;
    const maxTokens = outputRoom(endpoint.place, this.info, prompt, request);
    for (;;) {
      try {
        yield* readChunks(this.send(prompt.content, request, maxTokens, signal));
        return;
      } catch (error) {
        const learnt = learnFrom(toModelError(endpoint.place, error), this.dialect);
        if (!learnt) throw error;
        this.dialect = learnt;
      }
    }
  }

  private send(
    content: SealedContent,
    request: ModelRequest,
    maxTokens: number,
    signal: AbortSignal,
  ): AsyncIterable<Chunk> {
    const { endpoint, apiUrl, apiVersion } = this.options;
    const { path, body } = this.render(content, request, maxTokens);
    const query = apiVersion ? versionQuery(apiVersion) : '';
    const { onSend } = request;
    const url = apiUrl + path + query;
    return readStream(endpoint, { url, body, framing: 'sse', signal, onSend });
  }

  private render(content: SealedContent, request: ModelRequest, maxTokens: number) {
    const { fim } = this.options;
    if (content.kind === 'chat') {
      if (request.isRaw) {
        const parts = { prompt: rawTextOf(content), stop: request.stop ?? [] };
        return this.completion(parts, request, maxTokens);
      }
      const chat = this.chat(messagesOf(content), request.stop, request, maxTokens);
      return { ...chat, body: { ...chat.body, ...this.predictionOf(content) } };
    }
    const text = fimTextOf(content);
    const own = request.stop ?? [];
    switch (fim.kind) {
      case 'none':
        // A stop of the hole would end the reply before its tag: stops are left to the filters.
        return this.chat(holeFillingMessages(text), undefined, request, maxTokens);
      case 'template': {
        const stop = [...own, ...(fim.template.stops ?? []), ...fim.template.tokens];
        const prompt = renderFimPrompt(fim.template, text);
        return this.completion({ prompt, stop }, request, maxTokens);
      }
      case 'native': {
        const stop = own.slice(0, mostNativeStops);
        const parts = { prompt: prefixWithSnippets(text), suffix: text.suffix, stop };
        return this.completion(parts, request, maxTokens);
      }
    }
  }

  private chat(
    messages: readonly { role: ChatRole; content: string }[],
    stop: readonly string[] | undefined,
    request: ModelRequest,
    maxTokens: number,
  ) {
    const { maxTokensKey } = this.dialect;
    const body = {
      ...this.common(request),
      messages,
      [maxTokensKey]: maxTokens,
      ...this.stopOf(stop),
    };
    return { path: '/chat/completions', body };
  }

  private completion(
    parts: { prompt: string; suffix?: string; stop: readonly string[] },
    request: ModelRequest,
    maxTokens: number,
  ) {
    const { stop, ...texts } = parts;
    const body = {
      ...this.common(request),
      ...texts,
      max_tokens: maxTokens,
      ...this.stopOf(stop),
    };
    // Mistral has a path of its own for what others do with `suffix`.
    const isMistral = /(?:^|\.)mistral\.ai$/.test(new URL(this.options.apiUrl).hostname);
    return { path: isMistral ? '/fim/completions' : '/completions', body };
  }

  private common({ temperature }: ModelRequest) {
    const { takesTemperature, takesStreamOptions } = this.dialect;
    return {
      model: this.options.endpoint.place.modelId,
      stream: true,
      ...(takesStreamOptions ? { stream_options: { include_usage: true } } : {}),
      ...(takesTemperature && temperature !== undefined ? { temperature } : {}),
    };
  }

  private stopOf(stop: readonly string[] | undefined) {
    return stop && stop.length > 0 && this.dialect.takesStop ? { stop } : {};
  }

  private predictionOf(content: Extract<SealedContent, { kind: 'chat' }>) {
    const { takesPrediction, maxTokensKey } = this.dialect;
    const text = predictedOutputOf(content);
    if (text === '' || !takesPrediction || maxTokensKey !== 'max_tokens') return {};
    return { prediction: { type: 'content', content: text } };
  }
}

async function* readChunks(chunks: AsyncIterable<Chunk>): AsyncGenerator<StreamPart> {
  let finishReason: string | undefined;
  let usage: Usage = {};
  for await (const chunk of chunks) {
    if (chunk.usage) usage = toUsage(chunk.usage);
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    const thinking = choice.delta?.reasoning_content ?? choice.delta?.reasoning;
    if (thinking) yield { type: 'thinking-delta', text: thinking };
    const text = choice.delta?.content ?? choice.text;
    if (text) yield { type: 'text-delta', text };
    if (choice.finish_reason) finishReason = choice.finish_reason;
  }
  if (finishReason) yield { type: 'end', reason: toReason(finishReason), usage };
}

function toReason(finishReason: string): 'stop' | 'length' | 'filtered' {
  if (finishReason === 'length') return 'length';
  return finishReason === 'content_filter' ? 'filtered' : 'stop';
}

function toUsage(usage: NonNullable<Chunk['usage']>): Usage {
  const cachedTokens = usage.prompt_tokens_details?.cached_tokens;
  return {
    ...(usage.prompt_tokens === undefined ? {} : { promptTokens: usage.prompt_tokens }),
    ...(usage.completion_tokens === undefined ? {} : { outputTokens: usage.completion_tokens }),
    ...(typeof cachedTokens === 'number' ? { cachedTokens } : {}),
  };
}
