import type { Chunk } from '../context/chunks.ts';
import { postingScratch, type Segment } from './segment.ts';
import { hashOf } from './stringTable.ts';

/** A term to look for and how much it counts. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** A chunk that was found. */
export interface IndexHit extends Chunk {
  /** The name that its file is known by. */
  readonly path: string;
  readonly score: number;
}

export interface SearchOptions {
  readonly limit: number;
  /** The file that is worked on is shown already. */
  readonly exceptPath?: string;
  /** How much the chunks of a file count, 1 at most; 1 when absent. */
  readonly weightOf?: (path: string) => number;
}

/** The usual constants of BM25. */
const saturation = 1.2;
const lengthWeight = 0.75;

/** A term in more than this share of all chunks tells nothing but costs most of the time. */
const mostCommon = 0.1;
const alwaysUsed = 50;

/**
 * Most postings that one query reads, the most telling terms first: one to three milliseconds. In a small project that is
 * all of them.
 */
const mostPostings = 40_000;

interface FoundTerm {
  readonly value: number;
  readonly count: number;
  /** The term's number in each segment that has it. */
  readonly places: readonly (readonly [Segment, number])[];
}

/** The best living chunks of some segments, ranked by BM25; equal scores are ordered by path and line. */
export function search(
  segments: readonly Segment[],
  query: readonly QueryTerm[],
  options: SearchOptions,
): IndexHit[] {
  const chunkCount = sum(segments, segment => segment.chunkCount - segment.deadChunkCount);
  const averageLength = sum(segments, ({ liveLength }) => liveLength) / Math.max(1, chunkCount);
  const terms = chosenTerms(segments, query, chunkCount);
  const best = new Best(options.limit);
  for (const segment of segments) addBest(best, segment, terms, averageLength, options);
  return best.hits;
}

/** In how many living chunks a term stands. */
export function countOf(segments: readonly Segment[], term: string): number {
  const hash = hashOf(term);
  let count = 0;
  for (const segment of segments) {
    const number = segment.termNumber(term, hash);
    if (number !== undefined) count += segment.liveCount(number);
  }
  return count;
}

/** The files with a term, sorted; none where it stands in more living chunks than that. */
export function pathsWith(
  segments: readonly Segment[],
  term: string,
  mostChunks: number,
): string[] {
  if (countOf(segments, term) > mostChunks) return [];
  const paths = new Set<string>();
  const hash = hashOf(term);
  for (const segment of segments) {
    const number = segment.termNumber(term, hash);
    if (number === undefined) continue;
    const length = segment.readPostings(number);
    let last = -1;
    for (let at = 0; at < length; at++) {
      const file = segment.fileOfChunk[postingScratch().chunks[at]!]!;
      if (file !== last) paths.add(segment.paths[file]!);
      last = file;
    }
  }
  return [...paths].sort();
}

/** The terms that are looked for, in an order that depends on nothing but the texts. */
function chosenTerms(
  segments: readonly Segment[],
  query: readonly QueryTerm[],
  chunkCount: number,
): FoundTerm[] {
  const found: FoundTerm[] = [];
  for (const { term, weight } of query) {
    const places: [Segment, number][] = [];
    let stored = 0;
    let dead = 0;
    const hash = hashOf(term);
    for (const segment of segments) {
      const number = segment.termNumber(term, hash);
      if (number === undefined) continue;
      places.push([segment, number]);
      stored += segment.countOf(number);
      dead += segment.deadChunkCount;
    }
    const limit = Math.max(alwaysUsed, chunkCount * mostCommon);
    if (places.length === 0 || stored - dead > limit) continue;
    const count = sum(places, ([segment, number]) => segment.liveCount(number));
    if (count === 0 || count > limit) continue;
    const rarity = Math.log(1 + (chunkCount - count + 0.5) / (count + 0.5));
    found.push({ value: weight * rarity, count, places });
  }
  let left = mostPostings;
  return found
    .map((term, order) => ({ term, order }))
    .sort((one, other) => other.term.value - one.term.value || one.order - other.order)
    .filter(({ term }) => {
      left -= term.count;
      return left >= 0;
    })
    .map(({ term }) => term);
}

let scoreScratch = new Float64Array(4096);
let touchedScratch = new Uint32Array(4096);

/** Adds the best chunks of one segment to those of others. */
function addBest(
  best: Best,
  segment: Segment,
  terms: readonly FoundTerm[],
  averageLength: number,
  { exceptPath, weightOf }: SearchOptions,
): void {
  if (scoreScratch.length < segment.chunkCount) {
    scoreScratch = new Float64Array(segment.chunkCount * 2);
    touchedScratch = new Uint32Array(segment.chunkCount * 2);
  }
  const nTouched = addScores(segment, terms, averageLength);
  const { fileOfChunk } = segment;
  for (let at = 0; at < nTouched; at++) {
    const chunk = touchedScratch[at]!;
    const score = scoreScratch[chunk]!;
    scoreScratch[chunk] = 0;
    // Most chunks are out of the question, and asking for the weight of each costs more than all the rest.
    if (score < best.floor) continue;
    const filePath = segment.paths[fileOfChunk[chunk]!]!;
    if (filePath === exceptPath) continue;
    const weighted = score * (weightOf?.(filePath) ?? 1);
    if (weighted > 0 && weighted >= best.floor) best.add(segment, chunk, weighted);
  }
}

/** Adds up what each term is worth in each chunk. Answers how many chunks have one. */
function addScores(segment: Segment, terms: readonly FoundTerm[], averageLength: number): number {
  const scores = scoreScratch;
  const touched = touchedScratch;
  const norms = segment.norms(
    averageLength,
    saturation * (1 - lengthWeight),
    saturation * lengthWeight,
  );
  let nTouched = 0;
  for (const { value, places } of terms) {
    const number = places.find(([found]) => found === segment)?.[1];
    if (number === undefined) continue;
    const length = segment.readPostings(number);
    const { chunks, counts } = postingScratch();
    for (let at = 0; at < length; at++) {
      const chunk = chunks[at]!;
      const count = counts[at]!;
      if (scores[chunk] === 0) touched[nTouched++] = chunk;
      scores[chunk]! += (value * count * (saturation + 1)) / (count + norms[chunk]!);
    }
  }
  return nTouched;
}

/** The best chunks so far, best first. */
class Best {
  readonly hits: IndexHit[] = [];
  /** What scores less is not among them. */
  floor = 0;

  constructor(private readonly limit: number) {}

  add(segment: Segment, chunk: number, score: number): void {
    const { hits, limit } = this;
    const hit: IndexHit = {
      path: segment.paths[segment.fileOfChunk[chunk]!]!,
      startLine: segment.data.chunks[chunk * 3]!,
      endLineExclusive: segment.data.chunks[chunk * 3 + 1]!,
      score,
    };
    let at = hits.length;
    while (at > 0 && byScore(hit, hits[at - 1]!) < 0) at--;
    hits.splice(at, 0, hit);
    if (hits.length > limit) hits.pop();
    if (hits.length === limit) this.floor = hits.at(-1)?.score ?? 0;
  }
}

function byScore(one: IndexHit, other: IndexHit): number {
  if (one.score !== other.score) return other.score - one.score;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.startLine - other.startLine;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
