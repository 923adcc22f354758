import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { ModelSource } from '../../core/model/modelSource.ts';
import type { TokenCounters } from '../../core/prompt/tokenCounter.ts';

/** The window's own start comes first. */
const startDelayMs = 2_000;

/**
 * Loads the tokenizer off the typing path as soon as prompts for completion leave this extension.
 * The embedded engine reads a window of the document and needs no exact count.
 */
export function warmTokenizer(
  models: ModelSource,
  tokens: TokenCounters,
  clock: Clock,
): Disposable {
  const store = new DisposableStore();
  const stopped = new AbortController();
  const warm = async () => {
    const { model } = await models.choose('completion', { interactive: false });
    if (model && model.info.origin !== 'embedded' && !stopped.signal.aborted) await tokens.load();
  };
  store.add({ dispose: () => stopped.abort() });
  store.add(models.onDidChange(() => void warm()));
  void clock.delay(startDelayMs, stopped.signal).then(warm);
  return store;
}
