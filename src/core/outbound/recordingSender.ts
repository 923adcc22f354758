import { assert } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import type {
  Model,
  ModelRequest,
  Purpose,
  StreamPart,
  Usage,
  WireRequest,
} from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import { estimateTokens } from '../prompt/estimateTokens.ts';
import type { TokenCounters } from '../prompt/tokenCounter.ts';
import type { Ledger, UsedTokens } from './ledger.ts';
import type { SealedPrompt } from './sealedPrompt.ts';
import type { SecretVault } from './secrets/secretVault.ts';
import type { Sender } from './sender.ts';
import type { SentLog, SentOutcome, SentRequest } from './sentLog.ts';

/** What the sender needs besides the log it writes. */
export interface SenderTools {
  readonly log: SentLog;
  readonly counters: TokenCounters;
  readonly ledger: Ledger;
  /** Gives back in answers what the gate masked. */
  readonly secrets: SecretVault;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  wallTimeMs(): number;
}

/** The sender of all surfaces: sends, keeps what was sent in the log, and learns from the usage reported. */
export class RecordingSender implements Sender {
  constructor(private readonly tools: SenderTools) {}

  async *send(
    role: Purpose,
    model: Model,
    prompt: SealedPrompt,
    request: Omit<ModelRequest, 'onSend'>,
  ): AsyncIterable<StreamPart> {
    const isEmbedded = model.info.origin === embeddedOrigin;
    assert(isEmbedded || !prompt.isForEmbedded, 'a prompt for the embedded engine stays inside');
    // What the embedded engine reads is not sent anywhere, and would push out of the log what was.
    if (isEmbedded) return yield* model.stream(prompt, request);
    const record = this.open(role, model, prompt);
    const settle = this.tools.ledger.start(role, model.info);
    let outcome: SentOutcome = { kind: 'cancelled' };
    let output = '';
    const restoring = this.tools.secrets.restoring();
    try {
      for await (const part of model.stream(prompt, { ...request, onSend: record.onSend })) {
        if (part.type === 'text-delta') {
          output += part.text;
          yield* delta(restoring.push(part.text));
          continue;
        }
        if (part.type === 'end') {
          outcome = { kind: 'answered', reason: part.reason, usage: part.usage };
          this.learn(model, prompt, part.usage.promptTokens);
          yield* delta(restoring.end());
        }
        yield part;
      }
      // An abort ends the stream without an end.
      yield* delta(restoring.end());
    } catch (error) {
      outcome = failure(error);
      yield* delta(restoring.end());
      throw error;
    } finally {
      record.close(outcome);
      settle(tokensOf(outcome, prompt, output));
    }
  }

  private open(role: Purpose, model: Model, prompt: SealedPrompt) {
    const { log, clock, wallTimeMs } = this.tools;
    const startedAt = clock.now();
    const wires: WireRequest[] = [];
    const change = log.add(firstRecord(role, model, prompt, wallTimeMs()));
    return {
      onSend: (wire: WireRequest) => {
        wires.push(wire);
        change({ wires: [...wires] });
      },
      close: (outcome: SentOutcome) => change({ outcome, durationMs: clock.now() - startedAt }),
    };
  }

  private learn(model: Model, prompt: SealedPrompt, reported: number | undefined): void {
    if (reported !== undefined) this.tools.counters.calibrate(model.info, prompt.tokens, reported);
  }
}

const embeddedOrigin = 'embedded';

function firstRecord(
  role: Purpose,
  model: Model,
  prompt: SealedPrompt,
  sentAtMs: number,
): SentRequest {
  const { name: modelName, providerName, origin, price } = model.info;
  const { content, dropped, masked, tokens } = prompt;
  const outcome = { kind: 'running' } as const;
  return {
    role,
    modelName,
    providerName,
    origin,
    sentAtMs,
    durationMs: 0,
    wires: [],
    content,
    dropped,
    masked,
    tokens,
    price,
    outcome,
  };
}

function* delta(text: string): Iterable<StreamPart> {
  if (text !== '') yield { type: 'text-delta', text };
}

/** What a request used: as reported, else as counted; nothing when it failed. */
function tokensOf(
  outcome: SentOutcome,
  prompt: SealedPrompt,
  output: string,
): UsedTokens | undefined {
  if (outcome.kind === 'failed') return undefined;
  const { promptTokens, outputTokens }: Usage = outcome.kind === 'answered' ? outcome.usage : {};
  return {
    prompt: promptTokens ?? prompt.tokens,
    output: outputTokens ?? estimateTokens(output),
  };
}

function failure(error: unknown): SentOutcome {
  if (ModelError.is(error)) return { kind: 'failed', error: error.kind, message: error.message };
  return {
    kind: 'failed',
    error: 'unknown',
    message: error instanceof Error ? error.message : 'It failed.',
  };
}
