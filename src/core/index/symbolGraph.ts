import type { Segment } from './segment.ts';

/** Who uses what: an edge from each file to each file that defines a name it uses. */
export interface SymbolGraph {
  readonly fileCount: number;
  /** The edges of file `f` are those from `firstEdge[f]` up to `firstEdge[f + 1]`. */
  readonly firstEdge: Uint32Array;
  readonly targets: Uint32Array;
  /** The name each edge is about, in `names`. */
  readonly edgeNames: Uint32Array;
  readonly weights: Float32Array;
  readonly names: readonly string[];
  /** The files that define each name. */
  readonly definers: readonly (readonly number[])[];
  readonly files: readonly GraphFile[];
}

/** A file of the graph and where its symbols are. */
export interface GraphFile {
  readonly filePath: string;
  readonly path: string;
  readonly segment: Segment;
  readonly file: number;
}

/** A name with more definers than this says nothing about which one is meant. */
const mostDefiners = 12;
/** From so many definers on a name counts little. */
const manyDefiners = 5;
const shortestName = 3;

/**
 * The weight of a use: the square root of how often, times ten for a name that somebody took care to make telling (eight
 * characters or more in several words), a tenth for one that begins with an underscore or is defined in more than five
 * places. These are the weights that Aider's repository map has been tuned to.
 */
export function useWeight(name: string, count: number, definerCount: number): number {
  const isTelling = name.length >= 8 && /[a-z][A-Z]|[A-Za-z][_-][A-Za-z]/.test(name);
  return (
    Math.sqrt(count) *
    (isTelling ? 10 : 1) *
    (name.startsWith('_') ? 0.1 : 1) *
    (definerCount > manyDefiners ? 0.1 : 1)
  );
}

/** The graph of all living files, ordered by path, so that it depends on their texts only. */
export function symbolGraph(segments: readonly Segment[]): SymbolGraph {
  const files = livingFiles(segments);
  const numbers = new Map<string, number>();
  const definers: number[][] = [];
  files.forEach(({ segment, file }, from) => {
    for (const name of new Set(segment.definitionsOf(file).map(found => found.name))) {
      if (name.length < shortestName) continue;
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      const list = definers[number];
      if (list) list.push(from);
      else definers[number] = [from];
    }
  });
  const names = [...numbers.keys()];
  return {
    fileCount: files.length,
    names,
    definers,
    files,
    ...edges(files, numbers, definers, names),
  };
}

function livingFiles(segments: readonly Segment[]): GraphFile[] {
  const files: GraphFile[] = [];
  for (const segment of segments) {
    segment.paths.forEach((filePath, file) => {
      if (segment.isDead(file)) return;
      const { path, hasSymbols } = segment.factsOf(file);
      if (hasSymbols) files.push({ filePath, path, segment, file });
    });
  }
  return files.sort((one, other) => (one.filePath < other.filePath ? -1 : 1));
}

function edges(
  files: readonly GraphFile[],
  numbers: ReadonlyMap<string, number>,
  definers: readonly (readonly number[])[],
  names: readonly string[],
) {
  const firstEdge = new Uint32Array(files.length + 1);
  const targets: number[] = [];
  const edgeNames: number[] = [];
  const weights: number[] = [];
  const known = new Map<Segment, Int32Array>();
  files.forEach(({ segment, file }, from) => {
    const here = known.get(segment) ?? numbersIn(segment, numbers);
    known.set(segment, here);
    segment.forEachReference(file, (name, count) => {
      const number = here[name]!;
      const places = number === -1 ? [] : definers[number]!;
      if (places.length > mostDefiners) return;
      for (const to of places) {
        if (to === from) continue;
        targets.push(to);
        edgeNames.push(number);
        weights.push(useWeight(names[number]!, count, places.length));
      }
    });
    firstEdge[from + 1] = targets.length;
  });
  return {
    firstEdge,
    targets: Uint32Array.from(targets),
    edgeNames: Uint32Array.from(edgeNames),
    weights: Float32Array.from(weights),
  };
}

/** The number of each of a segment's names in the graph; -1 where no file defines it. */
function numbersIn(segment: Segment, numbers: ReadonlyMap<string, number>): Int32Array {
  const count = segment.data.names.offsets.length - 1;
  return Int32Array.from({ length: count }, (_, name) => numbers.get(segment.nameAt(name)) ?? -1);
}
