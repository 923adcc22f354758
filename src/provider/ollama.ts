import type { FimWay } from '../core/model/fimWay.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { SealedContent, SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import { fimTextOf, messagesOf, rawTextOf } from '../core/prompt/fimContent.ts';
import { holeFillingMessages } from '../core/prompt/fimHoleFilling.ts';
import { prefixWithSnippets, renderFimPrompt } from '../core/prompt/fimPrompt.ts';
import type { Endpoint } from './endpoint.ts';
import type { OllamaLoader } from './ollamaLoader.ts';
import { outputFilters } from './outputFilters.ts';
import { outputRoom } from './outputRoom.ts';
import { readStream } from './readStream.ts';
import { runModel } from './runModel.ts';

/** One line of `/api/generate` or `/api/chat`. */
interface OllamaEvent {
  readonly response?: string;
  readonly thinking?: string;
  readonly message?: { readonly content?: string; readonly thinking?: string };
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

/**
 * A prompt that Ollama counted far shorter than we did has lost its front. Our count may be off by half for
 * unusual text, and templates only add to theirs; below this share there is no other explanation.
 */
const truncatedShare = 0.5;
/** Shorter prompts are within the count's own error. */
const leastTokensToJudge = 512;

export interface OllamaOptions {
  readonly endpoint: Endpoint;
  readonly info: ModelInfo;
  readonly fim: FimWay;
  /** The server's root, without `/api` and without a slash at the end. */
  readonly rootUrl: string;
  readonly keepAlive?: string | undefined;
  /** The server says that the model can think: it is told not to where an answer is wanted at once. */
  readonly canThink: boolean;
  readonly loader: OllamaLoader;
}

/** A model behind Ollama's native API, the only one that takes `num_ctx` and `keep_alive`. */
export class OllamaModel implements Model {
  readonly info: ModelInfo;

  constructor(private readonly options: OllamaOptions) {
    this.info = options.info;
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

  private async *open(
    prompt: SealedPrompt,
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    const { endpoint, rootUrl, loader } = this.options;
    const maxTokens = outputRoom(endpoint.place, this.info, prompt, request);
    await loader.whenLoaded(signal);
    if (signal.aborted) return;
    const { path, fields, stop } = this.render(prompt.content, request);
    const body = { ...fields, ...this.common(request, maxTokens, stop) };
    const { onSend } = request;
    const url = rootUrl + path;
    const events = readStream<OllamaEvent>(endpoint, {
      url,
      body,
      framing: 'ndjson',
      signal,
      onSend,
    });
    yield* this.toParts(events, prompt.tokens);
  }

  private render(content: SealedContent, request: ModelRequest) {
    const { fim } = this.options;
    const stop = request.stop ?? [];
    if (content.kind === 'chat' && request.isRaw) {
      const fields = { prompt: rawTextOf(content), raw: true };
      return { path: '/api/generate', fields, stop };
    }
    if (content.kind === 'chat') {
      return { path: '/api/chat', fields: { messages: messagesOf(content) }, stop };
    }
    const text = fimTextOf(content);
    switch (fim.kind) {
      case 'none': {
        // A stop of the hole would end the reply before its tag: stops are left to the filters.
        const fields = { messages: holeFillingMessages(text), ...this.withoutThinking() };
        return { path: '/api/chat', fields, stop: [] };
      }
      case 'template': {
        const fields = { prompt: renderFimPrompt(fim.template, text), raw: true };
        const stops = [...stop, ...(fim.template.stops ?? []), ...fim.template.tokens];
        return { path: '/api/generate', fields, stop: stops };
      }
      case 'native': {
        const fields = { prompt: prefixWithSnippets(text), suffix: text.suffix };
        return {
          path: '/api/generate',
          fields: { ...fields, ...this.withoutThinking() },
          stop,
        };
      }
    }
  }

  private withoutThinking() {
    return this.options.canThink ? { think: false } : {};
  }

  private common(request: ModelRequest, maxTokens: number, stop: readonly string[]) {
    const { endpoint, keepAlive } = this.options;
    return {
      model: endpoint.place.modelId,
      stream: true,
      ...(keepAlive ? { keep_alive: keepAlive } : {}),
      options: {
        // Always the same size: another one would make Ollama load the model again.
        num_ctx: this.info.contextTokens,
        num_predict: maxTokens,
        ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
        ...(stop.length > 0 ? { stop } : {}),
      },
    };
  }

  private async *toParts(
    events: AsyncIterable<OllamaEvent>,
    promptTokens: number,
  ): AsyncGenerator<StreamPart> {
    for await (const event of events) {
      const thinking = event.thinking ?? event.message?.thinking;
      if (thinking) yield { type: 'thinking-delta', text: thinking };
      const text = event.response ?? event.message?.content;
      if (text) yield { type: 'text-delta', text };
      if (!event.done) continue;
      this.throwIfTruncated(event.prompt_eval_count, promptTokens);
      yield {
        type: 'end',
        reason: event.done_reason === 'length' ? 'length' : 'stop',
        usage: {
          ...(event.prompt_eval_count === undefined
            ? {}
            : { promptTokens: event.prompt_eval_count }),
          ...(event.eval_count === undefined ? {} : { outputTokens: event.eval_count }),
        },
      };
    }
  }

  /** Ollama answers 200 to a prompt over its context, after dropping the front: the answer is then made up. */
  private throwIfTruncated(counted: number | undefined, promptTokens: number): void {
    if (counted === undefined || promptTokens < leastTokensToJudge) return;
    if (counted >= promptTokens * truncatedShare) return;
    const { serverName, modelId } = this.options.endpoint.place;
    throw new ModelError(
      'contextExceeded',
      `${serverName} read only ${counted} of about ${promptTokens} prompt tokens: it dropped the beginning, so this answer can't be trusted. Set contextTokens of ${modelId} to what the server really has, or attach less.`,
    );
  }
}
