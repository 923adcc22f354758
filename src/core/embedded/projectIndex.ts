import { commentStyleOf } from './commentStyle.ts';
import { ContextIndex } from './contextIndex.ts';
import { Corpus } from './corpus.ts';
import { Lexer } from './lexer.ts';
import { TokenBuffer } from './tokenBuffer.ts';
import { lastLineEnd } from './tokenIds.ts';
import { Vocabulary } from './vocabulary.ts';

/** A text that the engine learns from; `path` has `/` and is unique. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A token's text with its places in the tables: measured on names as projects have them. */
const bytesPerText = 160;

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
  /** The file at the cursor, and its tokens as last told. */
  private focused: { readonly path: string; lexed: TokenBuffer | undefined } | undefined;

  get tokenCount(): number {
    return this.corpus.length;
  }

  /** About how much memory it takes. */
  get memoryBytes(): number {
    const { indexes, corpus, vocabulary } = this;
    const ranks = indexes.reduce((sum, index) => sum + index.capacity, 0);
    return ranks * 4 + corpus.memoryBytes + vocabulary.size * bytesPerText;
  }

  get fileCount(): number {
    return this.corpus.fileCount + (this.focused?.lexed === undefined ? 0 : 1);
  }

  /** The files it has learned. */
  get paths(): readonly string[] {
    const own = this.focused?.lexed ? [this.focused.path] : [];
    return [...own, ...this.corpus.files.flatMap(file => file?.path ?? [])];
  }

  /** Whether a file, or another one of its folder, was learned. */
  knowsFolderOf(path: string): boolean {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return this.focused?.path === path || this.corpus.files.some(file => file?.folder === folder);
  }

  /** Learns files, or learns them anew. Many at a time cost less than one by one. */
  setFiles(sources: readonly SourceText[]): void {
    const newest = new Map(sources.map(source => [source.path, source.text] as const));
    const lexed = [...newest].map(([path, text]) => [path, this.lex(path, text)] as const);
    const own = lexed.find(([path]) => path === this.focused?.path);
    if (this.focused && own) this.focused.lexed = own[1];
    this.putIn(lexed.filter(entry => entry !== own));
  }

  removeFiles(paths: readonly string[]): void {
    if (this.focused && paths.includes(this.focused.path)) this.focused.lexed = undefined;
    this.takeOut(paths);
  }

  /**
   * The cursor is in this file now: takes it out of the index and puts the one before it back.
   * A guess does so by itself; said beforehand, the first guess in a file is as quick as the others.
   */
  focus(path: string): void {
    if (this.focused?.path === path) return;
    const left = this.focused;
    this.focused = { path, lexed: this.takeOut([path])[0] };
    if (left?.lexed) this.putIn([[left.path, left.lexed]]);
  }

  private lex(path: string, text: string): TokenBuffer {
    const buffer = new TokenBuffer(Math.ceil(text.length / 3) + 16);
    new Lexer(this.vocabulary, commentStyleOf(path), buffer).lines(text);
    return buffer;
  }

  private putIn(files: readonly (readonly [path: string, lexed: TokenBuffer])[]): void {
    this.takeOut(files.map(([path]) => path));
    const added = files.map(([path, lexed]) => this.corpus.add(path, lexed));
    for (const index of this.indexes) index.insert(added);
  }

  /** Takes files out of the index, all in one pass, and hands out the tokens of those that were in it. */
  private takeOut(paths: readonly string[]): readonly TokenBuffer[] {
    const removed = paths.flatMap(path => this.corpus.remove(path) ?? []);
    if (removed.length === 0) return [];
    const files = removed.map(({ file }) => file);
    for (const index of this.indexes) index.remove(files);
    if (this.corpus.needsCompaction) {
      this.corpus.compact(shiftOf => {
        for (const index of this.indexes) index.shift(shiftOf);
      });
    }
    return removed.map(({ lexed }) => lexed);
  }
}
