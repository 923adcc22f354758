import { Pages, pageTokens } from './pages.ts';
import { stemOf } from './stem.ts';
import { hash } from './textTable.ts';
import type { TokenBuffer } from './tokenBuffer.ts';
import { separator, tokenKind } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A file's place in the corpus. */
export interface CorpusFile {
  readonly path: string;
  readonly folder: string;
  /** What the file is about, by its name. */
  readonly stem: string;
  /** Same for the same path in every run: orders files where their tokens do not. */
  readonly pathKey: number;
  /** Its tokens, the separators around them included. */
  readonly start: number;
  readonly endExclusive: number;
  /** Pages that are its own; the last ones may be empty. */
  readonly pages: number;
  /** Its distinct identifiers. */
  readonly identifiers: Uint32Array;
}

/** A file as it is stored. */
export type StoredFile = Pick<
  CorpusFile,
  'path' | 'start' | 'endExclusive' | 'pages' | 'identifiers'
>;

/** Which tokens of a file are others than before, the separators around it counted. */
export interface Change {
  /** How many are the same at its start. */
  readonly first: number;
  /** How many are the same at its end. */
  readonly rest: number;
}

/** Where a file's tokens go. */
type Room = Pick<CorpusFile, 'start' | 'endExclusive' | 'pages'>;

/** About what a file takes besides its tokens and identifiers. */
const bytesPerFile = 400;

/**
 * The tokens of all learned files in one array, each file in a run of pages.
 * A removed file's pages are used again, so nothing ever has to be moved.
 */
