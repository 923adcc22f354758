import { readdir } from 'node:fs/promises';
import type { ProjectIndex } from '../core/embedded/projectIndex.ts';
import type { FileStamp } from '../core/embedded/snapshot.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import type { IndexOptions, IndexProgress } from './embeddedMessages.ts';
import { nearestFirst } from './nearestFirst.ts';
import { type Reads, readAhead } from './readAhead.ts';
import { listWorkspaceFiles, type WorkspaceFile } from './workspaceFiles.ts';

/** Characters read before the first of them count: a few dozen files, sorted in some 50 ms. */
const firstStage = 250_000;
/** Each stage sorts all places anew, so stages grow, and the last ones before the end are left out. */
const stageGrowth = 4;

export interface LearnHooks extends Partial<Omit<Reads, 'stamps'>> {
  readonly isStale: () => boolean;
  /** An editor has a newer text of a file, or it was read since: what this reading sees of it does not count. */
  readonly isNewer: (path: string) => boolean;
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
  const { files, leftOut, unreadable } = await listAll(options);
  skip('many', leftOut);
  skip('folder', unreadable.length);
  let learned = 0;
  let length = 0;
  let nextStage = firstStage;
  let lastPause = performance.now();
  const gone: string[] = [];
  for await (const { file, read, index } of readAhead(files, { ...hooks, stamps })) {
    if (hooks.isStale()) return;
    if (project.memoryBytes > (options.maxBytes ?? Infinity)) {
      skip('memory', files.length - index);
      break;
    }
    if (read.kind === 'skipped') {
      skip(read.reason);
      if (read.reason !== 'slow' && stamps.has(file.path)) gone.push(file.path);
      continue;
    }
    learned++;
    if (read.kind === 'unchanged' || hooks.isNewer(file.path)) continue;
    project.readFiles([{ path: file.path, text: read.text }]);
    stamps.set(file.path, read.stamp);
    length += read.text.length;
    if (performance.now() - lastPause > longestTurnMs) {
      await nextTurn();
      lastPause = performance.now();
    }
    const isNearEnd = (index + 1) * stageGrowth > files.length;
    if (length < nextStage || isNearEnd) continue;
    nextStage = length * stageGrowth;
    hooks.report({ learned, total: files.length, isDone: false });
    if (!(await catchUp(project, hooks))) return;
  }
  if (!(await catchUp(project, hooks))) return;
  const isListed = new Set(files.map(({ path }) => path));
  for (const path of project.paths) if (!isListed.has(path)) gone.push(path);
  // Whole disks go and come back: what was learned from them stays.
  const lost = [...unreadable, ...(gone.length === 0 ? [] : await unreadableRoots(options))];
  const ours = options.roots.filter(root => !lost.includes(root));
  for (const path of gone) {
    const isOurs = ours.some(({ prefix }) => path.startsWith(prefix));
    if (!isOurs || hooks.isNewer(path)) continue;
    stamps.delete(path);
    project.removeFiles([path]);
    await nextTurn();
    if (hooks.isStale()) return;
  }
  hooks.report({ learned, total: files.length, isDone: true, skipped });
}

/** Other messages get their turn after this long. */
const longestTurnMs = 8;
const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Puts what was read into the indexes, a little at a time; false when nobody wants it any more. */
async function catchUp(project: ProjectIndex, hooks: LearnHooks): Promise<boolean> {
  let lastPause = performance.now();
  for (const _ of project.catchUp()) {
    if (performance.now() - lastPause < longestTurnMs) continue;
    await nextTurn();
    if (hooks.isStale()) return false;
    lastPause = performance.now();
  }
  return true;
}

/**
 * What is generated teaches nothing, so `.gitignore` counts here. Files that may not be sent are not learned
 * either: a secret must not turn up as a suggestion in another file.
 */
async function listAll(options: IndexOptions): Promise<{
  files: readonly WorkspaceFile[];
  leftOut: number;
  unreadable: readonly Root[];
}> {
  const unreadable = await unreadableRoots(options);
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
  return { files, leftOut: all.length - files.length, unreadable };
}

type Root = IndexOptions['roots'][number];

/** Folders of the workspace that are not there or, as where a disk was, empty. */
async function unreadableRoots({ roots }: IndexOptions): Promise<readonly Root[]> {
  const isThere = await Promise.all(
    roots.map(({ folder }) =>
      readdir(folder).then(
        names => names.length > 0,
        () => false,
      ),
    ),
  );
  return roots.filter((_, i) => !isThere[i]);
}
