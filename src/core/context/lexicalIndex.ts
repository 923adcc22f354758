import { type Chunk, chunksOf } from './chunks.ts';
import { declaredNames } from './declarations.ts';
import { identifiersOf, termsOf } from './terms.ts';

/** A term to look for and how much it counts. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** A chunk that was found. */
export interface IndexHit extends Chunk {
  readonly path: string;
  readonly score: number;
}

export interface SearchOptions {
  readonly limit: number;
  /** The file that is worked on is shown already. */
  readonly exceptPath?: string;
  /** How much the chunks of a file count; 1 when absent. */
  readonly weightOf?: (path: string) => number;
}

interface IndexedFile {
  readonly path: string;
  readonly chunks: readonly Chunk[];
  readonly lengths: readonly number[];
  /** Identifiers of its chunks: `firstChunk` and following. */
  readonly firstChunk: number;
  readonly terms: readonly string[];
}

/** The usual constants of BM25. */
const saturation = 1.2;
const lengthWeight = 0.75;

/** A term in more than this share of all chunks tells nothing but costs most of the time. */
const mostCommon = 0.1;
const alwaysUsed = 50;

/** The marked form under which a chunk that declares a name is found. */
export function declarationTerm(name: string): string {
  return `=${name}`;
}

/**
 * An index of all chunks of all files by their terms, ranked by BM25.
 * Law: what it answers depends on the texts it holds, never on how it came to hold them: after a file was replaced,
 * nothing of the old text remains, and equal scores are ordered by path and line.
 */
export class LexicalIndex {
  private readonly files = new Map<string, IndexedFile>();
  /** Each chunk's file, by the chunk's number; numbers are not used again. */
  private readonly fileOfChunk = new Map<number, IndexedFile>();
  private readonly postings = new Map<string, PostingList>();
  private nextChunk = 0;
  private totalLength = 0;

  get fileCount(): number {
    return this.files.size;
  }

  get chunkCount(): number {
    return this.fileOfChunk.size;
  }

  /** About what it takes in memory or on disk: four bytes a posting, and each term once. */
  get byteSize(): number {
    let bytes = 0;
    for (const [term, list] of this.postings) bytes += term.length + 4 * list.length;
    return bytes;
  }

  setFile(path: string, text: string): void {
    this.removeFile(path);
    const lines = text.split('\n');
    const chunks = chunksOf(lines);
    const frequencies = chunks.map(chunk => termFrequencies(lines, chunk));
    const firstChunk = this.nextChunk;
    this.nextChunk += chunks.length;
    const lengths = frequencies.map(terms => terms.length);
    const file = { path, chunks, lengths, firstChunk, terms: uniqueTerms(frequencies) };
    this.files.set(path, file);
    frequencies.forEach(({ counts, length }, index) => {
      this.fileOfChunk.set(firstChunk + index, file);
      this.totalLength += length;
      for (const [term, count] of counts) this.listOf(term).add(firstChunk + index, count);
    });
  }

