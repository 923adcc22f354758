import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { doneWithin } from '../../base/deadline.ts';
import { fuseSnippets } from '../../core/context/fuseSnippets.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { DeclaredLines } from '../../node/relatedLines.ts';
import type { MeaningSearch } from '../embeddings/meaningSearch.ts';
import type { EngineSearch } from './engineSearch.ts';
import type { IndexedWorkspace } from './indexedWorkspace.ts';
import type { MapFor } from './mapFor.ts';
import { indexSnippet } from './similarRetriever.ts';
import { type SymbolPlace, usagesOf } from './usages.ts';
import type { WorkspaceIgnoreRules } from './workspaceIgnoreRules.ts';

/** What somebody asks in words, and what it is about. */
export interface AskedInWords {
  readonly question: string;
  /** Questions before it, newest last. */
  readonly earlier?: readonly string[];
  /** The symbol whose usages may matter. */
  readonly symbol?: SymbolPlace | undefined;
  /** The file that a repository map looks out from; without one there is none. */
  readonly mapFrom?: vscode.Uri | undefined;
  /** How long the model of embeddings may take, in milliseconds. */
  readonly embeddingMs?: number;
  /** Whoever asks waits no longer for all of it, in milliseconds. */
  readonly withinMs?: number;
}

const mostFound = 40;
/** A reading that has just begun is waited for so long. */
const patienceMs = 1000;
const longestMs = 2000;

/** An edit waits half a second for all that goes with it. */
const shortestEmbeddingMs = 350;

/** What code finders are built from. */
export interface CodeFinderTools {
  readonly workspace: IndexedWorkspace;
  readonly ignoreRules: WorkspaceIgnoreRules;
  readonly mapFor: MapFor;
  readonly clock: Clock;
}

/** Finds code of the workspace for edits and questions: by their words and meaning, by usages, by a repository map. */
export class CodeFinder {
  private engine: EngineSearch | undefined;
  private meaning: MeaningSearch | undefined;

  constructor(private readonly tools: CodeFinderTools) {}

  /** From now on an engine is asked, too. It sends through the gate, which is made from what this is made with. */
  addEngine(engine: EngineSearch): void {
    this.engine = engine;
  }

  /** From now on code is also found by what it means, where embeddings were made. */
  addMeaning(meaning: MeaningSearch): void {
    this.meaning = meaning;
  }

  /** Begins the reading of the workspace, so that a first question need not wait for it. */
  prepare(): void {
    this.tools.workspace.started();
    this.meaning?.prepare();
  }

  /**
   * Snippets, best first of each kind; of files that ignore rules keep out there are none. Never rejects; what is late
   * is left out.
   */
  async find(asked: AskedInWords, signal: AbortSignal): Promise<readonly Snippet[]> {
    const { clock, workspace } = this.tools;
    const { question, earlier = [], symbol, mapFrom } = asked;
    const { embeddingMs = shortestEmbeddingMs, withinMs = longestMs } = asked;
    const query = { question, earlier, limit: mostFound, patienceMs };
    const shown = (lines: readonly DeclaredLines[]) => lines.map(one => indexSnippet('found', one));
    type Search = (late: AbortSignal) => Promise<readonly Snippet[]>;
    const byWords: Search[] = [late => workspace.started().find(query, late).then(shown)];
    const { engine, meaning } = this;
    if (engine) byWords.push(late => engine.find(question, late));
    if (meaning) byWords.push(late => meaning.find(question, embeddingMs, late).then(shown));
    const others: Search[] = [];
    if (symbol) others.push(late => usagesOf(symbol, workspace, clock, late));
    if (mapFrom) others.push(late => this.tools.mapFor(mapFrom, question, late));
    const given = await doneWithin(clock, withinMs, signal, [...byWords, ...others]);
    const found = given.map(snippets => snippets ?? []);
    const fused = fuseSnippets(found.slice(0, byWords.length));
    const snippets = [...fused, ...found.slice(byWords.length).flat()];
    return this.allowed(snippets);
  }

  /** The ignore files that govern a file are read when it is first asked about. */
  private async allowed(snippets: readonly Snippet[]): Promise<readonly Snippet[]> {
    const { ignoreRules } = this.tools;
    const mayLeave = ({ uri, path }: Snippet) => ignoreRules.excludedBy(uri, path) === undefined;
    snippets.forEach(mayLeave);
    await ignoreRules.whenLoaded();
    return snippets.filter(mayLeave);
  }
}
