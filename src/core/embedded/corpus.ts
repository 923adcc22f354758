import { stemOf } from './stem.ts';
import { TokenBuffer } from './tokenBuffer.ts';
import { separator, tokenKind } from './tokenIds.ts';
import { hash, type Vocabulary } from './vocabulary.ts';

/** A file's place in the corpus. */
export interface CorpusFile {
  readonly path: string;
  readonly folder: string;
  /** What the file is about, by its name. */
  readonly stem: string;
  /** Same for the same path in every run: orders files where their tokens do not. */
  readonly pathKey: number;
  /** Its tokens, the separators around them included. */
  start: number;
  endExclusive: number;
  /** Its distinct identifiers. */
  readonly identifiers: Uint32Array;
}

/**
 * The tokens of all learned files, one after the other in one array.
 * A removed file leaves a hole; `compact` closes the holes.
 */
export class Corpus {
  private readonly buffer = new TokenBuffer(1 << 13);
  private slotOf = new Uint32Array(1 << 13);
  /** Files by slot; the slot of a removed file is used again. */
  readonly files: (CorpusFile | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private readonly slots = new Map<string, number>();
  /** For every token the number of files that have it as an identifier. */
  documentFrequency = new Uint32Array(1024);
  private holes = 0;
  private identifierCount = 0;
  /** For every token the last mark that it was seen under. */
  private seenIn = new Uint32Array(1024);
  private marks = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  get tokens(): Int32Array {
    return this.buffer.tokens;
  }

  get gaps(): Uint8Array {
    return this.buffer.gaps;
  }

  get length(): number {
    return this.buffer.length;
  }

  get memoryBytes(): number {
    return this.slotOf.length * 9 + this.identifierCount * 4 + this.files.length * 300;
  }

  get fileCount(): number {
    return this.slots.size;
  }

  /** The slot of the file that the token at `position` belongs to. */
  slotAt(position: number): number {
    return this.slotOf[position]!;
  }

  slotOfPath(path: string): number | undefined {
    return this.slots.get(path);
  }

  /** Its files in the order in which their tokens stand. */
  get inOrder(): readonly CorpusFile[] {
    return this.files.flatMap(file => file ?? []).sort((a, b) => a.start - b.start);
  }

  /** Takes over tokens and where whose they are; the corpus is empty. What belongs to no file is a hole. */
  restore(
    tokens: Int32Array,
    gaps: Uint8Array,
    spans: readonly { path: string; start: number; endExclusive: number }[],
  ): void {
    this.buffer.restore(tokens, gaps);
    this.slotOf = new Uint32Array(tokens.length);
    this.holes = tokens.length;
    for (const [slot, { path, start, endExclusive }] of spans.entries()) {
      this.slotOf.fill(slot, start, endExclusive);
      this.holes -= endExclusive - start;
      this.enter(path, slot, start, endExclusive);
    }
  }

  add(path: string, lexed: TokenBuffer): CorpusFile {
    const slot = this.freeSlots.pop() ?? this.files.length;
    const start = this.buffer.length;
    this.makeRoom(lexed.length + 2);
    this.append(separator, 0, slot);
    for (let i = 0; i < lexed.length; i++) this.append(lexed.tokens[i]!, lexed.gaps[i]!, slot);
    this.append(separator, 0, slot);
    return this.enter(path, slot, start, this.buffer.length);
  }

  private enter(path: string, slot: number, start: number, endExclusive: number): CorpusFile {
    const file: CorpusFile = {
      path,
      folder: path.slice(0, path.lastIndexOf('/') + 1),
      stem: stemOf(path),
      pathKey: hash(path),
      start,
      endExclusive,
      identifiers: this.distinctIdentifiers(start, endExclusive),
    };
    this.files[slot] = file;
    this.slots.set(path, slot);
    this.countIdentifiers(file, 1);
    return file;
  }

  /** Forgets a file and hands out its tokens; where they were is a hole that no index may refer to. */
  remove(path: string): { file: CorpusFile; lexed: TokenBuffer } | undefined {
    const slot = this.slots.get(path);
    const file = slot === undefined ? undefined : this.files[slot];
    if (slot === undefined || !file) return undefined;
    this.slots.delete(path);
    this.freeSlots.push(slot);
    this.files[slot] = undefined;
    this.countIdentifiers(file, -1);
    this.holes += file.endExclusive - file.start;
    return { file, lexed: this.copyOf(file) };
  }

  /** Holes cost memory only, so they may grow to a quarter before anything is moved. */
  get needsCompaction(): boolean {
    return this.holes > 100_000 && this.holes * 4 > this.length;
  }

  /** Closes the holes. Before anything moves, `onMove` is told how far each position will move to the front. */
  compact(onMove: (shiftOf: (position: number) => number) => void): void {
    const shifts = new Uint32Array(this.files.length);
    const inOrder = [...this.slots.values()].sort((a, b) => this.startOf(a) - this.startOf(b));
    let target = 0;
    for (const slot of inOrder) {
      const { start, endExclusive } = this.files[slot]!;
      shifts[slot] = start - target;
      target += endExclusive - start;
    }
    onMove(position => shifts[this.slotOf[position]!]!);
    for (const slot of inOrder) this.move(this.files[slot]!, shifts[slot]!);
    this.buffer.length = target;
    this.holes = 0;
  }

  private copyOf(file: CorpusFile): TokenBuffer {
    const length = file.endExclusive - file.start - 2;
    const copy = new TokenBuffer(length);
    copy.tokens.set(this.tokens.subarray(file.start + 1, file.endExclusive - 1));
    copy.gaps.set(this.gaps.subarray(file.start + 1, file.endExclusive - 1));
    copy.length = length;
    return copy;
  }

  private startOf(slot: number): number {
    return this.files[slot]!.start;
  }

  private move(file: CorpusFile, shift: number): void {
    const { start, endExclusive } = file;
    for (const array of [this.buffer.tokens, this.buffer.gaps, this.slotOf]) {
      array.copyWithin(start - shift, start, endExclusive);
    }
    file.start -= shift;
    file.endExclusive -= shift;
  }

  private makeRoom(extra: number): void {
    const needed = this.buffer.length + extra;
    if (needed <= this.slotOf.length) return;
    // Growth by half, not by two: in a big project the array is most of the memory.
    const capacity = Math.max(needed, Math.ceil(this.slotOf.length * 1.5));
    this.buffer.reserve(capacity);
    const slotOf = new Uint32Array(capacity);
    slotOf.set(this.slotOf);
    this.slotOf = slotOf;
  }

  private append(token: number, gap: number, slot: number): void {
    this.slotOf[this.buffer.length] = slot;
    this.buffer.push(token, gap);
  }

  private distinctIdentifiers(start: number, endExclusive: number): Uint32Array {
    const { kinds, size } = this.vocabulary;
    if (this.seenIn.length < size) this.seenIn = new Uint32Array(size * 2);
    const mark = ++this.marks;
    const distinct: number[] = [];
    for (let i = start; i < endExclusive; i++) {
      const token = this.tokens[i]!;
      if (kinds[token] !== tokenKind.identifier || this.seenIn[token] === mark) continue;
      this.seenIn[token] = mark;
      distinct.push(token);
    }
    return Uint32Array.from(distinct);
  }

  private countIdentifiers(file: CorpusFile, change: 1 | -1): void {
    this.identifierCount += change * file.identifiers.length;
    if (this.documentFrequency.length < this.vocabulary.size) {
      const grown = new Uint32Array(this.vocabulary.size * 2);
      grown.set(this.documentFrequency);
      this.documentFrequency = grown;
    }
    for (const identifier of file.identifiers) {
      this.documentFrequency[identifier] = this.documentFrequency[identifier]! + change;
    }
  }
}
