import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { RankedLines } from '../core/context/fuseRankings.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import type { FileFacts } from '../core/index/fileTable.ts';
import { chunkTexts, type TextShape } from '../core/vectors/chunkTexts.ts';
import type { WantedPage } from '../core/vectors/embedChunks.ts';
import type { WantedChunk } from '../core/vectors/embeddingDrafts.ts';
import { type QuantisedVector, quantise } from '../core/vectors/quantise.ts';
import { VectorTable } from '../core/vectors/vectorTable.ts';
import { EmbeddingStore, type FileCut, type KeyedLines } from './embeddingStore.ts';
import { factsOf } from './folderScan.ts';
import { readSourceNow } from './workspaceFiles.ts';

/** For which model texts are cut, and how. */
export interface EmbeddingShape extends TextShape {
  /** Names the model and all of the shape: embeddings of different spaces say nothing about each other. */
  readonly space: string;
}

/** Where a page of chunks ended: after so many chunks of a file. */
export interface WantedPlace {
  /** On disk. */
  readonly filePath: string;
  readonly chunks: number;
}

/** Which chunks are asked for. */
export interface WantedQuery {
  readonly shape: EmbeddingShape;
  readonly after?: WantedPlace | undefined;
  readonly mostChunks: number;
  /** Only of these files; paths on disk. */
  readonly only?: readonly string[] | undefined;
}

/** Vectors that a model has made, by the keys of their chunks; one after the other in `numbers`. */
export interface NewVectors {
  readonly space: string;
  readonly keys: readonly string[];
  readonly dimensions: number;
  readonly numbers: Float32Array;
}

export interface NearestQuery {
  readonly shape: EmbeddingShape;
  readonly vector: Float32Array;
  readonly limit: number;
}

/** A chunk with the cosine of the angle between it and a question. */
export interface NearChunk extends RankedLines {
  readonly score: number;
}

/** One question is looked into so long: files that are cut anew later are found next time. */
const sliceMs = 30;
/** Files that hold data: words find what is in them, and a fixture can be larger than all the code. */
const data = /\.(?:json|csv|tsv|svg|xml)$/i;
/** What the vectors may take in memory. */
const mostBytes = 128_000_000;

/**
 * The embeddings of the chunks of an index. They are kept under a hash of the space and of all that the model reads,
 * so that what has not changed is never asked for again.
 */
export class ChunkEmbeddings {
  private space: string | undefined;
  private store: EmbeddingStore | undefined;
  private table = new VectorTable(0);
  private readonly rows = new Map<string, number>();
  private readonly cuts = new Map<string, FileCut>();
  /** Cuts that are not on disk yet. */
  private readonly unsaved = new Map<string, FileCut>();
  private sorted: { readonly version: number; readonly paths: readonly string[] } | undefined;

