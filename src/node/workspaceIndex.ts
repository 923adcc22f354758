import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinship } from '../core/context/kinship.ts';
import { queryAround } from '../core/context/lexicalIndex.ts';
import { linesOf } from '../core/context/openTexts.ts';
import { relatedDeclarations } from '../core/context/related/relatedDeclarations.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { addText } from '../core/index/addText.ts';
import { CodeIndex } from '../core/index/codeIndex.ts';
import { shapeByLines } from '../core/index/fileShape.ts';
import { mergeSegments } from '../core/index/mergeSegments.ts';
import type { IndexHit } from '../core/index/search.ts';
import type { FileFacts, Segment } from '../core/index/segment.ts';
import { SegmentBuilder } from '../core/index/segmentBuilder.ts';
import { segmentBytes } from '../core/index/segmentBytes.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import { collectGarbage } from './collectGarbage.ts';
import { shapeOf } from './fileShapes.ts';
import { factsOf, hasGrammar, isUnchanged, lookAt, type SeenFile } from './folderScan.ts';
import type { Grammars } from './grammars.ts';
import { IndexMapper, type MappedLines, type MapQuery } from './indexMapper.ts';
import type { IndexStore } from './indexStore.ts';
import { type QuestionQuery, searchForQuestion } from './questionSearch.ts';
import { noteOf, RelatedCode } from './relatedCode.ts';
import { TextCache } from './textCache.ts';
import { searchUsages, type UsageQuery } from './usageSearch.ts';
import {
  isSourcePath,
  listWorkspaceFiles,
  readSourceNow,
  type WorkspaceFile,
} from './workspaceFiles.ts';

/** What is generated is no example, and what may not be sent need not be found. */
export const indexIgnores: readonly string[] = ['.gitignore', ...ignoreFileNames];

export interface IndexFolderOptions {
  readonly maxFiles: number;
  readonly signal?: AbortSignal;
  /** Awaited between files, so that the thread can answer in the meantime. */
  readonly breathe?: () => Promise<void>;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/** How far the reading of a folder is: first the words of all files, then their symbols. */
export interface IndexProgress {
  readonly phase: 'words' | 'symbols';
  readonly done: number;
  readonly total: number;
}

/** The place that similar code is looked for. */
export interface SimilarQuery {
  readonly prefix: string;
  readonly suffix: string;
  readonly filePath: string;
  readonly limit: number;
}

/** A found stretch of lines with its file on disk; the adapter makes a snippet of it. */
export interface SimilarLines
  extends Pick<Snippet, 'path' | 'startLine' | 'endLineExclusive' | 'text' | 'score'> {
  readonly uri: string;
}

/** Heads of declarations, with the head of the type that each is a member of. */
export interface DeclaredLines extends SimilarLines {
  readonly within?: { readonly startLine: number; readonly text: string };
}

/** What the files have to say about a place. */
export interface RelatedLines {
  readonly similar: readonly SimilarLines[];
  readonly declared: readonly DeclaredLines[];
}

export const nothingRelated: RelatedLines = { similar: [], declared: [] };

/** More than the largest prompts have room for. */
const mostDeclared = 120;

/** Where an index keeps what it has read, and what it reads syntax with. Without them it does with less. */
export interface IndexTools {
  readonly store?: IndexStore | undefined;
  readonly grammars?: Grammars | undefined;
}

/** Characters that one segment holds at most: making it takes about a sixth of a second. */
const segmentLength = 12_000_000;
/** What was read is safe on disk after this time at the latest. */
const segmentMs = 1500;
/** Reading leaves much behind; beyond this it is cleared away before there is more. */
const mostHeapBytes = 180_000_000;
/** So many segments of few files make one together, so that a query need not ask each. */
const mostSmallSegments = 24;
const smallBytes = 200_000;
const mostMiddleSegments = 12;
const middleBytes = 6_000_000;

/** The files of workspace folders, searchable. Texts stay on disk; the index has their words and symbols. */
export class WorkspaceIndex {
  private readonly code = new RelatedCode();
  private readonly index = new CodeIndex(this.code);
  private readonly textCache = new TextCache();
  private readonly mapper = new IndexMapper(this.index);
  /** Changes of single files, one after the other; queries wait for those before them. */
  private changes = Promise.resolve();

  constructor(private readonly tools: IndexTools = {}) {
    this.code.attach(this.index);
    for (const segment of tools.store?.load() ?? []) this.index.addSegment(segment);
  }

  get fileCount(): number {
    return this.index.fileCount;
  }

