import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { PreparedRetriever } from '../../core/context/preparedRetriever.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Rules } from '../../core/context/ruleFiles.ts';
import { IndexClient } from '../../node/indexClient.ts';
import type { IndexWorkerData } from '../../node/indexMessages.ts';
import type { SettingsSource } from '../settings.ts';
import type { Status } from '../status.ts';
import { ClipboardRetriever } from './clipboardRetriever.ts';
import { CodeFinder } from './codeFinder.ts';
import { cursorContextOf } from './cursorContextOf.ts';
import { DefinitionRetriever } from './definitionRetriever.ts';
import { IndexedWorkspace } from './indexedWorkspace.ts';
import { showProgress } from './indexProgress.ts';
import { type MapFor, mapFrom } from './mapFor.ts';
import { OpenEditorsRetriever } from './openEditorsRetriever.ts';
import { RecentEditsRetriever } from './recentEditsRetriever.ts';
import { rulesFor } from './rulesFor.ts';
import { SimilarRetriever } from './similarRetriever.ts';
import { whenCursorRests } from './whenCursorRests.ts';
import { WorkspaceIgnoreRules } from './workspaceIgnoreRules.ts';

/** What context is built from. */
export interface ContextTools {
  readonly settings: SettingsSource;
  readonly log: Logger;
  readonly clock: Clock;
  readonly status: Status;
  /** The bundled index worker, and what it works with. */
  readonly indexWorkerPath: string;
  readonly indexData: Omit<IndexWorkerData, 'scriptPath'>;
}

/** Where snippets come from, and which files may be in them. */
export interface Context extends Disposable {
  readonly retrievers: readonly Retriever[];
  readonly ignoreRules: WorkspaceIgnoreRules;
  readonly rulesFor: (uri: vscode.Uri) => Promise<readonly Rules[]>;
  readonly mapFor: MapFor;
  readonly finder: CodeFinder;
  readonly workspace: IndexedWorkspace;
}

/** Starts listening to the editor; what is found is asked for through the retrievers. */
export function createContext(tools: ContextTools): Context {
  const { settings, log, clock, status } = tools;
  const store = new DisposableStore();
  const index = store.add(new IndexClient(tools.indexWorkerPath, tools.indexData, log));
  store.add(showProgress(index, status));
  const workspace = store.add(new IndexedWorkspace(index, settings));
  const ignoreRules = store.add(new WorkspaceIgnoreRules(settings, log));
  const mapFor = mapFrom(workspace);
  const similar = new PreparedRetriever(new SimilarRetriever(workspace), clock);
  store.add(settings.onDidChange(() => similar.forget()));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => similar.forget()));
  store.add(
    whenCursorRests(clock, ({ document, selection }) => {
      if (workspace.isStarted) similar.prepare(cursorContextOf(document, selection.active));
    }),
  );
  return {
    retrievers: [
      store.add(new DefinitionRetriever(clock, log)),
      store.add(new RecentEditsRetriever()),
      store.add(new OpenEditorsRetriever()),
      similar,
      store.add(new ClipboardRetriever(clock)),
    ],
    ignoreRules,
    rulesFor: uri => rulesFor(uri, settings, log),
    mapFor,
    finder: new CodeFinder({ workspace, ignoreRules, mapFor, clock }),
    workspace,
    dispose: () => store.dispose(),
  };
}
