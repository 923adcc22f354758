import { commentStyleOf } from './commentStyle.ts';
import { ContextIndex } from './contextIndex.ts';
import { type Change, Corpus, type CorpusFile } from './corpus.ts';
import { Lexer } from './lexer.ts';
import { NearbyNames } from './nearbyNames.ts';
import { RankedBlocks } from './rankedBlocks.ts';
import { FileSimilarity } from './similarity.ts';
import { sortingRoom } from './sortFiles.ts';
import { TokenBuffer } from './tokenBuffer.ts';
import { lastLineEnd } from './tokenIds.ts';
import { Vocabulary } from './vocabulary.ts';

/** A text that the engine learns from; `path` has `/` and is unique. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** What a token takes in the indexes, about: two ranks, and one of eight a third; in each index two bytes to find it by. */
const rankBytesPerToken = 15;
/** Files with more than this part of all tokens are quicker sorted with all others than put in one by one. */
const leastShareToRebuild = 0.15;

/** What has changed since the files that are being sorted were counted. */
interface Rebuild {
  readonly sorted: ReadonlySet<CorpusFile>;
  readonly added: Set<CorpusFile>;
  readonly removed: Set<CorpusFile>;
}

/**
 * What was learned of a project: its files as tokens, sorted by what stands before each place.
 *
 * The file at the cursor is never in the index: it is taken out when the cursor comes to it
 * and put back, as it then is, when the cursor leaves. What stands around the cursor is read
 * from the request, so typing costs no update and text that is gone can not vote.
 */
export class ProjectIndex {
  readonly vocabulary = new Vocabulary();
  readonly corpus = new Corpus(this.vocabulary);
  readonly exactIndex = new ContextIndex(this.corpus, () => this.vocabulary.keys);
  readonly skeletonIndex = new ContextIndex(this.corpus, () => this.vocabulary.skeletonKeys);
  /** The ends of lines, by the line that comes next. */
  readonly lineIndex = new ContextIndex(
    this.corpus,
    () => this.vocabulary.keys,
    'forwards',
    lastLineEnd,
  );
  readonly indexes = [this.exactIndex, this.skeletonIndex, this.lineIndex];
  readonly similarity = new FileSimilarity(this.corpus, this.vocabulary);
  readonly nearbyNames = new NearbyNames(this.corpus, this.vocabulary, this.similarity);
  /** Files whose places are not in the indexes yet. */
  private readonly waiting = new Set<CorpusFile>();
  private rebuilding: Rebuild | undefined;
  /** The file at the cursor, and its tokens as last told. */
  private focused: { readonly path: string; lexed: TokenBuffer | undefined } | undefined;
  /** Grows with every change of what questions are answered from. */
  revision = 0;

  get tokenCount(): number {
    return this.corpus.tokenCount;
  }

  /** About how much memory it takes once all of it is in the indexes. */
  get memoryBytes(): number {
    const { indexes, corpus, vocabulary } = this;
    const ranks = indexes.reduce((sum, index) => sum + index.memoryBytes, 0);
    const later = corpus.tokenCount * rankBytesPerToken;
    return Math.max(ranks, later) + corpus.memoryBytes + vocabulary.memoryBytes;
  }

  get fileCount(): number {
    return this.corpus.fileCount + (this.focused?.lexed === undefined ? 0 : 1);
  }

  /** The files it has learned. */
  get paths(): readonly string[] {
    const own = this.focused?.lexed ? [this.focused.path] : [];
    return [...own, ...this.corpus.files.flatMap(file => file?.path ?? [])];
  }

  /** The files that it has learned at a path: that file, or those of a folder and of all folders in it. */
  pathsAt(path: string): readonly string[] {
    const isOne = this.focused?.path === path || this.corpus.fileOfPath(path) !== undefined;
    return isOne ? [path] : this.paths.filter(one => one.startsWith(`${path}/`));
  }

  /** Learns files, or learns them anew. */
  setFiles(sources: readonly SourceText[]): void {
    const files = this.readFiles(sources).filter(file => this.waiting.has(file));
    if (!this.rebuilding && this.shareOf(files) > leastShareToRebuild) runThrough(this.rebuild());
    else for (const file of files) this.putIn(file);
  }

  /** The same without putting them into the indexes: they count once somebody calls `catchUp`. */
  readFiles(sources: readonly SourceText[]): readonly CorpusFile[] {
    this.revision++;
    return sources.flatMap(({ path, text }) => {
      const lexed = this.lex(path, text);
      if (this.focused?.path !== path) return this.add(path, lexed);
      this.focused.lexed = lexed;
      return [];
    });
  }

  removeFiles(paths: readonly string[]): void {
    this.revision++;
    for (const path of paths) {
      if (this.focused?.path === path) this.focused.lexed = undefined;
      this.takeOut(path);
    }
  }

  /**
   * The cursor is in this file now: takes it out of the index and puts the one before it back.
   * A guess does so by itself; said beforehand, the first guess in a file is as quick as the others.
   */
  focus(path: string): void {
    const left = this.focused;
    if (left?.path === path) return;
    this.revision++;
    this.focused = { path, lexed: this.takeOut(path) };
    if (!left?.lexed) return;
    const file = this.add(left.path, left.lexed);
    // Others may be waiting for a rebuild that somebody does in pieces.
    this.putIn(file);
  }

