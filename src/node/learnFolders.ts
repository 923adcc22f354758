import type { ProjectIndex, SourceText } from '../core/embedded/projectIndex.ts';
import type { FileStamp } from '../core/embedded/snapshot.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import type { IndexOptions, IndexProgress } from './embeddedMessages.ts';
import { nearestFirst } from './nearestFirst.ts';
import {
  listWorkspaceFiles,
  type ReadSource,
  readSource,
  type WorkspaceFile,
} from './workspaceFiles.ts';

/** Characters learned in one go at first: about 20 ms of work. */
const firstSliceLength = 120_000;
/**
 * Each slice is merged into all that was learned before, so slices grow with it;
 * they stop growing where a question would have to wait for more than about a fifth of a second.
 */
const lastSliceLength = 700_000;
const sliceShare = 0.2;
/** Memory that a character of source takes once it is learned, about. */
const bytesPerCharacter = 8;

export interface LearnHooks {
  readonly isStale: () => boolean;
  readonly isNewerInEditor: (path: string) => boolean;
  readonly report: (progress: IndexProgress) => void;
}

type Skipped = { -readonly [Reason in keyof NonNullable<IndexProgress['skipped']>]: number };

/**
 * Learns the files of some folders: those around the open file first, then the rest.
 * Between slices other messages get their turn. `stamps` tells of files that were learned before;
 * it is kept up to date.
 */
export async function learnFolders(
  project: ProjectIndex,
  options: IndexOptions,
  hooks: LearnHooks,
  stamps: Map<string, FileStamp> = new Map(),
): Promise<void> {
  const skipped: Skipped = {};
  const skip = (reason: keyof Skipped, count = 1) => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
  };
  const { files, leftOut } = await listAll(options);
  skip('many', leftOut);
  let learned = 0;
  let slice: { source: SourceText; stamp: FileStamp }[] = [];
  let length = 0;
  let lengthBefore = 0;
  const flush = (): void => {
    const fresh = slice.filter(({ source }) => !hooks.isNewerInEditor(source.path));
    project.setFiles(fresh.map(({ source }) => source));
    for (const { source, stamp } of fresh) stamps.set(source.path, stamp);
    slice = [];
    lengthBefore += length;
    length = 0;
    hooks.report({ learned, total: files.length, isDone: false });
  };
  const gone: string[] = [];
  for await (const { file, read, index } of readAhead(files, stamps)) {
    if (hooks.isStale()) return;
    if (project.memoryBytes + length * bytesPerCharacter > (options.maxBytes ?? Infinity)) {
      skip('memory', files.length - index);
      break;
    }
    if (read.kind === 'skipped') {
      skip(read.reason);
      if (stamps.delete(file.path)) gone.push(file.path);
      continue;
    }
    learned++;
    if (read.kind === 'unchanged') continue;
    slice.push({ source: { path: file.path, text: read.text }, stamp: read.stamp });
    length += read.text.length;
    if (length >= sliceLength(lengthBefore)) flush();
  }
  flush();
  const isListed = new Set(files.map(({ path }) => path));
  for (const path of project.paths) {
    const isOurs = options.roots.some(({ prefix }) => path.startsWith(prefix));
    if (isOurs && !isListed.has(path) && !hooks.isNewerInEditor(path)) gone.push(path);
  }
  for (const path of gone) stamps.delete(path);
  project.removeFiles(gone);
  hooks.report({ learned, total: files.length, isDone: true, skipped });
}

/** Files that are read at the same time, so that one slow one does not hold up the others. */
const readAtOnce = 16;

async function* readAhead(
  files: readonly WorkspaceFile[],
  stamps: ReadonlyMap<string, FileStamp>,
): AsyncGenerator<{ file: WorkspaceFile; read: ReadSource; index: number }> {
  for (let start = 0; start < files.length; start += readAtOnce) {
    const some = files.slice(start, start + readAtOnce);
    const reads = await Promise.all(some.map(file => readSource(file, stamps.get(file.path))));
    for (const [i, file] of some.entries()) yield { file, read: reads[i]!, index: start + i };
  }
}

function sliceLength(learnedLength: number): number {
  return Math.min(Math.max(firstSliceLength, learnedLength * sliceShare), lastSliceLength);
}

/**
 * What is generated teaches nothing, so `.gitignore` counts here. Files that may not be sent are not learned
 * either: a secret must not turn up as a suggestion in another file.
 */
async function listAll(
  options: IndexOptions,
): Promise<{ files: readonly WorkspaceFile[]; leftOut: number }> {
  const perRoot = await Promise.all(
    options.roots.map(async ({ folder, prefix }) => {
      const files = await listWorkspaceFiles(folder, {
        // One more, so that it shows that there are more.
        maxFiles: options.maxFiles + 1,
        ignoreFileNames: [...ignoreFileNames, '.gitignore'],
        accepts: path => secretFileRule(path) === undefined,
      });
      return files.map(file => ({ ...file, path: prefix + file.path }));
    }),
  );
  const all = nearestFirst(perRoot.flat(), options.near);
  const files = all.slice(0, options.maxFiles);
  return { files, leftOut: all.length - files.length };
}