  constructor(
    private readonly index: CodeIndex,
    private readonly storePath?: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How many embeddings of a space there are. */
  count(space: string): number {
    this.use(space);
    return this.table.length;
  }

  /** Chunks that have no embedding yet, in the order of their files' paths; few at a time, so that others get their turn. */
  wanted({ shape, after, mostChunks, only }: WantedQuery): WantedPage<WantedPlace> {
    this.use(shape.space);
    if (this.table.length * this.table.dimensions >= mostBytes) return { chunks: [], isFull: true };
    const until = this.now() + sliceMs;
    const paths = only ? [...only].sort() : this.paths();
    const chunks: WantedChunk[] = [];
    const asked = new Set<string>();
    for (let at = after ? firstFrom(paths, after.filePath) : 0; at < paths.length; at++) {
      const filePath = paths[at]!;
      const all = this.unlessMade(filePath, shape);
      for (let done = after?.filePath === filePath ? after.chunks : 0; done < all.length; done++) {
        const chunk = all[done]!;
        if (this.rows.has(chunk.key) || asked.has(chunk.key)) continue;
        if (chunks.length >= mostChunks) return { chunks, next: { filePath, chunks: done } };
        asked.add(chunk.key);
        chunks.push(chunk);
      }
      if (this.now() > until) return { chunks, next: { filePath, chunks: all.length } };
    }
    return { chunks };
  }

  /** Takes vectors in. Those of another space than before take the place of all. Answers how many there are. */
  keep({ space, keys, dimensions, numbers }: NewVectors): number {
    this.use(space);
    if (this.table.dimensions !== dimensions) this.begin(space, dimensions);
    const added: [string, QuantisedVector][] = [];
    for (const [at, key] of keys.entries()) {
      const vector = quantise(numbers.subarray(at * dimensions, (at + 1) * dimensions));
      if (!vector || this.rows.has(key)) continue;
      this.rows.set(key, this.table.add(vector));
      added.push([key, vector]);
    }
    this.save(store => store.add({ vectors: added, cuts: this.unsaved }));
    this.unsaved.clear();
    return this.table.length;
  }

  /** The chunks that are nearest to a vector in meaning, nearest first. */
  nearest({ shape, vector, limit }: NearestQuery): NearChunk[] {
    this.use(shape.space);
    const query = quantise(vector);
    if (!query || vector.length !== this.table.dimensions) return [];
    this.followChanges(shape);
    const best: NearChunk[] = [];
    for (const [path, { hash, chunks }] of this.cuts) {
      if (this.index.factsOf(path)?.hash !== hash) continue;
      for (const [startLine, endLineExclusive, key] of chunks) {
        const row = this.rows.get(key);
        if (row === undefined) continue;
        const score = this.table.similarity(row, query);
        if (best.length === limit && score <= best.at(-1)!.score) continue;
        insert(best, { path, startLine, endLineExclusive, score }, limit);
      }
    }
    return best;
  }

  /** Lets go of the vectors of chunks that are no longer there, once they are many. Answers how many went. */
  tidy(space: string): number {
    this.use(space);
    const gone = [...this.cuts.keys()].filter(path => !this.index.factsOf(path));
    for (const path of gone) {
      this.cuts.delete(path);
      this.unsaved.delete(path);
    }
    const used = new Set(
      [...this.cuts.values()].flatMap(({ chunks }) => chunks.map(([, , key]) => key)),
    );
    const dead = [...this.rows.keys()].filter(key => !used.has(key));
    // Those of the branch before may be wanted again.
    const drops = dead.length * 4 > this.rows.size ? dead : [];
    for (const key of drops) {
      this.table.remove(this.rows.get(key)!);
      this.rows.delete(key);
    }
    this.save(store => store.remove(drops, gone));
    return drops.length;
  }

  close(): void {
    this.store?.close();
    this.store = undefined;
    this.space = undefined;
  }

  /** Reads what is stored of a space, unless it is at hand. */
  private use(space: string): void {
    if (this.space === space) return;
    this.forget();
    this.space = space;
    if (this.storePath !== undefined) this.store ??= EmbeddingStore.open(this.storePath);
    try {
      const stored = this.store?.space();
      if (!this.store || stored?.name !== space) return;
      this.table = new VectorTable(stored.dimensions);
      for (const [key, vector] of this.store.vectors()) {
        if (vector.values.length === stored.dimensions) this.rows.set(key, this.table.add(vector));
      }
      for (const [path, cut] of this.store.cuts()) this.cuts.set(path, cut);
    } catch {
      this.forget();
      this.store?.discard();
      this.store = EmbeddingStore.open(this.storePath!);
    }
  }

  private forget(): void {
    this.table = new VectorTable(0);
    this.rows.clear();
    this.cuts.clear();
    this.unsaved.clear();
  }

  /** The first vectors of a space, or others than its model gave before. */
  private begin(name: string, dimensions: number): void {
    this.table = new VectorTable(dimensions);
    this.rows.clear();
    for (const [path, cut] of this.cuts) this.unsaved.set(path, cut);
    this.save(store => store.reset({ name, dimensions }));
  }

  /** A store that can't be written is no reason to stop: it goes on in memory. */
  private save(work: (store: EmbeddingStore) => void): void {
    try {
      if (this.store) work(this.store);
    } catch {
      this.store?.close();
      this.store = undefined;
    }
  }

  private paths(): readonly string[] {
    const { version } = this.index;
    if (this.sorted?.version !== version) {
      this.sorted = { version, paths: [...this.index.paths()].sort() };
    }
    return this.sorted.paths;
  }

  /** The chunks of a file; none where all of them have embeddings. */
  private unlessMade(filePath: string, shape: EmbeddingShape): readonly WantedChunk[] {
    const facts = this.index.factsOf(filePath);
    if (!facts || data.test(facts.path)) return [];
    const known = this.cuts.get(filePath);
    const isMade = ([, , key]: KeyedLines) => this.rows.has(key);
    const isDone = known?.hash === facts.hash && known.chunks.every(isMade);
    return isDone ? [] : this.cut(filePath, facts, shape);
  }

  /** Cuts a file as it is indexed; one that the disk has otherwise by now is left for later. */
  private cut(filePath: string, facts: FileFacts, shape: EmbeddingShape): readonly WantedChunk[] {
    const { path, hash } = facts;
    const text = readSourceNow(facts);
    if (text === undefined || factsOf(facts, text, true).hash !== hash) return [];
    const uri = pathToFileURL(filePath).toString();
    const chunks = chunkTexts(path, text, this.index.chunksOf(filePath), shape).map(chunk => ({
      ...{ ...chunk, uri, path },
      key: keyOf(shape.space, chunk.text),
    }));
    const cut: FileCut = {
      hash,
      chunks: chunks.map(
        ({ startLine, endLineExclusive, key }): KeyedLines => [startLine, endLineExclusive, key],
      ),
    };
    this.cuts.set(filePath, cut);
    this.unsaved.set(filePath, cut);
    return chunks;
  }

  /** What has changed since it was cut is cut anew: most of its chunks are as they were, on other lines. */
  private followChanges(shape: EmbeddingShape): void {
    const until = this.now() + sliceMs;
    for (const [path, { hash }] of this.cuts) {
      const facts = this.index.factsOf(path);
      if (!facts || facts.hash === hash) continue;
      this.cut(path, facts, shape);
      if (this.now() > until) return;
    }
  }
}

/** In one space the same text has the same key. */
function keyOf(space: string, text: string): string {
  const hash = createHash('sha256').update(space).update('\0').update(text);
  return hash.digest('base64url').slice(0, 22);
}

/** Where the paths begin that are not before one. */
function firstFrom(paths: readonly string[], from: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (paths[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps the best so many, best first; of equal ones the first. */
function insert<T extends { readonly score: number }>(best: T[], one: T, limit: number): void {
  let at = best.length;
  while (at > 0 && best[at - 1]!.score < one.score) at--;
  best.splice(at, 0, one);
  if (best.length > limit) best.length = limit;
}