  removeFile(path: string): void {
    const file = this.files.get(path);
    if (!file) return;
    const endChunk = file.firstChunk + file.chunks.length;
    for (const term of file.terms) {
      const list = this.postings.get(term);
      list?.removeChunks(file.firstChunk, endChunk);
      if (list?.length === 0) this.postings.delete(term);
    }
    file.lengths.forEach((length, index) => {
      this.totalLength -= length;
      this.fileOfChunk.delete(file.firstChunk + index);
    });
    this.files.delete(path);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  paths(): Iterable<string> {
    return this.files.keys();
  }

  /** In how many chunks a term stands. */
  frequency(term: string): number {
    return this.postings.get(term)?.length ?? 0;
  }

  /** The files with a term, sorted; none where it stands in too many chunks to tell anything. */
  pathsWith(term: string, mostChunks: number): string[] {
    const list = this.postings.get(term);
    if (!list || list.length > mostChunks) return [];
    const paths = new Set<string>();
    list.forEach(chunk => {
      const file = this.fileOfChunk.get(chunk);
      if (file) paths.add(file.path);
    });
    return [...paths].sort();
  }

  /** The best chunks for a query, best first. */
  search(query: readonly QueryTerm[], options: SearchOptions): IndexHit[] {
    const scores = new Map<number, number>();
    const averageLength = this.totalLength / Math.max(1, this.chunkCount);
    for (const { term, weight } of query) {
      const list = this.postings.get(term);
      if (!list || this.isTooCommon(list.length)) continue;
      const value = weight * this.rarity(list.length);
      list.forEach((chunk, count) => {
        const file = this.fileOfChunk.get(chunk);
        if (!file || file.path === options.exceptPath) return;
        const length = file.lengths[chunk - file.firstChunk] ?? 0;
        const norm = 1 - lengthWeight + (lengthWeight * length) / averageLength;
        const gain = (count * (saturation + 1)) / (count + saturation * norm);
        scores.set(chunk, (scores.get(chunk) ?? 0) + value * gain);
      });
    }
    return this.best(this.weighted(scores, options.weightOf), options.limit);
  }

  private weighted(
    scores: Map<number, number>,
    weightOf: SearchOptions['weightOf'],
  ): ReadonlyMap<number, number> {
    if (!weightOf) return scores;
    const weights = new Map<IndexedFile, number>();
    for (const [chunk, score] of scores) {
      const file = this.fileOfChunk.get(chunk);
      if (!file) continue;
      const weight = weights.get(file) ?? weightOf(file.path);
      weights.set(file, weight);
      scores.set(chunk, score * weight);
    }
    return scores;
  }

  private listOf(term: string): PostingList {
    const known = this.postings.get(term);
    if (known) return known;
    const fresh = new PostingList();
    this.postings.set(term, fresh);
    return fresh;
  }

  private isTooCommon(frequency: number): boolean {
    return frequency > alwaysUsed && frequency > this.chunkCount * mostCommon;
  }

  private rarity(frequency: number): number {
    return Math.log(1 + (this.chunkCount - frequency + 0.5) / (frequency + 0.5));
  }

  private best(scores: ReadonlyMap<number, number>, limit: number): IndexHit[] {
    const floor = scoreFloor([...scores.values()], limit);
    const hits: IndexHit[] = [];
    for (const [chunk, score] of scores) {
      if (score < floor) continue;
      const file = this.fileOfChunk.get(chunk);
      const lines = file?.chunks[chunk - file.firstChunk];
      if (file && lines) hits.push({ path: file.path, ...lines, score });
    }
    return hits.sort(byScore).slice(0, limit);
  }
}

function byScore(one: IndexHit, other: IndexHit): number {
  if (one.score !== other.score) return other.score - one.score;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.startLine - other.startLine;
}

/** The score of the place `limit`, so that only what may be wanted is sorted with all its ties. */
function scoreFloor(scores: number[], limit: number): number {
  if (scores.length <= limit) return 0;
  const sorted = Float64Array.from(scores).sort();
  return sorted[sorted.length - limit] ?? 0;
}

interface TermFrequencies {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

function termFrequencies(lines: readonly string[], chunk: Chunk): TermFrequencies {
  const counts = new Map<string, number>();
  let length = 0;
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (let line = chunk.startLine; line < chunk.endLineExclusive; line++) {
    const text = lines[line] ?? '';
    for (const term of termsOf(text)) {
      count(term);
      length++;
    }
    for (const name of declaredNames(text)) count(declarationTerm(name));
  }
  return { counts, length };
}

function uniqueTerms(frequencies: readonly TermFrequencies[]): string[] {
  const all = new Set<string>();
  for (const { counts } of frequencies) for (const term of counts.keys()) all.add(term);
  return [...all];
}

/** Chunk numbers with how often a term stands in each (at most 15 times), four bytes a posting. */
class PostingList {
  private packed = new Uint32Array(1);
  length = 0;

  add(chunk: number, count: number): void {
    if (this.length === this.packed.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.packed);
      this.packed = larger;
    }
    this.packed[this.length++] = chunk * 16 + Math.min(count, 15);
  }

  /** Order says nothing here, so the last posting fills the gap. */
  removeChunks(first: number, endExclusive: number): void {
    for (let index = 0; index < this.length; ) {
      const chunk = (this.packed[index] ?? 0) >>> 4;
      if (chunk >= first && chunk < endExclusive) {
        this.packed[index] = this.packed[--this.length] ?? 0;
      } else index++;
    }
  }

  forEach(visit: (chunk: number, count: number) => void): void {
    for (let index = 0; index < this.length; index++) {
      const posting = this.packed[index] ?? 0;
      visit(posting >>> 4, posting & 15);
    }
  }
}

/** How far around the cursor a query looks, in lines. */
const linesBefore = 12;
const linesAfter = 4;
const declarationWeight = 2;

/** The terms of a place in the code: what stands around it, nearer lines counting more. */
export function queryAround(prefix: string, suffix: string): QueryTerm[] {
  const before = prefix.slice(-6000).split('\n').slice(-linesBefore).reverse();
  const after = suffix.slice(0, 2000).split('\n').slice(0, linesAfter);
  const weights = new Map<string, number>();
  const raise = (term: string, weight: number) =>
    weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  const addLine = (line: string, distance: number) => {
    const weight = 1 / (1 + distance / 4);
    for (const term of termsOf(line)) raise(term, weight);
    for (const name of identifiersOf(line))
      raise(declarationTerm(name), declarationWeight * weight);
  };
  for (const [distance, line] of before.entries()) addLine(line, distance);
  for (const [distance, line] of after.entries()) addLine(line, distance + 2);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
