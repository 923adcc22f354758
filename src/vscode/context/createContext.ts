import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { SettingsSource } from '../settings.ts';
import { DefinitionRetriever } from './definitionRetriever.ts';
import { OpenEditorsRetriever } from './openEditorsRetriever.ts';
import { RecentEditsRetriever } from './recentEditsRetriever.ts';
import { SimilarRetriever } from './similarRetriever.ts';
import { WorkspaceIgnoreRules } from './workspaceIgnoreRules.ts';

/** What context is built from. */
export interface ContextTools {
  readonly settings: SettingsSource;
  readonly log: Logger;
  readonly clock: Clock;
  /** The bundled index worker. */
  readonly indexWorkerPath: string;
}

/** Where snippets come from, and which files may be in them. */
export interface Context extends Disposable {
  readonly retrievers: readonly Retriever[];
  readonly ignoreRules: WorkspaceIgnoreRules;
}

/** Starts listening to the editor; what is found is asked for through the retrievers. */
export function createContext({ settings, log, clock, indexWorkerPath }: ContextTools): Context {
  const store = new DisposableStore();
  return {
    retrievers: [
      store.add(new DefinitionRetriever(clock, log)),
      store.add(new RecentEditsRetriever()),
      store.add(new OpenEditorsRetriever()),
      store.add(new SimilarRetriever(indexWorkerPath, log)),
    ],
    ignoreRules: store.add(new WorkspaceIgnoreRules(settings, log)),
    dispose: () => store.dispose(),
  };
}