  /** Whether everything that was read is in the indexes. */
  get isComplete(): boolean {
    return this.waiting.size === 0 && !this.rebuilding;
  }

  /**
   * Puts what was read into the indexes, file by file or all at once, whichever is quicker. It pauses every few
   * milliseconds; questions asked meanwhile are answered from what was there before, and changes count as ever.
   * Whoever stops half-way calls `return`, as leaving a loop does.
   */
  *catchUp(): Generator<void, void> {
    if (this.shareOf(this.waiting) > leastShareToRebuild) return yield* this.rebuild();
    for (const file of this.waiting) {
      this.putIn(file);
      yield;
    }
  }

  private shareOf(files: Iterable<CorpusFile>): number {
    let tokens = 0;
    for (const { start, endExclusive } of files) tokens += endExclusive - start;
    return tokens / Math.max(1, this.corpus.tokenCount);
  }

  /** Sorts all places anew. A later rebuild takes the place of one that is not done. */
  private *rebuild(): Generator<void, void> {
    const { corpus, vocabulary } = this;
    const files = corpus.inOrder;
    const rebuild: Rebuild = { sorted: new Set(files), added: new Set(), removed: new Set() };
    this.rebuilding = rebuild;
    const letGo = corpus.hold();
    try {
      const ranked: RankedBlocks[] = [];
      const { size } = vocabulary;
      const room = sortingRoom(files);
      for (const index of this.indexes) {
        ranked.push(yield* index.sortAll(files, size, room));
        if (this.rebuilding !== rebuild) return;
      }
      this.finish(rebuild, ranked);
    } finally {
      if (this.rebuilding === rebuild) this.rebuilding = undefined;
      letGo();
    }
  }

  private finish({ sorted, added, removed }: Rebuild, ranked: readonly RankedBlocks[]): void {
    this.revision++;
    for (const [i, index] of this.indexes.entries()) {
      index.replace(removed.size === 0 ? ranked[i]! : without(ranked[i]!, removed));
    }
    for (const file of sorted) this.waiting.delete(file);
    for (const file of added) {
      for (const index of this.indexes) index.insert(file);
    }
    this.corpus.trim();
  }

  private lex(path: string, text: string): TokenBuffer {
    const buffer = new TokenBuffer(Math.ceil(text.length / 3) + 16);
    new Lexer(this.vocabulary, commentStyleOf(path), buffer).lines(text);
    return buffer;
  }

  private add(path: string, lexed: TokenBuffer): CorpusFile {
    const old = this.corpus.fileOfPath(path);
    const change = old && !this.waiting.has(old) ? this.corpus.changeTo(old, lexed) : undefined;
    if (old && change) return this.rewrite(old, lexed, change);
    this.takeOut(path);
    const file = this.corpus.add(path, lexed);
    this.waiting.add(file);
    return file;
  }

  /** Only what depends on changed tokens finds a new place in the indexes. */
  private rewrite(old: CorpusFile, lexed: TokenBuffer, change: Change): CorpusFile {
    const room = this.corpus.roomFor(old, lexed.length);
    for (const index of this.indexes) index.beginChange(old, change, room);
    const file = this.corpus.rewrite(old, lexed, room);
    for (const index of this.indexes) index.insert(file, change);
    return file;
  }

  private putIn(file: CorpusFile): void {
    this.revision++;
    this.waiting.delete(file);
    this.rebuilding?.added.add(file);
    for (const index of this.indexes) index.insert(file);
  }

  /** Takes a file out and hands out the tokens that it had. */
  private takeOut(path: string): TokenBuffer | undefined {
    const file = this.corpus.fileOfPath(path);
    if (!file) return undefined;
    const isIndexed = !this.waiting.delete(file);
    if (isIndexed) for (const index of this.indexes) index.remove(file);
    const { rebuilding } = this;
    if (rebuilding?.sorted.has(file)) rebuilding.removed.add(file);
    rebuilding?.added.delete(file);
    const lexed = this.tokensOf(file);
    this.corpus.remove(file);
    return lexed;
  }

  private tokensOf({ start, endExclusive }: CorpusFile): TokenBuffer {
    const { tokens, gaps } = this.corpus;
    const copy = new TokenBuffer(0);
    copy.restore(
      tokens.subarray(start + 1, endExclusive - 1),
      gaps.subarray(start + 1, endExclusive - 1),
    );
    return copy;
  }
}

function runThrough(steps: Iterable<void>): void {
  for (const _ of steps) {
    // Without pauses.
  }
}

/** Ranked positions without those of some files. */
function without(ranked: RankedBlocks, removed: ReadonlySet<CorpusFile>): RankedBlocks {
  const spans = [...removed].sort((a, b) => a.start - b.start);
  const starts = spans.map(({ start }) => start);
  const left = ranked.toArray().filter(position => {
    let low = 0;
    for (let high = starts.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 || spans[low - 1]!.endExclusive <= position;
  });
  return new RankedBlocks(left);
}
