import type { Chunk } from '../context/chunks.ts';
import { ByteWriter } from './byteWriter.ts';
import { PostingLog } from './postingLog.ts';
import { type IndexedDefinition, Segment, type SegmentData, symbolKinds } from './segment.ts';
import { atOnce, type Steps } from './steps.ts';
import { StringNumbers } from './stringNumbers.ts';
import { WordTerms } from './wordTerms.ts';

/** A file ready for the index, apart from its words. */
export interface FileShape {
  readonly chunks: readonly Chunk[];
  readonly definitions: readonly IndexedDefinition[];
  /** How often it uses each name. */
  readonly references: ReadonlyMap<string, number>;
}

/** Collects files and makes a segment of them. */
export class SegmentBuilder {
  private readonly paths: string[] = [];
  private readonly fileOffsets: number[] = [0];
  private readonly files = new ByteWriter();
  private readonly firstChunk: number[] = [0];
  private readonly chunks: number[] = [];
  readonly terms = new StringNumbers();
  readonly words = new WordTerms(this.terms);
  readonly names = new StringNumbers();
  private readonly log: PostingLog;
  private readonly definitionOffsets: number[] = [0];
  private readonly definitions = new ByteWriter();
  private readonly referenceOffsets: number[] = [0];
  private readonly references = new ByteWriter();

  /** `before`: one that a segment was made of, whose room this one takes over. */
  constructor(before?: SegmentBuilder) {
    this.log = new PostingLog(before?.log);
  }

  get fileCount(): number {
    return this.paths.length;
  }

  get chunkCount(): number {
    return this.chunks.length / 3;
  }

  /** Begins a file with its row; its chunks follow, then its symbols. */
  beginFile(filePath: string, row: Uint8Array): void {
    this.paths.push(filePath);
    this.files.append(row);
    this.fileOffsets.push(this.files.length);
  }

  /** Begins a chunk; its terms follow. */
  beginChunk({ startLine, endLineExclusive }: Chunk): void {
    this.chunks.push(startLine, endLineExclusive, 0);
    this.log.beginChunk(this.chunkCount - 1);
  }

  /** Counts a term of the chunk. */
  add(term: number): void {
    this.log.add(term);
  }

  /** How many terms the chunk has, each as often as it stands there. */
  setLength(length: number): void {
    this.chunks[this.chunks.length - 1] = length;
  }

  /** Ends the file with its symbols; `references` says how often it uses each of `names`. */
  endFile(
    definitions: readonly IndexedDefinition[],
    references: Iterable<readonly [number, number]>,
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
    let last = 0;
    for (const [name, count] of [...references].sort(([one], [other]) => one - other)) {
      this.references.varint(name - last);
      this.references.varint(count);
      last = name;
    }
    this.referenceOffsets.push(this.references.length);
  }

  build(): Segment {
    return atOnce(this.steps());
  }

  *steps(): Steps<Segment> {
    const postings = yield* this.log.sorted(this.terms.size);
    return this.buildWith({ terms: this.terms.table(), ...postings });
  }

  /** With postings that were made elsewhere. */
  buildWith(postings: Pick<SegmentData, 'terms' | 'postingOffsets' | 'postings'>): Segment {
    const data = {
      files: { offsets: Uint32Array.from(this.fileOffsets), bytes: this.files.take() },
      firstChunk: Uint32Array.from(this.firstChunk),
      chunks: Uint32Array.from(this.chunks),
      ...postings,
      names: this.names.list(),
      definitionOffsets: Uint32Array.from(this.definitionOffsets),
      definitions: this.definitions.take(),
      referenceOffsets: Uint32Array.from(this.referenceOffsets),
      references: this.references.take(),
    };
    return new Segment(data, this.paths);
  }
}

/** By their first lines, those of one line as they came. */
function sortedByLine(definitions: readonly IndexedDefinition[]): readonly IndexedDefinition[] {
  return [...definitions].sort((one, other) => one.startLine - other.startLine);
}
