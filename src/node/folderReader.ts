import { setImmediate } from 'node:timers/promises';
import { addText } from '../core/index/addText.ts';
import { type ShapedFile, shapeByLines } from '../core/index/fileShape.ts';
import type { FileFacts } from '../core/index/fileTable.ts';
import { SegmentBuilder } from '../core/index/segmentBuilder.ts';
import { type Breathe, breathing, noBreath } from '../core/index/steps.ts';
import { changedFiles, indexRules, rootOf } from './changedFiles.ts';
import { collectGrown } from './collectGarbage.ts';
import { shapeOf } from './fileShapes.ts';
import {
  factsOf,
  flatMapSlowly,
  hasGrammar,
  isUnchanged,
  lookAt,
  type SeenFile,
} from './folderScan.ts';
import type { Grammars } from './grammars.ts';
import type { IndexFolderOptions, IndexProgress } from './indexFolderOptions.ts';
import { type KeptIndex, mostLeftBytes } from './keptIndex.ts';
import { noteFor, noteOf } from './relatedCode.ts';
import type { ShapeThread } from './shapeThread.ts';
import { TouchedPaths } from './touchedPaths.ts';
import { listWorkspaceFiles, readSourceNow, type WorkspaceFile } from './workspaceFiles.ts';

/** Characters that one segment holds at most: they are in memory until then. */
const segmentLength = 12_000_000;
/** What was read is safe on disk after this time at the latest, first and later on: many small segments cost room and time. */
const segmentMs = 1500;
const longestSegmentMs = 6000;
/** From so many files on a second thread is worth its start. */
const fewestForThread = 100;
/** So many changed files are taken in at once; queries wait for no more than these. */
const pieceLength = 16;

/**
 * Reads files into an index: whole folders, and what changes in them.
 * Law: once all has been read, the index holds what it would hold if it were read anew, however changes and readings
 * crossed. So a reading leaves out what changed since it began: whoever told of the change reads it.
 */
export class FolderReader {
  /** How many files each folder may have. */
  private readonly folders = new Map<string, number>();
  /** What changed since each reading that goes on began. */
  private readonly readings = new Set<TouchedPaths>();
  /** Changes, one after the other. */
  private refreshing = Promise.resolve();
  /** The piece of the changes that is being taken in. */
  private changes = Promise.resolve();

  constructor(
    private readonly kept: KeptIndex,
    private readonly grammars?: Grammars,
    private readonly startThread?: () => ShapeThread<ReadText>,
  ) {}

  /** Resolves when the change that is being taken in has been. */
  whenChanged(): Promise<void> {
    return this.changes;
  }

  /** The words of all files of a folder that are new or changed; what is gone is forgotten. */
  indexWords(root: string, options: IndexFolderOptions): Promise<number> {
    this.folders.set(root, options.maxFiles);
    // A reading of it that still goes on may have seen what is no longer so.
    this.touch(root);
    return this.reading(async touched => {
      const { maxFiles, signal, breathe = noBreath } = options;
      const { index } = this.kept;
      const found = await listWorkspaceFiles(root, { ...indexRules, maxFiles });
      const seen = await lookAt(found, breathe);
      if (signal?.aborted || touched.has(root)) return 0;
      const present = new Set(seen.map(({ filePath }) => filePath));
      for (const path of this.kept.pathsBelow(root)) {
        if (!present.has(path) && !touched.has(path)) index.removeFile(path);
      }
      const staleOnly = (file: SeenFile) =>
        isUnchanged(file, index.factsOf(file.filePath)) ? [] : [file];
      const stale = await flatMapSlowly(seen, staleOnly, breathe);
      const factsFor = (file: SeenFile, text: string) =>
        factsOf(file, text, !hasGrammar(file.path));
      const shape = ({ text }: ReadText) => Promise.resolve(shapeByLines(text));
      return this.readAll(stale, 'words', touched, options, factsFor, shape);
    });
  }

