import type { SearchEngine } from '../context/searchEngine.ts';
import { type RequestRecorder, recorded } from './recordedRequest.ts';
import type { SealedPrompt } from './sealedPrompt.ts';

/** Asks a search engine, and keeps in the log what left. Rejects as the engine does. */
export function recordedSearch(
  engine: SearchEngine,
  prompt: SealedPrompt,
  recorder: RequestRecorder,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { name: modelName, origin } = engine;
  const title = { role: 'search', modelName, providerName: 'search engine', origin } as const;
  return recorded(
    { title, prompt, signal, ask: onSend => engine.search(prompt, { signal, onSend }) },
    recorder,
  );
}
