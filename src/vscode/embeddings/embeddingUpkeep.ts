import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { Ledger } from '../../core/outbound/ledger.ts';
import { containingFolders } from '../context/folderPaths.ts';
import type { SettingsSource } from '../settings.ts';
import type { Embedder } from './embedder.ts';

/** Nothing is sent before so long after the last key. */
const restMs = 5000;
/** Nor sooner than this after the last time. */
const betweenMs = 30_000;

export interface EmbeddingUpkeepTools {
  readonly settings: SettingsSource;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Logger;
  /** The one of the settings; undefined where there is none. */
  readonly embedder: () => Embedder | undefined;
}

/** Embeds what was saved, for those who want it kept up to date and have had embeddings made before. */
export class EmbeddingUpkeep implements Disposable {
  private readonly store = new DisposableStore();
  private readonly over = new AbortController();
  /** Paths on disk. */
  private readonly saved = new Set<string>();
  private typedAtMs = 0;
  private isAtWork = false;

  constructor(private readonly tools: EmbeddingUpkeepTools) {
    this.store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => this.note(uri)));
    this.store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== 'output') this.typedAtMs = tools.clock.now();
      }),
    );
  }

  private note(uri: vscode.Uri): void {
    if (!this.wanted() || uri.scheme !== 'file' || containingFolders(uri).length === 0) return;
    this.saved.add(uri.fsPath);
    if (!this.isAtWork) void this.work();
  }

  /** The embedder, where somebody wants what they save to be sent. */
  private wanted(): Embedder | undefined {
    const settings = this.tools.settings.read()['search.embeddings'];
    if (!settings?.keepUpToDate || !vscode.workspace.isTrusted) return undefined;
    return this.tools.embedder();
  }

  private async work(): Promise<void> {
    const { clock } = this.tools;
    const { signal } = this.over;
    this.isAtWork = true;
    while (this.saved.size > 0 && !signal.aborted) {
      await clock.delay(restMs, signal);
      if (clock.now() - this.typedAtMs < restMs || signal.aborted) continue;
      const embedder = this.wanted();
      if (!embedder) this.saved.clear();
      else {
        await this.embedSaved(embedder, signal);
        if (this.saved.size > 0) await clock.delay(betweenMs, signal);
      }
    }
    this.isAtWork = false;
  }

  private async embedSaved(embedder: Embedder, signal: AbortSignal): Promise<void> {
    const { settings, ledger, log } = this.tools;
    const mayGoOn = () => {
      const all = settings.read();
      const limits = {
        tokensPerDay: all['completion.tokensPerDay'],
        costPerDay: all['completion.costPerDay'],
        requestsPerMinute: all['completion.requestsPerMinute'],
      };
      return ledger.refusal(embedder.model.info, limits) === undefined;
    };
    const only = [...this.saved];
    this.saved.clear();
    try {
      // Where nobody has asked for embeddings yet, there is nothing to keep up to date.
      if ((await embedder.count(signal)) === 0) return;
      await embedder.make({ only, mayGoOn }, signal);
      if (!mayGoOn()) for (const filePath of only) this.saved.add(filePath);
    } catch (error) {
      log.warn(
        `What was saved has no embeddings yet. ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  dispose(): void {
    this.over.abort();
    this.store.dispose();
  }
}