export class Corpus {
  tokens: Int32Array = new Int32Array(1 << 13);
  gaps: Uint8Array = new Uint8Array(1 << 13);
  private slotOfPage = new Uint32Array(this.tokens.length / pageTokens);
  private readonly pages = new Pages();
  /** Files by slot; the slot of a removed file is used again. */
  readonly files: (CorpusFile | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private readonly slots = new Map<string, number>();
  /** For every token the number of files that have it as an identifier. */
  documentFrequency = new Uint32Array(1024);
  /** Grows whenever a file comes or goes. */
  changes = 0;
  private identifierCount = 0;
  private usedTokens = 0;
  /** For every token the last mark that it was seen under. */
  private seenIn = new Uint32Array(1024);
  private marks = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Places up to the last one in use. */
  get length(): number {
    return this.pages.end * pageTokens;
  }

  /** Tokens of all files. */
  get tokenCount(): number {
    return this.usedTokens;
  }

  get memoryBytes(): number {
    return this.tokens.length * 5 + this.identifierCount * 4 + this.slots.size * bytesPerFile;
  }

  get fileCount(): number {
    return this.slots.size;
  }

  /** The slot of the file that the token at `position` belongs to. */
  slotAt(position: number): number {
    return this.slotOfPage[Math.trunc(position / pageTokens)]!;
  }

  fileOfPath(path: string): CorpusFile | undefined {
    const slot = this.slots.get(path);
    return slot === undefined ? undefined : this.files[slot];
  }

  /** Its files in the order that decides where their tokens do not; the same whatever order they came in. */
  get inOrder(): readonly CorpusFile[] {
    return this.files.flatMap(file => file ?? []).sort(byOrigin);
  }

  /** Takes over tokens and where whose they are; the corpus is empty. */
  restore(tokens: Int32Array, gaps: Uint8Array, stored: readonly StoredFile[]): void {
    this.tokens = tokens;
    this.gaps = gaps;
    this.slotOfPage = new Uint32Array(tokens.length / pageTokens);
    const runs = stored.map(({ start, pages }) => ({ start: start / pageTokens, count: pages }));
    this.pages.restore(runs.sort((a, b) => a.start - b.start));
    for (const [slot, file] of stored.entries()) this.enter(file, slot);
  }

  add(path: string, lexed: TokenBuffer): CorpusFile {
    // One more, so that a file that grows a little can stay where it is.
    const pages = pagesFor(lexed.length + 2) + 1;
    const start = this.pages.take(pages) * pageTokens;
    this.makeRoom();
    return this.enter(
      this.write(path, start, pages, lexed),
      this.freeSlots.pop() ?? this.files.length,
    );
  }

  /** Which tokens of a file will be others with these; undefined while somebody reads those that were there. */
  changeTo({ start, endExclusive }: CorpusFile, lexed: TokenBuffer): Change | undefined {
    if (this.pages.isHeld) return undefined;
    const { tokens } = this;
    const { length } = lexed;
    const shorter = Math.min(endExclusive - start - 2, length);
    let same = 0;
    while (same < shorter && tokens[start + 1 + same] === lexed.tokens[same]) same++;
    let rest = 0;
    while (
      rest < shorter - same &&
      tokens[endExclusive - 2 - rest] === lexed.tokens[length - 1 - rest]
    ) {
      rest++;
    }
    return { first: same + 1, rest: rest + 1 };
  }

  /** Room for so many tokens of a file: where it is, or new pages where they do not fit. */
  roomFor({ start, pages }: CorpusFile, length: number): Room {
    const needed = pagesFor(length + 2);
    if (needed <= pages) return { start, endExclusive: start + length + 2, pages };
    const fresh = this.pages.take(needed + 1) * pageTokens;
    this.makeRoom();
    return { start: fresh, endExclusive: fresh + length + 2, pages: needed + 1 };
  }

  /** Puts other tokens in a file's place, into the room that there is for them. */
  rewrite(file: CorpusFile, lexed: TokenBuffer, { start, pages }: Room): CorpusFile {
    const slot = this.slots.get(file.path)!;
    this.count(file, -1);
    const written = this.enter(this.write(file.path, start, pages, lexed), slot);
    if (start !== file.start) this.pages.release(file.start / pageTokens, file.pages);
    return written;
  }

  private write(path: string, start: number, pages: number, lexed: TokenBuffer): StoredFile {
    const { tokens, gaps } = this;
    const { length } = lexed;
    tokens[start] = separator;
    tokens.set(lexed.tokens.subarray(0, length), start + 1);
    gaps.set(lexed.gaps.subarray(0, length), start + 1);
    const endExclusive = start + length + 2;
    // What is left of its pages ends nothing and begins nothing.
    tokens.fill(separator, endExclusive - 1, start + pages * pageTokens);
    gaps[start] = 0;
    gaps[endExclusive - 1] = 0;
    const identifiers = this.distinctIdentifiers(start, endExclusive);
    return { path, start, endExclusive, pages, identifiers };
  }

  /** Forgets a file. */
  remove(file: CorpusFile): void {
    const slot = this.slots.get(file.path)!;
    this.slots.delete(file.path);
    this.freeSlots.push(slot);
    this.files[slot] = undefined;
    this.count(file, -1);
    this.pages.release(file.start / pageTokens, file.pages);
  }

  /** From now on the tokens of removed files stay where they are, until the answer is called. */
  hold(): () => void {
    return this.pages.hold();
  }

  /** Gives back room that further files would have been put into, but for a little. */
  trim(): void {
    const capacity = Math.ceil((this.length * 1.03) / pageTokens) * pageTokens;
    if (capacity < this.tokens.length) this.resize(capacity);
  }

  private enter(stored: StoredFile, slot: number): CorpusFile {
    const { path, start, pages } = stored;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const file = { ...stored, folder, stem: stemOf(path), pathKey: hash(path) };
    this.slotOfPage.fill(slot, start / pageTokens, start / pageTokens + pages);
    this.files[slot] = file;
    this.slots.set(path, slot);
    this.count(file, 1);
    return file;
  }

  private makeRoom(): void {
    // Growth by a quarter, not by two: in a big project the arrays are most of the memory.
    if (this.length > this.tokens.length) {
      this.resize(Math.ceil((this.length * 1.25) / pageTokens) * pageTokens);
    }
  }

  private resize(capacity: number): void {
    const end = Math.min(this.length, this.tokens.length);
    const tokens = new Int32Array(capacity);
    tokens.set(this.tokens.subarray(0, end));
    this.tokens = tokens;
    const gaps = new Uint8Array(capacity);
    gaps.set(this.gaps.subarray(0, end));
    this.gaps = gaps;
    const slotOfPage = new Uint32Array(capacity / pageTokens);
    slotOfPage.set(this.slotOfPage.subarray(0, end / pageTokens));
    this.slotOfPage = slotOfPage;
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

  private count(file: CorpusFile, change: 1 | -1): void {
    this.changes++;
    this.usedTokens += change * (file.endExclusive - file.start);
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

/** Pages that so many tokens need. */
const pagesFor = (tokens: number): number => Math.ceil(tokens / pageTokens);

/** The order of files where their tokens are equal. */
export function byOrigin(a: CorpusFile, b: CorpusFile): number {
  return a.pathKey - b.pathKey || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}
