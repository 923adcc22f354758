import type { Clock } from '../src/base/clock.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart } from '../src/core/model/model.ts';
import type { SealedPrompt } from '../src/core/outbound/sealedPrompt.ts';

/** How a scripted model answers: with what `truth` says comes next, or always the same. */
export interface ModelScript {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly truth?: string;
  readonly fixed?: string;
}

/** About what a token of code has. */
const charactersPerToken = 4;

/** A model on a clock that plays a script and counts what is asked of it. */
export class ScriptedModel implements Model {
  requests = 0;
  aborted = 0;
  promptTokens = 0;
  readonly info: ModelInfo = {
    name: 'scripted',
    providerName: 'bench',
    origin: 'https://model.invalid',
    contextTokens: 32_768,
    maxOutputTokens: 1024,
    canFim: true,
    canChat: false,
    isLocal: false,
  };

  constructor(
    private readonly script: ModelScript,
    private readonly clock: Clock,
    /** The text before the cursor that the request is about. */
    private readonly textBefore: () => string,
    private readonly onRequest: () => void = () => {},
  ) {}

  async *stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    this.onRequest();
    this.requests++;
    this.promptTokens += Math.round(prompt.tokens);
    let isOver = false;
    const count = () => {
      if (!isOver) this.aborted++;
      isOver = true;
    };
    request.signal.addEventListener('abort', count, { once: true });
    try {
      const answer = this.answer(request.maxOutputTokens);
      await this.clock.delay(this.script.firstTokenMs, request.signal);
      for (let sent = 0; sent < answer.length && !request.signal.aborted; ) {
        const text = answer.slice(sent, sent + charactersPerToken);
        sent += text.length;
        yield { type: 'text-delta', text };
        await this.clock.delay(1000 / this.script.tokensPerSecond, request.signal);
      }
      if (!request.signal.aborted) yield { type: 'end', reason: 'stop', usage: {} };
    } finally {
      isOver = true;
    }
  }

  private answer(maxTokens: number): string {
    const { truth, fixed } = this.script;
    const limit = maxTokens * charactersPerToken;
    if (truth === undefined) return (fixed ?? '').slice(0, limit);
    const before = this.textBefore();
    return truth.startsWith(before) ? truth.slice(before.length).slice(0, limit) : '';
  }
}
