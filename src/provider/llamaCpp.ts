import type { FimWay } from '../core/model/fimWay.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import { fimTextOf } from '../core/prompt/fimContent.ts';
import type { FimText } from '../core/prompt/fimPrompt.ts';
import type { Endpoint } from './endpoint.ts';
import { contextError } from './httpError.ts';
import { OpenAiModel } from './openai.ts';
import { outputFilters } from './outputFilters.ts';
import { outputRoom } from './outputRoom.ts';
import { readStream } from './readStream.ts';
import { runModel } from './runModel.ts';

/** One event of `/infill`. */
interface InfillEvent {
  readonly content?: string;
  readonly stop?: boolean;
  readonly stop_type?: string;
  readonly truncated?: boolean;
  readonly tokens_evaluated?: number;
  readonly tokens_predicted?: number;
  readonly timings?: { readonly cache_n?: number };
}

export interface LlamaCppOptions {
  readonly endpoint: Endpoint;
  readonly info: ModelInfo;
  readonly fim: FimWay;
  /** The server's root, without `/v1` and without a slash at the end. */
  readonly rootUrl: string;
  /** Told when the server says that its model can't fill in the middle. */
  readonly onCannotFim?: () => void;
}

/** A model behind llama.cpp's own server: `/infill` for holes, its OpenAI-compatible API for the rest. */
export class LlamaCppModel implements Model {
  readonly info: ModelInfo;
  private readonly openAi: OpenAiModel;

  constructor(private readonly options: LlamaCppOptions) {
    const { endpoint, fim, rootUrl } = options;
    this.info = options.info;
    this.openAi = new OpenAiModel({ endpoint, info: this.info, fim, apiUrl: `${rootUrl}/v1` });
  }

  stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    const { endpoint, fim } = this.options;
    const { content } = prompt;
    if (content.kind === 'chat' || fim.kind !== 'native') {
      return this.openAi.stream(prompt, request);
    }
    const text = fimTextOf(content);
    return runModel(
      endpoint,
      request,
      signal => {
        const maxTokens = outputRoom(endpoint.place, this.info, prompt, request);
        return this.infill(text, request, maxTokens, signal);
      },
      () => outputFilters(content, fim),
    );
  }

  private async *infill(
    text: FimText,
    request: ModelRequest,
    maxTokens: number,
    signal: AbortSignal,
  ): AsyncGenerator<StreamPart> {
    const { endpoint, rootUrl, onCannotFim } = this.options;
    const body = {
      input_prefix: text.prefix,
      input_suffix: text.suffix,
      input_extra: text.snippets.map(snippet => ({ filename: snippet.path, text: snippet.text })),
      prompt: '',
      n_predict: maxTokens,
      stream: true,
      cache_prompt: true,
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.stop?.length ? { stop: request.stop } : {}),
    };
    const url = `${rootUrl}/infill`;
    const { onSend } = request;
    try {
      yield* this.toParts(readStream(endpoint, { url, body, framing: 'sse', signal, onSend }));
    } catch (error) {
      if (ModelError.is(error, 'unsupported')) onCannotFim?.();
      throw error;
    }
  }

  private async *toParts(events: AsyncIterable<InfillEvent>): AsyncGenerator<StreamPart> {
    for await (const event of events) {
      if (event.truncated) throw contextError(this.options.endpoint.place, this.info.contextTokens);
      if (event.content) yield { type: 'text-delta', text: event.content };
      if (!event.stop) continue;
      yield {
        type: 'end',
        reason: event.stop_type === 'limit' ? 'length' : 'stop',
        usage: {
          ...(event.tokens_evaluated === undefined ? {} : { promptTokens: event.tokens_evaluated }),
          ...(event.tokens_predicted === undefined ? {} : { outputTokens: event.tokens_predicted }),
          ...(event.timings?.cache_n === undefined ? {} : { cachedTokens: event.timings.cache_n }),
        },
      };
    }
  }
}