  /** The symbols of all files of a folder that have a grammar and were read without. */
  indexSymbols(root: string, options: IndexFolderOptions): Promise<number> {
    const { grammars } = this;
    if (!grammars) return Promise.resolve(0);
    return this.reading(async touched => {
      const lacking = (path: string): SeenFile[] => {
        const facts = this.kept.index.factsOf(path);
        if (!facts || facts.hasSymbols) return [];
        // Their notes would stay in memory until all are read.
        const { note: _, ...seen } = facts;
        return [seen];
      };
      const paths = this.kept.pathsBelow(root);
      const wanted = await flatMapSlowly(paths, lacking, options.breathe ?? noBreath);
      const factsFor = (file: SeenFile, text: string) => factsOf(file, text, true);
      const shape = ({ facts, text }: ReadText) => shapeOf(facts.path, text, grammars);
      const thread = wanted.length < fewestForThread ? undefined : this.startThread?.();
      try {
        return await this.readAll(wanted, 'symbols', touched, options, factsFor, shape, thread);
      } finally {
        thread?.end();
      }
    });
  }

  /** Takes in what has become of paths that changed on disk: files, or folders with all that is in them. */
  refresh(changed: readonly WorkspaceFile[], breathe: Breathe = noBreath): Promise<void> {
    for (const { filePath } of changed) this.touch(filePath);
    const takeIn = () => this.takeIn(changed, breathe);
    this.refreshing = this.refreshing.then(takeIn).catch(this.kept.note);
    return this.refreshing;
  }

  /** Makes the index hold this text for a file, whatever the disk has. */
  setFile(file: WorkspaceFile, text: string): Promise<void> {
    this.touch(file.filePath);
    return this.change(() =>
      this.put([{ file: { ...file, size: -1, mtimeMs: -1 }, text }], noBreath),
    );
  }

  removeFile(filePath: string): Promise<void> {
    this.touch(filePath);
    return this.change(() => Promise.resolve(this.kept.index.removeFile(filePath)));
  }

  /** Forgets all files below a folder, and follows it no longer. */
  removeFolder(root: string): Promise<void> {
    this.folders.delete(root);
    this.touch(root);
    const { kept } = this;
    return this.change(async () => {
      for (const filePath of kept.pathsBelow(root)) kept.index.removeFile(filePath);
    }).then(() => kept.save(noBreath));
  }

  private touch(filePath: string): void {
    for (const touched of this.readings) touched.add(filePath);
  }

  private async reading<T>(work: (touched: TouchedPaths) => Promise<T>): Promise<T> {
    const touched = new TouchedPaths();
    this.readings.add(touched);
    try {
      await this.kept.loaded;
      return await work(touched);
    } finally {
      this.readings.delete(touched);
    }
  }

  private async takeIn(all: readonly WorkspaceFile[], breathe: Breathe): Promise<void> {
    const isFollowed = (file: WorkspaceFile) => this.folders.has(rootOf(file));
    const changed = all.filter(isFollowed);
    const maxFiles = Math.max(0, ...changed.map(file => this.folders.get(rootOf(file)) ?? 0));
    const { named, inside, replaced } = await changedFiles(changed, maxFiles);
    await this.change(() => Promise.resolve(this.forget(replaced, [...named, ...inside])));
    const isKnown = (file: SeenFile) => {
      const facts = this.kept.index.factsOf(file.filePath);
      return isUnchanged(file, facts) && (!this.grammars || facts?.hasSymbols === true);
    };
    const stale = (await lookAt(inside, breathe)).filter(file => !isKnown(file));
    const wanted = [...named, ...stale];
    for (let at = 0; at < wanted.length; at += pieceLength) {
      const piece = wanted.slice(at, at + pieceLength).filter(isFollowed);
      await this.change(() => this.read(piece, breathe));
      await breathe();
    }
  }

  /** Forgets what is at or below these paths, apart from some files. */
  private forget(replaced: readonly string[], except: readonly WorkspaceFile[]): void {
    const { index } = this.kept;
    const gone = new TouchedPaths();
    for (const path of replaced) gone.add(path);
    const there = new Set(except.map(({ filePath }) => filePath));
    // One that is a file is no folder: only else all must be looked at.
    if (replaced.every(path => there.has(path))) return;
    for (const path of [...index.paths()]) {
      if (gone.has(path) && !there.has(path)) index.removeFile(path);
    }
  }

