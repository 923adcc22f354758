import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { ModelSettings } from '../../core/settings.ts';
import { embeddingModelOf } from '../../core/vectors/embeddingModelSettings.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import type { CommandHandlers } from '../commands.ts';
import type { SettingsSource } from '../settings.ts';
import { Embedder, type EmbedderTools } from './embedder.ts';
import { keepEmbeddings } from './keepEmbeddings.ts';
import { makeEmbeddings } from './makeEmbeddings.ts';
import { MeaningSearch } from './meaningSearch.ts';

export interface EmbeddingsTools extends EmbedderTools {
  readonly settings: SettingsSource;
  readonly log: Logger;
  /** How to reach the server of a model. */
  readonly endpointOf: (settings: ModelSettings) => Endpoint;
}

/** Embeddings for the composition root. */
export interface EmbeddingsFeature extends Disposable {
  readonly search: MeaningSearch;
  readonly commands: CommandHandlers<'inkling.search.makeEmbeddings'>;
}

/** Builds the search by meaning, the command that makes embeddings, and what keeps them up to date. */
export function createEmbeddings(tools: EmbeddingsTools): EmbeddingsFeature {
  const { settings, ledger, clock, log } = tools;
  const store = new DisposableStore();
  let made: { readonly id: string; readonly embedder: Embedder } | undefined;
  const embedder = (): Embedder | undefined => {
    const { 'search.embeddings': wanted, ...others } = settings.read();
    if (!wanted) return undefined;
    const waits = [others['network.connectTimeoutMs'], others['network.firstByteTimeoutMs']];
    const id = JSON.stringify([wanted, waits]);
    if (made?.id !== id) {
      const endpoint = tools.endpointOf(embeddingModelOf(wanted));
      made = { id, embedder: new Embedder(wanted, endpoint, tools) };
    }
    return made.embedder;
  };
  let running: ReturnType<typeof makeEmbeddings> | undefined;
  store.add(keepEmbeddings({ settings, ledger, clock, log, embedder }));
  return {
    search: new MeaningSearch(embedder, clock, log),
    commands: {
      'inkling.search.makeEmbeddings': () => {
        running ??= makeEmbeddings(embedder(), () => settings.problems()).finally(() => {
          running = undefined;
        });
        return running;
      },
    },
    dispose: () => store.dispose(),
  };
}
