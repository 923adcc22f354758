import { pathToFileURL } from 'node:url';
import { kinship } from '../core/context/kinship.ts';
import { queryAround } from '../core/context/lexicalIndex.ts';
import { linesOf } from '../core/context/openTexts.ts';
import { relatedDeclarations } from '../core/context/related/relatedDeclarations.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import type { IndexHit } from '../core/index/search.ts';
import { type Breathe, noBreath } from '../core/index/steps.ts';
import { ChunkEmbeddings } from './chunkEmbeddings.ts';
import { collectGrown } from './collectGarbage.ts';
import type { EmbeddingAnswers, EmbeddingAsk } from './embeddingAsk.ts';
import { FolderReader, type ReadText } from './folderReader.ts';
import type { Grammars } from './grammars.ts';
import type { IndexFolderOptions } from './indexFolderOptions.ts';
import { IndexMapper, type MappedLines, type MapQuery } from './indexMapper.ts';
import type { IndexStore } from './indexStore.ts';
import { KeptIndex, mostLeftBytes } from './keptIndex.ts';
import { type QuestionQuery, searchForQuestion } from './questionSearch.ts';
import type { RelatedCode } from './relatedCode.ts';
import type { DeclaredLines, RelatedLines, SimilarLines, SimilarQuery } from './relatedLines.ts';
import type { ShapeThread } from './shapeThread.ts';
import { ShownLines } from './shownLines.ts';
import { TextCache } from './textCache.ts';
import { searchUsages, type UsageQuery } from './usageSearch.ts';
import type { WorkspaceFile } from './workspaceFiles.ts';

/** More than the largest prompts have room for. */
const mostDeclared = 120;

/** Where an index keeps what it has read, and what it reads syntax with. Without them it does with less. */
export interface IndexTools {
  readonly store?: IndexStore | undefined;
  readonly grammars?: Grammars | undefined;
  /** Starts a second thread, for projects that are large. */
  readonly startThread?: (() => ShapeThread<ReadText>) | undefined;
  /** The file that keeps embeddings. */
  readonly embeddingsPath?: string | undefined;
  /** Hears of the first thing that goes wrong while the index goes on. */
  readonly tell?: ((error: unknown) => void) | undefined;
}

/** In milliseconds: whoever has not typed for so long has paused. */
const quietMs = 500;

/** The files of workspace folders, searchable. Texts stay on disk; the index has their words and symbols. */
export class WorkspaceIndex {
  private readonly kept: KeptIndex;
  private readonly reader: FolderReader;
  private readonly index: CodeIndex;
  private readonly code: RelatedCode;
  private readonly textCache = new TextCache();
  private readonly mapper: IndexMapper;
  private readonly embeddings: ChunkEmbeddings;
  private clearing: NodeJS.Timeout | undefined;

  constructor({ store, grammars, startThread, embeddingsPath, tell }: IndexTools = {}) {
    this.kept = new KeptIndex(store, tell);
    this.reader = new FolderReader(this.kept, grammars, startThread);
    this.index = this.kept.index;
    this.code = this.kept.code;
    this.mapper = new IndexMapper(this.index);
    this.embeddings = new ChunkEmbeddings(this.index, embeddingsPath);
  }

  get fileCount(): number {
    return this.index.fileCount;
  }

  /** Resolves when what the store keeps is there. */
  whenLoaded(): Promise<void> {
    return this.kept.loaded;
  }

  /**
   * Makes the index hold what a folder holds: reads what is new or changed, forgets what is gone. It goes on from where
   * it was, also after it was stopped or killed. Resolves to the characters read.
   */
  async indexFolder(root: string, options: IndexFolderOptions): Promise<number> {
    const read = await this.indexWords(root, options);
    await this.indexSymbols(root, options);
    await this.settle(options.breathe);
    return read;
  }

  /** The words of all files that are new or changed. */
  indexWords(root: string, options: IndexFolderOptions): Promise<number> {
    return this.reader.indexWords(root, options);
  }

  /** The symbols of all files that have a grammar and were read without. */
  indexSymbols(root: string, options: IndexFolderOptions): Promise<number> {
    return this.reader.indexSymbols(root, options);
  }

  /** Makes one of all segments that are not large. */
  settle(breathe = noBreath): Promise<void> {
    return this.kept.settle(breathe);
  }

  /**
   * Takes in what changed on disk in a folder that is indexed. A path of a folder stands for all that is in it; what is
   * gone, or no source, is forgotten.
   */
  refresh(changed: readonly WorkspaceFile[], breathe?: Breathe): Promise<void> {
    return this.reader.refresh(changed, breathe);
  }

  /** Makes the index hold this text for a file, whatever the disk has. */
  setFile(file: WorkspaceFile, text: string): Promise<void> {
    return this.reader.setFile(file, text);
  }

  removeFile(filePath: string): Promise<void> {
    return this.reader.removeFile(filePath);
  }

  /** Forgets all files below a folder. */
  removeFolder(root: string): Promise<void> {
    return this.reader.removeFolder(root);
  }

