import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { Ledger } from '../../core/outbound/ledger.ts';
import { SavedFiles } from '../../core/vectors/savedFiles.ts';
import { containingFolders } from '../context/folderPaths.ts';
import type { SettingsSource } from '../settings.ts';
import type { Embedder } from './embedder.ts';

export interface KeepTools {
  readonly settings: SettingsSource;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Logger;
  /** The one of the settings; undefined where there is none. */
  readonly embedder: () => Embedder | undefined;
}

/** Embeds what was saved, for those who want it kept up to date and have had embeddings made before. */
export function keepEmbeddings(tools: KeepTools): Disposable {
  const { settings, ledger, clock, log } = tools;
  const store = new DisposableStore();
  /** The embedder, where somebody wants what they save to be sent. */
  const wanted = () => {
    const isWanted = settings.read()['search.embeddings']?.keepUpToDate === true;
    return isWanted && vscode.workspace.isTrusted ? tools.embedder() : undefined;
  };
  const embed = async (only: readonly string[], signal: AbortSignal) => {
    const embedder = wanted();
    if (!embedder) return [];
    const mayGoOn = () => ledger.refusal(embedder.model.info, limitsOf(settings)) === undefined;
    try {
      // Where nobody has asked for embeddings yet, there is nothing to keep up to date.
      if ((await embedder.count(signal)) === 0) return [];
      await embedder.make({ only, mayGoOn }, signal);
      return mayGoOn() ? [] : only;
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      log.warn(`What was saved has no embeddings yet. ${reason}`);
      return [];
    }
  };
  const files = store.add(new SavedFiles(clock, embed));
  store.add(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const isCode = uri.scheme === 'file' && containingFolders(uri).length > 0;
      if (isCode && wanted()) files.saved(uri.fsPath);
    }),
  );
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== 'output') files.typed();
    }),
  );
  return store;
}

function limitsOf(settings: SettingsSource) {
  const all = settings.read();
  return {
    tokensPerDay: all['completion.tokensPerDay'],
    costPerDay: all['completion.costPerDay'],
    requestsPerMinute: all['completion.requestsPerMinute'],
  };
}