  /** Bytes that it takes, in memory and on disk alike. */
  get byteSize(): number {
    return this.index.segments.reduce((sum, { data }) => sum + segmentBytes(data), 0);
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
  async indexWords(root: string, options: IndexFolderOptions): Promise<number> {
    const { maxFiles, signal, breathe = noBreath } = options;
    const accepts = (path: string) => secretFileRule(path) === undefined;
    const found = await listWorkspaceFiles(root, {
      maxFiles,
      ignoreFileNames: indexIgnores,
      accepts,
    });
    const seen = await lookAt(found, breathe);
    if (signal?.aborted) return 0;
    const present = new Set(seen.map(({ filePath }) => filePath));
    for (const path of this.pathsBelow(root)) if (!present.has(path)) this.index.removeFile(path);
    const stale = seen.filter(file => !isUnchanged(file, this.index.factsOf(file.filePath)));
    return this.readAll(stale, 'words', options, (file, text) => {
      const facts = factsOf(file, text, !hasGrammar(file.path));
      return Promise.resolve({ facts, ...shapeByLines(text) });
    });
  }

  /** The symbols of all files that have a grammar and were read without. */
  async indexSymbols(root: string, options: IndexFolderOptions): Promise<number> {
    const { grammars } = this.tools;
    if (!grammars) return 0;
    const wanted: SeenFile[] = [];
    for (const path of this.pathsBelow(root)) {
      const facts = this.index.factsOf(path);
      if (facts && !facts.hasSymbols) wanted.push(facts);
    }
    return this.readAll(wanted, 'symbols', options, async (file, text) => ({
      facts: factsOf(file, text, true),
      ...(await shapeOf(file.path, text, grammars)),
    }));
  }

  /** Reads a file anew after it changed on disk; one that is gone, or no source, is forgotten. */
  refresh(file: WorkspaceFile): Promise<void> {
    return this.change(async () => {
      const isWanted = isSourcePath(file.path) && secretFileRule(file.path) === undefined;
      const [seen] = isWanted ? await lookAt([file], noBreath) : [];
      const text = seen && readSourceNow(seen);
      if (!seen || text === undefined) this.index.removeFile(file.filePath);
      else await this.put(seen, text);
    });
  }

  /** Makes the index hold this text for a file, whatever the disk has. */
  setFile(file: WorkspaceFile, text: string): Promise<void> {
    return this.change(() => this.put({ ...file, size: -1, mtimeMs: -1 }, text));
  }

  removeFile(filePath: string): Promise<void> {
    return this.change(() => Promise.resolve(this.index.removeFile(filePath)));
  }

  /** Forgets all files below a folder. */
  removeFolder(root: string): Promise<void> {
    return this.change(async () => {
      for (const filePath of this.pathsBelow(root)) this.index.removeFile(filePath);
      this.save();
    });
  }

  /** What resembles the place, and declarations in other files that are likely to be named there, best first. */
  async related(query: SimilarQuery): Promise<RelatedLines> {
    await this.changes;
    const texts = new Map<string, string | undefined>();
    const similar = this.withTexts(this.similarHits(query), texts);
    const place = { ...query, path: query.filePath };
    const declared = relatedDeclarations(place, similar, this.code).slice(0, mostDeclared);
    const lines = new Map<string, readonly string[]>();
    return {
      similar,
      declared: declared.flatMap(found => {
        const { path, declarations } = found.file;
        const { line, headEnd, owner } = found.declaration;
        const file = this.index.factsOf(path);
        const text = file && this.textOf(path, texts);
        if (!file || text === undefined) return [];
        const all = lines.get(path) ?? text.split('\n');
        lines.set(path, all);
        const outer = declarations.find(({ name, isType }) => isType && name === owner);
        return [
          {
            uri: pathToFileURL(path).toString(),
            path: file.path,
            startLine: line,
            endLineExclusive: headEnd,
            text: all.slice(line, headEnd).join('\n'),
            score: found.score,
            ...(outer ? { within: { startLine: outer.line, text: all[outer.line] ?? '' } } : {}),
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

  private withTexts(
    hits: readonly IndexHit[],
    texts: Map<string, string | undefined>,
  ): readonly SimilarLines[] {
    return hits.flatMap(hit => {
      const file = this.index.factsOf(hit.path);
      const text = this.textOf(hit.path, texts);
      if (!file || text === undefined) return [];
      const { startLine, endLineExclusive, score } = hit;
      const lines = linesOf(text, startLine, endLineExclusive);
      const uri = pathToFileURL(hit.path).toString();
      return [{ uri, path: file.path, startLine, endLineExclusive, text: lines, score }];
    });
  }

  private textOf(path: string, texts: Map<string, string | undefined>): string | undefined {
    if (!texts.has(path)) texts.set(path, this.textCache.read(path));
    return texts.get(path);
  }

  /** Code that a question in words seems to be about, best first. */
  async find(query: QuestionQuery): Promise<readonly DeclaredLines[]> {
    await this.changes;
    return searchForQuestion(this.index, query, path => this.textCache.read(path));
  }

  /** Places that use a name, by the words of the index, those in near files first. */
  async usages(query: UsageQuery): Promise<readonly SimilarLines[]> {
    await this.changes;
    return searchUsages(this.index, query, path => this.textCache.read(path));
  }

  /** What matters most for some files and names, from all over the workspace, in so many tokens. */
  async map(query: MapQuery): Promise<readonly MappedLines[]> {
    await this.changes;
    return this.mapper.map(query);
  }

  /** What has been read is on disk afterwards. */
  async close(): Promise<void> {
    await this.changes;
    this.tools.store?.close();
  }

  private async readAll(
    files: readonly SeenFile[],
    phase: IndexProgress['phase'],
    { signal, breathe = noBreath, onProgress }: IndexFolderOptions,
    shape: (file: SeenFile, text: string) => Promise<Shaped>,
  ): Promise<number> {
    let characters = 0;
    let builder = new SegmentBuilder();
    let held = 0;
    let since = performance.now();
    const flush = async () => {
      if (builder.fileCount > 0) this.index.addSegment(builder.build());
      builder = new SegmentBuilder();
      held = 0;
      await this.tidy(breathe);
      this.save();
      if (process.memoryUsage().heapTotal > mostHeapBytes) collectGarbage();
      since = performance.now();
    };
    for (const [done, file] of files.entries()) {
      if (signal?.aborted) break;
      onProgress?.({ phase, done, total: files.length });
      const text = readSourceNow(file);
      if (text === undefined) this.index.removeFile(file.filePath);
      else {
        const { facts, shape: shaped, declared } = await shape(file, text);
        const note = this.noteOf(facts, text);
        addText(builder, { ...facts, note }, text, shaped, declared);
        characters += text.length;
        held += text.length;
      }
      await breathe();
      if (held >= segmentLength || performance.now() - since > segmentMs) await flush();
    }
    await flush();
    onProgress?.({ phase, done: files.length, total: files.length });
    return characters;
  }

  /** That of the text as it is known already, else a new one. */
  private noteOf({ filePath, path, hash }: FileFacts, text: string): string {
    const known = this.index.factsOf(filePath);
    return known?.hash === hash && known.note !== undefined ? known.note : noteOf(path, text);
  }

  private change(work: () => Promise<void>): Promise<void> {
    this.changes = this.changes.then(work).catch(() => {});
    return this.changes;
  }

  private async put(file: SeenFile, text: string): Promise<void> {
    const { grammars } = this.tools;
    const facts = factsOf(file, text, grammars !== undefined);
    const known = this.index.factsOf(file.filePath);
    if (known?.hash === facts.hash && known.mtimeMs === facts.mtimeMs) return;
    const { shape, declared } = await shapeOf(file.path, text, grammars);
    const builder = new SegmentBuilder();
    addText(builder, { ...facts, note: noteOf(file.path, text) }, text, shape, declared);
    this.index.addSegment(builder.build());
    await this.tidy(noBreath);
  }

  /** Makes one segment of many small ones. */
  private async tidy(breathe: () => Promise<void>): Promise<void> {
    const below = (most: number) =>
      this.index.segments.filter(({ data }) => segmentBytes(data) < most);
    const small = below(smallBytes);
    if (small.length > mostSmallSegments) await this.merge(small, breathe);
    const middle = below(middleBytes);
    if (middle.length > mostMiddleSegments + mostSmallSegments) await this.merge(middle, breathe);
  }

  /** Makes one of all segments that are not large: each has a dictionary of its own, which costs room. */
  async settle(breathe: () => Promise<void> = noBreath): Promise<void> {
    const middle = this.index.segments.filter(({ data }) => segmentBytes(data) < middleBytes);
    if (middle.length > 1) await this.merge(middle, breathe);
  }

  private async merge(segments: readonly Segment[], breathe: () => Promise<void>): Promise<void> {
    this.index.replaceSegments(segments, await mergeSegments(segments, breathe));
    this.save();
  }

  /** A store that can't be written is no reason to stop: the next window reads again what this one could not keep. */
  private save(): void {
    try {
      this.tools.store?.save(this.index.segments);
    } catch {
      // It goes on in memory.
    }
  }

  private pathsBelow(root: string): string[] {
    const start = join(root, sep);
    return [...this.index.paths()].filter(path => path.startsWith(start));
  }
}

interface Shaped extends Awaited<ReturnType<typeof shapeOf>> {
  readonly facts: FileFacts;
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

const noBreath = (): Promise<void> => Promise.resolve();