  /** What resembles the place, and declarations in other files that are likely to be named there, best first. */
  async related(query: SimilarQuery): Promise<RelatedLines> {
    await this.reader.whenChanged();
    this.clearUpSoon();
    const files = new Map<string, ReadFile | undefined>();
    const readOnce = (path: string): ReadFile | undefined => {
      if (!files.has(path)) files.set(path, this.readFile(path));
      return files.get(path);
    };
    const similar = this.similarHits(query).flatMap((hit): SimilarLines[] => {
      const file = readOnce(hit.path);
      if (!file) return [];
      const { startLine, endLineExclusive, score } = hit;
      const text = linesOf(file.text, startLine, endLineExclusive);
      return [{ uri: file.uri, path: file.path, startLine, endLineExclusive, text, score }];
    });
    const place = { ...query, path: query.filePath };
    const declared = relatedDeclarations(place, similar, this.code).slice(0, mostDeclared);
    return {
      similar,
      declared: declared.flatMap((found): DeclaredLines[] => {
        const { path, declarations } = found.file;
        const { line, headEnd, owner } = found.declaration;
        const file = readOnce(path);
        if (!file) return [];
        const { uri } = file;
        const lines = (from: number, to: number) => linesOf(file.text, from, to).replace(/\n$/, '');
        const outer =
          owner === ''
            ? undefined
            : declarations.find(({ name, isType }) => isType && name === owner);
        return [
          {
            uri,
            path: file.path,
            startLine: line,
            endLineExclusive: headEnd,
            text: lines(line, headEnd),
            score: found.score,
            ...(outer && {
              within: { startLine: outer.line, text: lines(outer.line, outer.line + 1) },
            }),
          },
        ];
      }),
    };
  }

  private similarHits({ prefix, suffix, limit, filePath }: SimilarQuery): readonly IndexHit[] {
    const weightOf = kinshipTo(filePath);
    const options = { limit, exceptPath: filePath, weightOf };
    return this.index.search(queryAround(prefix, suffix), options);
  }

  private readFile(filePath: string): ReadFile | undefined {
    const path = this.index.relativePathOf(filePath);
    const text = path === undefined ? undefined : this.textCache.read(filePath);
    if (path === undefined || text === undefined) return undefined;
    return { uri: pathToFileURL(filePath).toString(), path, text };
  }

  /** Code that a question in words seems to be about, best first. */
  async find(query: QuestionQuery): Promise<readonly DeclaredLines[]> {
    await this.reader.whenChanged();
    return searchForQuestion(this.index, query, path => this.textCache.read(path));
  }

  /** Places that use a name, by the words of the index, those in near files first. */
  async usages(query: UsageQuery): Promise<readonly SimilarLines[]> {
    await this.reader.whenChanged();
    return searchUsages(this.index, query, path => this.textCache.read(path));
  }

  /** What matters most for some files and names, from all over the workspace, in so many tokens. */
  async map(query: MapQuery): Promise<readonly MappedLines[]> {
    await this.reader.whenChanged();
    return this.mapper.map(query);
  }

  /** What the embeddings of its chunks are asked. */
  async askEmbeddings(ask: EmbeddingAsk): Promise<EmbeddingAnswers[EmbeddingAsk['kind']]> {
    // What is not there yet is not gone.
    await this.kept.loaded;
    await this.reader.whenChanged();
    const { embeddings } = this;
    switch (ask.kind) {
      case 'count':
        return embeddings.count(ask.shape.space);
      case 'wanted':
        return embeddings.wanted(ask.query);
      case 'keep':
        return embeddings.keep(ask.vectors);
      case 'tidy':
        return embeddings.tidy(ask.shape.space);
      case 'nearest': {
        const shown = new ShownLines(this.index, path => this.textCache.read(path));
        const near = embeddings.nearest(ask.query);
        return shown.withTexts(near.map(({ score, ...hit }) => ({ ...shown.whole(hit), score })));
      }
    }
  }

  /** Left to itself V8 would let what queries leave behind grow to hundreds of megabytes; but no query waits for that. */
  private clearUpSoon(): void {
    clearTimeout(this.clearing);
    this.clearing = setTimeout(() => collectGrown(mostLeftBytes), quietMs).unref();
  }

  /** What has been read is on disk afterwards. */
  async close(): Promise<void> {
    clearTimeout(this.clearing);
    await this.reader.whenChanged();
    this.embeddings.close();
    await this.kept.close();
  }
}

/** A file that something is shown of. */
interface ReadFile {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** How much each file tells about one; asked for thousands of files, it looks at each extension once. */
function kinshipTo(filePath: string): (path: string) => number {
  const known = new Map<string, number>();
  return path => {
    const extension = path.slice(path.lastIndexOf('.') + 1);
    let weight = known.get(extension);
    if (weight === undefined) {
      weight = kinship(filePath, path);
      known.set(extension, weight);
    }
    return weight;
  };
}
