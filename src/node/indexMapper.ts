import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type MapEntry, type MappedFile, repositoryMap } from '../core/context/repositoryMap.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import { type RankedSymbol, type RankFocus, rankSymbols } from '../core/index/rankSymbols.ts';
import type { IndexedDefinition } from '../core/index/segment.ts';
import { type SymbolGraph, symbolGraph } from '../core/index/symbolGraph.ts';
import { estimateTokens } from '../core/prompt/estimateTokens.ts';

/** What a repository map is asked for: a focus by paths on disk, and its size. */
export interface MapQuery extends RankFocus {
  readonly tokens: number;
}

/** What a map shows of one file, with where that lies. */
export interface MappedLines extends MappedFile {
  readonly uri: string;
}

/** More entries than any budget has room for. */
const mostEntries = 600;
/** Of a long head the beginning tells enough. */
const mostHeadLines = 6;

/** Makes repository maps from an index. The graph is made once for each state of the index, when it is asked for. */
export class IndexMapper {
  private graph: { readonly version: number; readonly value: SymbolGraph } | undefined;

  constructor(private readonly index: CodeIndex) {}

  map(query: MapQuery): readonly MappedLines[] {
    const graph = this.currentGraph();
    const texts = new Map<string, readonly string[] | undefined>();
    const entries: MapEntry[] = [];
    for (const symbol of rankSymbols(graph, query)) {
      if (entries.length >= mostEntries) break;
      entries.push(...entriesFor(graph, symbol, texts));
    }
    return repositoryMap(entries, query.tokens, estimateTokens).map(file => {
      const found = graph.files.find(({ filePath }) => filePath === file.path)!;
      return { ...file, path: found.path, uri: pathToFileURL(found.filePath).toString() };
    });
  }

  private currentGraph(): SymbolGraph {
    const { version } = this.index;
    if (this.graph?.version !== version) {
      this.graph = { version, value: symbolGraph(this.index.segments) };
    }
    return this.graph.value;
  }
}

/** The heads under which a file defines a name, each with the head of what is around it. */
function entriesFor(
  graph: SymbolGraph,
  { file: number, name }: RankedSymbol,
  texts: Map<string, readonly string[] | undefined>,
): MapEntry[] {
  const { filePath, segment, file } = graph.files[number]!;
  if (!texts.has(filePath)) texts.set(filePath, linesOf(filePath));
  const lines = texts.get(filePath);
  if (!lines) return [];
  const definitions = segment.definitionsOf(file);
  const wanted = definitions.filter(found => found.name === name);
  const around = definitions.filter(found => wanted.some(one => holds(found, one)));
  return [...wanted, ...around].map(found => {
    const endLineExclusive = Math.min(found.headEndLineExclusive, found.startLine + mostHeadLines);
    const text = lines.slice(found.startLine, endLineExclusive).join('\n');
    return { path: filePath, startLine: found.startLine, endLineExclusive, text };
  });
}

function holds(outer: IndexedDefinition, inner: IndexedDefinition): boolean {
  return (
    outer !== inner &&
    outer.startLine < inner.startLine &&
    outer.endLineExclusive >= inner.endLineExclusive
  );
}

function linesOf(filePath: string): readonly string[] | undefined {
  try {
    return readFileSync(filePath, 'utf8')
      .replace(/^\uFEFF/, '')
      .split('\n');
  } catch {
    return undefined;
  }
}
