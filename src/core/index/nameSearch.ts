import { splitIdentifier } from '../context/terms.ts';
import type { QueryTerm } from './search.ts';
import { postingScratch, type Segment } from './segment.ts';
import { stringAt } from './stringTable.ts';

/** A place that declares a name which answers to a query. */
export interface NameHit {
  readonly path: string;
  readonly name: string;
  /** The definition where syntax tells it, else the chunk that declares the name. */
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly score: number;
}

/** The names that a segment declares, and which of them have a word: twenty bytes a name, where maps take hundreds. */
interface DeclaredNames {
  /** The numbers of the segment's terms that stand for names. */
  readonly terms: Uint32Array;
  /** By the number of a word among the segment's terms: where its names begin in `positions`, and where the last end. */
  readonly first: Uint32Array;
  /** Positions in `terms`. */
  readonly positions: Uint32Array;
}

/** Of a name that many places declare a few stand for all. */
const mostPlaces = 4;
/** The names that are looked up; those after them share a word with the query at most. */
const mostNames = 60;
/** What each word of a name takes that the query does not have. */
const strayWord = 0.5;

const known = new WeakMap<Segment, DeclaredNames>();

/**
 * The declarations whose names have most of a query's words, rare ones counting more and words that the query does not
 * have counting against it. Best first; equal ones by path and line.
 */
export function searchNames(
  segments: readonly Segment[],
  query: readonly QueryTerm[],
  limit: number,
): NameHit[] {
  const declared = segments.map(declaredNames);
  const nameCount = declared.reduce((sum, { terms }) => sum + terms.length, 0);
  const values = new Map<string, number>();
  for (const { term, weight } of query) {
    const count = segments.reduce(
      (sum, segment, at) => sum + namesOfWord(segment, declared[at]!, term).length,
      0,
    );
    if (count > 0) values.set(term, weight * Math.log(1 + nameCount / count));
  }
  const found = new Map<string, number>();
  segments.forEach((segment, at) => {
    for (const name of namesWith(segment, declared[at]!, values)) {
      if (!found.has(name)) found.set(name, worthOf(name, values));
    }
  });
  return [...found]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, mostNames)
    .flatMap(([name, score]) => placesOf(segments, name, score))
    .sort(byScore)
    .slice(0, limit);
}

/** Told from the table of terms, once for each segment: it never changes. */
function declaredNames(segment: Segment): DeclaredNames {
  const before = known.get(segment);
  if (before) return before;
  const { terms: table } = segment.data;
  const termCount = table.offsets.length - 1;
  const terms: number[] = [];
  const words: number[] = [];
  const named: number[] = [];
  const first = new Uint32Array(termCount + 2);
  for (let term = 0; term < termCount; term++) {
    const start = table.offsets[term]!;
    if (start === table.offsets[term + 1] || table.bytes[start] !== declarationMark) continue;
    const at = terms.push(term) - 1;
    for (const word of new Set(splitIdentifier(stringAt(table, term).slice(1)))) {
      const number = segment.termNumber(word);
      if (number === undefined) continue;
      words.push(number);
      named.push(at);
      first[number + 2]!++;
    }
  }
  // Counts become ends; filling turns ends into beginnings.
  for (let word = 2; word < first.length; word++) first[word]! += first[word - 1]!;
  const positions = new Uint32Array(words.length);
  words.forEach((word, index) => {
    positions[first[word + 1]!++] = named[index]!;
  });
  const made = { terms: Uint32Array.from(terms), first, positions };
  known.set(segment, made);
  return made;
}

/** Positions of the names that have a word. */
function namesOfWord(
  segment: Segment,
  { first, positions }: DeclaredNames,
  word: string,
): Uint32Array {
  const number = segment.termNumber(word);
  if (number === undefined) return positions.subarray(0, 0);
  return positions.subarray(first[number], first[number + 1]);
}

const declarationMark = '='.charCodeAt(0);

function namesWith(
  segment: Segment,
  names: DeclaredNames,
  values: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const positions = new Set<number>();
  for (const word of values.keys()) {
    for (const at of namesOfWord(segment, names, word)) positions.add(at);
  }
  return new Set([...positions].map(at => stringAt(segment.data.terms, names.terms[at]!).slice(1)));
}

function worthOf(name: string, values: ReadonlyMap<string, number>): number {
  const [whole = '', ...parts] = splitIdentifier(name);
  const words = parts.length > 0 ? new Set(parts) : new Set([whole]);
  let sum = parts.length > 0 ? (values.get(whole) ?? 0) : 0;
  let stray = 0;
  for (const word of words) {
    const value = values.get(word);
    if (value === undefined) stray++;
    else sum += value;
  }
  return sum / (1 + strayWord * stray);
}

/** Where a name is declared; one that stands in many places says less about each. */
function placesOf(segments: readonly Segment[], name: string, worth: number): NameHit[] {
  const places = segments.flatMap(segment => placesIn(segment, name));
  const score = worth / Math.sqrt(places.length);
  return places
    .map(place => ({ ...place, name, score }))
    .sort(byScore)
    .slice(0, mostPlaces);
}

function placesIn(segment: Segment, name: string): Omit<NameHit, 'name' | 'score'>[] {
  const term = segment.termNumber(`=${name}`);
  if (term === undefined) return [];
  const length = segment.readPostings(term);
  const chunks = postingScratch().chunks.slice(0, length);
  const seen = new Set<number>();
  return [...chunks].flatMap(chunk => {
    const file = segment.fileOfChunk[chunk]!;
    if (seen.has(file)) return [];
    seen.add(file);
    const path = segment.paths[file]!;
    const defined = segment.definitionsOf(file).filter(definition => definition.name === name);
    if (defined.length > 0) {
      return defined.map(({ startLine, endLineExclusive }) => ({
        ...{ path, startLine, endLineExclusive },
      }));
    }
    const { chunks: lines } = segment.data;
    return [{ path, startLine: lines[chunk * 3]!, endLineExclusive: lines[chunk * 3 + 1]! }];
  });
}

function byScore(
  one: Pick<NameHit, 'path' | 'startLine'> & { readonly score?: number },
  other: Pick<NameHit, 'path' | 'startLine'> & { readonly score?: number },
): number {
  const difference = (other.score ?? 0) - (one.score ?? 0);
  if (difference !== 0) return difference;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.startLine - other.startLine;
}
