import type { SymbolGraph } from './symbolGraph.ts';

/** What a ranking is asked for. */
export interface RankFocus {
  /** The files that are worked on, as the index knows them. */
  readonly filePaths: readonly string[];
  /** Names that were mentioned, in a question or around a cursor. */
  readonly names: readonly string[];
}

/** A defined name and how much it matters. */
export interface RankedSymbol {
  /** The file that defines it, by its number in the graph. */
  readonly file: number;
  readonly name: string;
  readonly score: number;
}

/** The usual damping of PageRank. */
const damping = 0.85;
/** Ranks hardly change after so many rounds. */
const rounds = 16;
/** A name that was mentioned counts so much more. */
const mentionedWeight = 10;

/**
 * Ranks the definitions of a graph by personalised PageRank: a walk that starts at what is worked on (files, and
 * definers of names that were mentioned) and goes from users to what they use. What files in focus define is left out:
 * whoever works on them sees it.
 */
export function rankSymbols(graph: SymbolGraph, focus: RankFocus): RankedSymbol[] {
  const mentioned = mentionedNames(graph, focus.names);
  const start = startOf(graph, focus, mentioned);
  const factors = factorsOf(graph, mentioned);
  const ranks = pageRank(graph, start, factors);
  return distribute(graph, ranks, factors, mentioned, new Set(focus.filePaths));
}

function mentionedNames({ names }: SymbolGraph, wanted: readonly string[]): ReadonlySet<number> {
  const set = new Set(wanted);
  const found = new Set<number>();
  names.forEach((name, number) => {
    if (set.has(name)) found.add(number);
  });
  return found;
}

/** Where the walk begins: sums to one. Without any focus it begins everywhere. */
function startOf(
  graph: SymbolGraph,
  { filePaths }: RankFocus,
  mentioned: ReadonlySet<number>,
): Float64Array {
  const start = new Float64Array(graph.fileCount);
  const focused = new Set(filePaths);
  graph.files.forEach(({ filePath }, file) => {
    if (focused.has(filePath)) start[file] = 1;
  });
  for (const name of mentioned) for (const file of graph.definers[name]!) start[file] = 1;
  const sum = start.reduce((total, each) => total + each, 0);
  if (sum === 0) return start.fill(1 / Math.max(1, graph.fileCount));
  return start.map(each => each / sum);
}

/** The weight of each edge over that of all edges of its file. */
function factorsOf(graph: SymbolGraph, mentioned: ReadonlySet<number>): Float32Array {
  const { firstEdge, edgeNames, weights, fileCount } = graph;
  const factors = new Float32Array(weights.length);
  for (let file = 0; file < fileCount; file++) {
    let sum = 0;
    for (let edge = firstEdge[file]!; edge < firstEdge[file + 1]!; edge++) {
      factors[edge] = weights[edge]! * (mentioned.has(edgeNames[edge]!) ? mentionedWeight : 1);
      sum += factors[edge]!;
    }
    for (let edge = firstEdge[file]!; edge < firstEdge[file + 1]!; edge++) factors[edge]! /= sum;
  }
  return factors;
}

/** The rank of each file; they sum to one. A file that uses nothing hands its rank back to the start. */
export function pageRank(
  { firstEdge, targets, fileCount }: SymbolGraph,
  start: Float64Array,
  factors: Float32Array,
): Float64Array {
  let ranks = start.slice();
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(fileCount);
    let lost = 0;
    for (let file = 0; file < fileCount; file++) {
      const end = firstEdge[file + 1]!;
      if (firstEdge[file] === end) lost += ranks[file]!;
      for (let edge = firstEdge[file]!; edge < end; edge++) {
        next[targets[edge]!]! += damping * ranks[file]! * factors[edge]!;
      }
    }
    const back = 1 - damping + damping * lost;
    for (let file = 0; file < fileCount; file++) next[file]! += back * start[file]!;
    ranks = next;
  }
  return ranks;
}

/** Hands the rank of each file on to the names that it uses; a mentioned one has rank of its own. Best first; equal ones by path and name. */
function distribute(
  graph: SymbolGraph,
  ranks: Float64Array,
  factors: Float32Array,
  mentioned: ReadonlySet<number>,
  focused: ReadonlySet<string>,
): RankedSymbol[] {
  const { firstEdge, targets, edgeNames, names, files } = graph;
  const scores = new Map<number, number>();
  // Who says a name wants to see what it is, whether anybody uses it or not.
  for (const name of mentioned) {
    const places = graph.definers[name]!;
    for (const file of places) scores.set(file * names.length + name, 1 / places.length);
  }
  for (let file = 0; file < graph.fileCount; file++) {
    for (let edge = firstEdge[file]!; edge < firstEdge[file + 1]!; edge++) {
      const key = targets[edge]! * names.length + edgeNames[edge]!;
      scores.set(key, (scores.get(key) ?? 0) + ranks[file]! * factors[edge]!);
    }
  }
  const ranked: RankedSymbol[] = [];
  for (const [key, score] of scores) {
    const file = Math.floor(key / names.length);
    if (!focused.has(files[file]!.filePath))
      ranked.push({ file, name: names[key % names.length]!, score });
  }
  return ranked.sort(
    (one, other) =>
      other.score - one.score || one.file - other.file || (one.name < other.name ? -1 : 1),
  );
}
