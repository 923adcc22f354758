import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { pathsBelow } from '../../core/context/enginePaths.ts';
import { LexicalIndex } from '../../core/context/lexicalIndex.ts';
import { linesOf } from '../../core/context/openTexts.ts';
import { questionTerms } from '../../core/context/question/questionTerms.ts';
import { draftSearch } from '../../core/context/question/searchWords.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { ModelError } from '../../core/model/modelError.ts';
import type { OutboundGate } from '../../core/outbound/gate.ts';
import { recordedSearch } from '../../core/outbound/recordedSearch.ts';
import type { SentLog } from '../../core/outbound/sentLog.ts';
import { estimateTokens } from '../../core/prompt/estimateTokens.ts';
import type { SearchEngineSettings } from '../../core/settings.ts';
import { watchConnect } from '../../node/connectWatch.ts';
import { liesInside } from '../../node/liesInside.ts';
import { createSearchEngine, engineNames } from '../../provider/createSearchEngine.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import { remoteMachine } from '../model/remoteMachine.ts';
import { trustedFetch } from '../model/trustedFetch.ts';
import type { SettingsSource } from '../settings.ts';
import { pathIn } from './folderPaths.ts';
import { readText } from './readText.ts';

/** An engine that takes longer is not waited for. */
const timeoutMs = 1500;
const mostFiles = 20;
const mostInFile = 2;
/** More words than that are no question. */
const mostTokens = 400;

/** What a search by engine needs of the world. */
export interface EngineSearchTools {
  readonly settings: SettingsSource;
  readonly gate: OutboundGate;
  readonly sentLog: SentLog;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Searches with the engine of `inkling.search.engine`; what it finds is read from the workspace. */
export class EngineSearch {
  private lastFailure = '';

  constructor(private readonly tools: EngineSearchTools) {}

  /** The best places of the files that the engine names, in its order. Never rejects; nothing without an engine. */
  async find(question: string, signal: AbortSignal): Promise<readonly Snippet[]> {
    const { gate, settings } = this.tools;
    const chosen = settings.read()['search.engine'];
    const draft = chosen && draftSearch(question);
    if (!draft) return [];
    const counter = { count: estimateTokens };
    const sealed = gate.seal(draft, { maxTokens: mostTokens, counter });
    if (sealed.kind === 'refused') return [];
    const { sentLog: log, clock } = this.tools;
    const engine = createSearchEngine(chosen, this.endpoint(chosen));
    const recorder = { log, clock, wallTimeMs: () => Date.now() };
    try {
      const paths = await recordedSearch(engine, sealed.prompt, recorder, signal);
      this.lastFailure = '';
      return await this.placesIn(paths, question);
    } catch (error) {
      if (!signal.aborted) this.report(error);
      return [];
    }
  }

  /** An engine that is down is told of once. */
  private report(error: unknown): void {
    const message = ModelError.is(error) ? error.message : `A search failed: ${error}`;
    if (message !== this.lastFailure) this.tools.log.warn(message);
    this.lastFailure = message;
  }

  private endpoint({ kind, baseUrl }: SearchEngineSettings): Endpoint {
    const remoteName = remoteMachine();
    return {
      place: { serverName: engineNames[kind], baseUrl, modelId: '', remoteName },
      headers: () => Promise.resolve({}),
      timeouts: {
        connectTimeoutMs: timeoutMs,
        firstByteTimeoutMs: timeoutMs,
        idleTimeoutMs: timeoutMs,
      },
      fetch: trustedFetch,
      clock: this.tools.clock,
      watchConnect,
      random: Math.random,
    };
  }

  private async placesIn(paths: readonly string[], question: string): Promise<readonly Snippet[]> {
    const found = await Promise.all(paths.slice(0, mostFiles).map(readInWorkspace));
    const files = new Map(found.flatMap(file => (file ? [[file.uri, file] as const] : [])));
    const index = new LexicalIndex();
    for (const { uri, text } of files.values()) index.setFile(uri, text);
    const hits = index.search(questionTerms(question), { limit: mostFiles * 8 });
    return [...files.values()].flatMap(({ uri, path, text }) =>
      hits
        .filter(hit => hit.path === uri)
        .slice(0, mostInFile)
        .map(({ startLine, endLineExclusive, score }): Snippet => {
          const lines = linesOf(text, startLine, endLineExclusive);
          return { kind: 'found', uri, path, startLine, endLineExclusive, text: lines, score };
        }),
    );
  }
}

/** The file of the workspace that an engine's path means; undefined where there is none, or it lies elsewhere. */
async function readInWorkspace(
  enginePath: string,
): Promise<{ readonly uri: string; readonly path: string; readonly text: string } | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const below of pathsBelow(folder.uri.path, enginePath)) {
      const uri = vscode.Uri.joinPath(folder.uri, below);
      const text = await readText(uri).catch(() => undefined);
      if (text === undefined) continue;
      // A link must not bring in what lies outside the workspace.
      const isInside = uri.scheme !== 'file' || (await liesInside(folder.uri.fsPath, uri.fsPath));
      if (isInside) return { uri: uri.toString(), path: pathIn(folder, uri), text };
    }
  }
  return undefined;
}
