import type { Clock } from '../../base/clock.ts';
import type { CursorContext } from '../context/cursorContext.ts';
import type { Retriever } from '../context/retriever.ts';
import type { Snippet } from '../context/snippet.ts';
import type { ModelInfo } from '../model/model.ts';

/** Time that all retrievers have together; they prepare in the background, so this is for stragglers. */
const deadlineMs = 100;

/** Asks all retrievers at once and takes what is there at the deadline; the order is that of the retrievers. */
export async function gatherSnippets(
  ports: { readonly retrievers: readonly Retriever[]; readonly clock: Clock },
  context: CursorContext,
  model: ModelInfo,
  signal: AbortSignal,
): Promise<readonly Snippet[]> {
  // The embedded engine knows the workspace already.
  if (ports.retrievers.length === 0 || model.origin === 'embedded') return [];
  const controller = new AbortController();
  const combined = AbortSignal.any([signal, controller.signal]);
  const found = ports.retrievers.map((): readonly Snippet[] => []);
  const all = ports.retrievers.map(async (retriever, index) => {
    found[index] = await retriever.retrieve(context, combined);
  });
  const deadline = ports.clock.delay(deadlineMs, combined).then(() => controller.abort());
  await Promise.race([Promise.allSettled(all), deadline]);
  controller.abort();
  return found.flat();
}
