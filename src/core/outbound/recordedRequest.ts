import type { Clock } from '../../base/clock.ts';
import type { Usage, WireRequest } from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import type { SealedPrompt } from './sealedPrompt.ts';
import type { SentLog, SentOutcome, SentRequest } from './sentLog.ts';

/** What a request that is answered at once is recorded with. */
export interface RequestRecorder {
  readonly log: SentLog;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  wallTimeMs(): number;
}

/** Who is asked, and for what. */
export type RequestTitle = Pick<
  SentRequest,
  'role' | 'modelName' | 'providerName' | 'origin' | 'price'
>;

/** A request that is answered in one piece. */
export interface RecordedRequest<T> {
  readonly title: RequestTitle;
  readonly prompt: SealedPrompt;
  readonly signal: AbortSignal;
  ask(onSend: (wire: WireRequest) => void): Promise<T>;
  usageOf?(answer: T): Usage;
}

/** Asks, and keeps in the log what left and how it ended. Rejects as `ask` does. */
export async function recorded<T>(
  { title, prompt, signal, ask, usageOf }: RecordedRequest<T>,
  { log, clock, wallTimeMs }: RequestRecorder,
): Promise<T> {
  const startedAt = clock.now();
  const { content, dropped, masked, tokens } = prompt;
  const wires: WireRequest[] = [];
  const change = log.add({
    ...title,
    ...{ sentAtMs: wallTimeMs(), durationMs: 0, wires },
    ...{ content, dropped, masked, tokens, outcome: { kind: 'running' } },
  });
  const close = (outcome: SentOutcome) => change({ outcome, durationMs: clock.now() - startedAt });
  try {
    const answer = await ask(wire => {
      wires.push(wire);
      change({ wires: [...wires] });
    });
    close({ kind: 'answered', reason: 'stop', usage: usageOf?.(answer) ?? {} });
    return answer;
  } catch (error) {
    close(signal.aborted ? { kind: 'cancelled' } : failure(error));
    throw error;
  }
}

function failure(error: unknown): SentOutcome {
  if (ModelError.is(error)) return { kind: 'failed', error: error.kind, message: error.message };
  return { kind: 'failed', error: 'unknown', message: 'It failed.' };
}