  private async read(files: readonly WorkspaceFile[], breathe: Breathe): Promise<void> {
    const texts: { file: SeenFile; text: string }[] = [];
    for (const file of await lookAt(files, noBreath)) {
      const text = readSourceNow(file);
      if (text !== undefined) texts.push({ file, text });
    }
    const there = new Set(texts.map(({ file }) => file.filePath));
    for (const { filePath } of files) {
      if (!there.has(filePath)) this.kept.index.removeFile(filePath);
    }
    await this.put(texts, breathe);
  }

  private async put(
    texts: readonly { file: SeenFile; text: string }[],
    breathe: Breathe,
  ): Promise<void> {
    const { grammars, kept } = this;
    const builder = new SegmentBuilder();
    for (const { file, text } of texts) {
      const facts = factsOf(file, text, grammars !== undefined || !hasGrammar(file.path));
      const known = kept.index.factsOf(file.filePath);
      const isSame = known?.hash === facts.hash && known.mtimeMs === facts.mtimeMs;
      if (isSame && known.hasSymbols === facts.hasSymbols) continue;
      const { shape, declared } = await shapeOf(file.path, text, grammars);
      addText(builder, { ...facts, note: noteOf(file.path, text) }, text, shape, declared);
    }
    if (builder.fileCount === 0) return;
    kept.index.addSegment(builder.build());
    // Queries need not wait for it.
    void kept.tidy(breathe);
  }

  private async readAll(
    files: readonly SeenFile[],
    phase: IndexProgress['phase'],
    touched: TouchedPaths,
    { signal, breathe = noBreath, onProgress }: IndexFolderOptions,
    factsFor: (file: SeenFile, text: string) => FileFacts,
    shape: (read: ReadText) => Promise<ShapedFile>,
    thread?: ShapeThread<ReadText>,
  ): Promise<number> {
    const { kept } = this;
    let characters = 0;
    let builder = new SegmentBuilder();
    let held = 0;
    let since = performance.now();
    let mostMs = segmentMs;
    const add = ({ facts, text }: ReadText, { shape, declared }: ShapedFile) => {
      const note = noteFor(facts, text, kept.index.factsOf(facts.filePath));
      addText(builder, { ...facts, note }, text, shape, declared);
      characters += text.length;
      held += text.length;
    };
    const addAnswers = async () => {
      for (const { about, shaped } of thread?.take() ?? [])
        add(about, shaped ?? (await shape(about)));
    };
    const flush = async () => {
      if (builder.fileCount > 0) {
        const segment = await breathing(builder.steps(), breathe);
        kept.index.addSegment(segment, filePath => !touched.has(filePath));
      }
      builder = new SegmentBuilder(builder);
      held = 0;
      await kept.tidy(breathe);
      await kept.save(breathe);
      collectGrown(mostLeftBytes);
      since = performance.now();
      mostMs = Math.min(2 * mostMs, longestSegmentMs);
    };
    for (const [done, file] of files.entries()) {
      if (signal?.aborted) break;
      onProgress?.({ phase, done, total: files.length });
      if (touched.has(file.filePath)) continue;
      const text = readSourceNow(file);
      if (text === undefined) kept.index.removeFile(file.filePath);
      else {
        const read = { facts: factsFor(file, text), text };
        if (thread?.hasRoom) thread.ask(file.path, text, read);
        else add(read, await shape(read));
      }
      await breathe();
      if (thread) {
        // Answers come in between.
        await setImmediate();
        await addAnswers();
      }
      if (held >= segmentLength || performance.now() - since > mostMs) await flush();
    }
    await thread?.whenDone();
    await addAnswers();
    await flush();
    onProgress?.({ phase, done: files.length, total: files.length });
    return characters;
  }

  private async change(work: () => Promise<void>): Promise<void> {
    await this.kept.loaded;
    this.changes = this.changes.then(work).catch(this.kept.note);
    return this.changes;
  }
}

/** A file that was read, and what there is to remember of it. */
export interface ReadText {
  readonly facts: FileFacts;
  readonly text: string;
}
