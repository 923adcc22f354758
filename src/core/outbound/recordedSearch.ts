import type { Clock } from '../../base/clock.ts';
import type { SearchEngine } from '../context/searchEngine.ts';
import { ModelError } from '../model/modelError.ts';
import type { SealedPrompt } from './sealedPrompt.ts';
import type { SentLog, SentOutcome } from './sentLog.ts';

/** What a search is recorded with. */
export interface SearchRecorder {
  readonly log: SentLog;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  wallTimeMs(): number;
}

/** Asks a search engine, and keeps in the log what left. Rejects as the engine does. */
export async function recordedSearch(
  engine: SearchEngine,
  prompt: SealedPrompt,
  { log, clock, wallTimeMs }: SearchRecorder,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const startedAt = clock.now();
  const { content, dropped, masked, tokens } = prompt;
  const change = log.add({
    ...{ role: 'search', modelName: engine.name, providerName: 'search engine' },
    ...{ origin: engine.origin, sentAtMs: wallTimeMs(), durationMs: 0, wires: [] },
    ...{ content, dropped, masked, tokens, outcome: { kind: 'running' } },
  });
  const close = (outcome: SentOutcome) => change({ outcome, durationMs: clock.now() - startedAt });
  try {
    const onSend = (wire: { readonly url: string; readonly body: string }) =>
      change({ wires: [wire] });
    const paths = await engine.search(prompt, { signal, onSend });
    close({ kind: 'answered', reason: 'stop', usage: {} });
    return paths;
  } catch (error) {
    close(signal.aborted ? { kind: 'cancelled' } : failure(error));
    throw error;
  }
}

function failure(error: unknown): SentOutcome {
  if (ModelError.is(error)) return { kind: 'failed', error: error.kind, message: error.message };
  return { kind: 'failed', error: 'unknown', message: 'It failed.' };
}
