import type { Chunk } from '../context/chunks.ts';
import type { SymbolKind } from '../syntax/languageSyntax.ts';
import { ByteReader } from './byteWriter.ts';
import { type FileFacts, factsAt } from './fileTable.ts';
import { numberOf, type StringListData, type StringTableData, stringAt } from './stringTable.ts';

/** Some files' words and symbols, never changed once made; typed arrays, to be stored as they are. */
export interface SegmentData {
  /** What {@link factsAt} reads of each file. */
  readonly files: StringListData;
  /** The first chunk of each file, and the number of chunks. */
  readonly firstChunk: Uint32Array;
  /** First line, line after the last, and number of terms of each chunk. */
  readonly chunks: Uint32Array;
  readonly terms: StringTableData;
  /** Where the postings of each term begin in `postings`. */
  readonly postingOffsets: Uint32Array;
  /** For each term: how many chunks hold it, then what {@link writePosting} says of each. */
  readonly postings: Uint8Array;
  readonly names: StringListData;
  /** Where the definitions of each file begin in `definitions`, and where the last ones end. */
  readonly definitionOffsets: Uint32Array;
  /** Name, kind, first line as the distance to that before, lines of the head, and lines in all, of each. */
  readonly definitions: Uint8Array;
  /** Where the references of each file begin in `references`, and where the last ones end. */
  readonly referenceOffsets: Uint32Array;
  /** Distance to the name before and count, for each name that a file uses. */
  readonly references: Uint8Array;
}

export const symbolKinds: readonly SymbolKind[] = [
  ...(['function', 'method', 'class', 'interface', 'type', 'enum'] as const),
  ...(['module', 'macro', 'variable', 'field'] as const),
];

/** A definition as the index knows it. Lines are 0-based. */
export interface IndexedDefinition {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly startLine: number;
  readonly headEndLineExclusive: number;
  readonly endLineExclusive: number;
}

let chunkScratch = new Uint32Array(4096);
let countScratch = new Uint8Array(4096);

function growScratch(length: number): void {
  if (length <= chunkScratch.length) return;
  chunkScratch = new Uint32Array(length * 2);
  countScratch = new Uint8Array(length * 2);
}

/** The postings that were read last; valid until others are. */
export function postingScratch(): { readonly chunks: Uint32Array; readonly counts: Uint8Array } {
  return { chunks: chunkScratch, counts: countScratch };
}

/** A segment with what is no longer valid in it. */
export class Segment {
  private readonly deadFiles: Uint8Array;
  /** One for each chunk of a dead file. */
  readonly dead: Uint8Array;
  deadFileCount = 0;
  deadChunkCount = 0;
  /** Of the chunks that are alive. */
  liveLength = 0;
  /** Counted already since the last file died. */
  private readonly liveCounts = new Map<number, number>();
  private chunkFiles: Uint32Array | undefined;
  private knownNorms: { averageLength: number; values: Float64Array } | undefined;
  /** Files that died since the store last heard of it. */
  readonly unsavedDead: number[] = [];
  /** The number it is stored under; undefined while it is only in memory. */
  storedAs: number | undefined;

  /** `paths`: where each of its files lies on disk. */
  constructor(
    readonly data: SegmentData,
    readonly paths: readonly string[],
  ) {
    this.deadFiles = new Uint8Array(paths.length);
    this.dead = new Uint8Array(this.chunkCount);
    for (let chunk = 0; chunk < this.chunkCount; chunk++) this.liveLength += this.lengthOf(chunk);
  }

  get chunkCount(): number {
    return this.data.chunks.length / 3;
  }

  get fileCount(): number {
    return this.paths.length;
  }

  lengthOf(chunk: number): number {
    return this.data.chunks[chunk * 3 + 2]!;
  }

  isDead(file: number): boolean {
    return this.deadFiles[file] === 1;
  }

  kill(file: number): void {
    if (this.isDead(file)) return;
    this.deadFiles[file] = 1;
    this.deadFileCount++;
    this.unsavedDead.push(file);
    this.liveCounts.clear();
    for (
      let chunk = this.data.firstChunk[file]!;
      chunk < this.data.firstChunk[file + 1]!;
      chunk++
    ) {
      this.dead[chunk] = 1;
      this.deadChunkCount++;
      this.liveLength -= this.lengthOf(chunk);
    }
  }

