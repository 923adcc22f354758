import type { Chunk } from '../context/chunks.ts';
import { ByteWriter } from './byteWriter.ts';
import { PostingLog } from './postingLog.ts';
import { type FileFacts, type IndexedDefinition, Segment, symbolKinds } from './segment.ts';
import { stringTable } from './stringTable.ts';

/** A file ready for the index, apart from its words. */
export interface FileShape {
  readonly chunks: readonly Chunk[];
  readonly definitions: readonly IndexedDefinition[];
  /** How often it uses each name. */
  readonly references: ReadonlyMap<string, number>;
}

/** Numbers for strings, in the order they come. */
export class Numbering {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const fresh = this.numbers.size;
    this.numbers.set(text, fresh);
    return fresh;
  }

  strings(): Iterable<string> {
    return this.numbers.keys();
  }
}

/** Collects files and makes a segment of them. */
export class SegmentBuilder {
  private readonly files: FileFacts[] = [];
  private readonly firstChunk: number[] = [0];
  private readonly chunks: number[] = [];
  readonly terms = new Numbering();
  private readonly log = new PostingLog();
  private readonly names = new Numbering();
  private readonly definitionOffsets: number[] = [0];
  private readonly definitions = new ByteWriter();
  private readonly referenceOffsets: number[] = [0];
  private readonly references = new ByteWriter();

  get fileCount(): number {
    return this.files.length;
  }

  get chunkCount(): number {
    return this.chunks.length / 3;
  }

  /** Begins a file; its chunks follow, then its symbols. */
  beginFile(facts: FileFacts): void {
    this.files.push(facts);
  }

  /** Begins a chunk; its terms follow. */
  beginChunk({ startLine, endLineExclusive }: Chunk): void {
    this.chunks.push(startLine, endLineExclusive, 0);
    this.log.beginChunk(this.chunkCount - 1);
  }

  /** Counts a term of the chunk. `isWord`: it counts for the chunk's length. */
  add(term: number, isWord: boolean, count = 1): void {
    this.log.add(term, count);
    if (isWord) this.chunks[this.chunks.length - 1]! += count;
  }

  /** The length of a chunk that is taken over as it is. */
  setLength(length: number): void {
    this.chunks[this.chunks.length - 1] = length;
  }

  /** Ends the file with its symbols. */
  endFile(
    definitions: readonly IndexedDefinition[],
    references: Iterable<readonly [string, number]>,
  ): void {
    this.firstChunk.push(this.chunkCount);
    let line = 0;
    for (const { name, kind, startLine, ...found } of sortedByLine(definitions)) {
      this.definitions.varint(this.names.of(name));
      this.definitions.byte(symbolKinds.indexOf(kind));
      this.definitions.varint(startLine - line);
      this.definitions.varint(found.headEndLineExclusive - startLine);
      this.definitions.varint(found.endLineExclusive - startLine);
      line = startLine;
    }
    this.definitionOffsets.push(this.definitions.length);
    const used = [...references].map(([name, count]) => [this.names.of(name), count] as const);
    let last = 0;
    for (const [name, count] of used.sort(([one], [other]) => one - other)) {
      this.references.varint(name - last);
      this.references.varint(count);
      last = name;
    }
    this.referenceOffsets.push(this.references.length);
  }

  build(): Segment {
    return new Segment({
      files: this.files,
      firstChunk: Uint32Array.from(this.firstChunk),
      chunks: Uint32Array.from(this.chunks),
      terms: stringTable(this.terms.strings()),
      ...this.log.sorted(this.terms.size),
      names: stringTable(this.names.strings()),
      definitionOffsets: Uint32Array.from(this.definitionOffsets),
      definitions: this.definitions.take(),
      referenceOffsets: Uint32Array.from(this.referenceOffsets),
      references: this.references.take(),
    });
  }
}

/** By their first lines, those of one line as they came. */
function sortedByLine(definitions: readonly IndexedDefinition[]): readonly IndexedDefinition[] {
  return [...definitions].sort((one, other) => one.startLine - other.startLine);
}