  /** The file that each chunk belongs to. */
  get fileOfChunk(): Uint32Array {
    if (this.chunkFiles) return this.chunkFiles;
    const { firstChunk } = this.data;
    const files = new Uint32Array(this.chunkCount);
    for (let file = 0; file < this.fileCount; file++) {
      files.fill(file, firstChunk[file]!, firstChunk[file + 1]!);
    }
    this.chunkFiles = files;
    return files;
  }

  /** `hash` is that of the term, where it is known. */
  termNumber(term: string, hash?: number): number | undefined {
    return numberOf(this.data.terms, term, hash);
  }

  /** How many chunks hold a term, dead ones too. */
  countOf(term: number): number {
    const { postings, postingOffsets } = this.data;
    return new ByteReader(postings, postingOffsets[term]!).varint();
  }

  /** Reads the living chunks that hold a term into {@link postingScratch}. Answers their number. */
  readPostings(term: number): number {
    const { postings, postingOffsets } = this.data;
    const { dead } = this;
    const reader = new ByteReader(postings, postingOffsets[term]!);
    const count = reader.varint();
    growScratch(count);
    let length = 0;
    let chunk = 0;
    for (let left = count; left > 0; left--) {
      const value = reader.varint();
      chunk += value >>> 2;
      const often = (value & 3) === 3 ? reader.byte() : (value & 3) + 1;
      if (dead[chunk] !== 0) continue;
      chunkScratch[length] = chunk;
      countScratch[length++] = often;
    }
    return length;
  }

  /**
   * What BM25 adds to a count below the line, for each chunk: more for those that are longer than the average.
   */
  norms(averageLength: number, base: number, slope: number): Float64Array {
    if (this.knownNorms?.averageLength === averageLength) return this.knownNorms.values;
    const values = new Float64Array(this.chunkCount);
    for (let chunk = 0; chunk < values.length; chunk++) {
      values[chunk] = base + (slope * this.lengthOf(chunk)) / averageLength;
    }
    this.knownNorms = { averageLength, values };
    return values;
  }

  /** How many living chunks hold a term, for whoever asks once. */
  livingCount(term: number): number {
    return this.deadChunkCount === 0 ? this.countOf(term) : this.readPostings(term);
  }

  /** The same, remembered. */
  liveCount(term: number): number {
    if (this.deadChunkCount === 0) return this.countOf(term);
    const known = this.liveCounts.get(term);
    if (known !== undefined) return known;
    const count = this.readPostings(term);
    this.liveCounts.set(term, count);
    return count;
  }

  factsOf(file: number): FileFacts {
    return factsAt(this.data.files, file);
  }

  nameAt(number: number): string {
    return stringAt(this.data.names, number);
  }

  chunksOf(file: number): Chunk[] {
    const { firstChunk, chunks } = this.data;
    const found: Chunk[] = [];
    for (let chunk = firstChunk[file]!; chunk < firstChunk[file + 1]!; chunk++) {
      found.push({ startLine: chunks[chunk * 3]!, endLineExclusive: chunks[chunk * 3 + 1]! });
    }
    return found;
  }

  definitionsOf(file: number): IndexedDefinition[] {
    const { definitionOffsets, definitions } = this.data;
    const found: IndexedDefinition[] = [];
    const reader = new ByteReader(definitions, definitionOffsets[file]!);
    let startLine = 0;
    while (reader.at < definitionOffsets[file + 1]!) {
      const name = this.nameAt(reader.varint());
      const kind = symbolKinds[reader.byte()]!;
      startLine += reader.varint();
      const headEndLineExclusive = startLine + reader.varint();
      const endLineExclusive = startLine + reader.varint();
      found.push({ name, kind, startLine, headEndLineExclusive, endLineExclusive });
    }
    return found;
  }

  /** The names that a file uses, by number, and how often. */
  forEachReference(file: number, visit: (name: number, count: number) => void): void {
    const { references, referenceOffsets } = this.data;
    const reader = new ByteReader(references, referenceOffsets[file]!);
    const end = referenceOffsets[file + 1]!;
    for (let name = 0; reader.at < end; ) {
      name += reader.varint();
      visit(name, reader.varint());
    }
  }
}
