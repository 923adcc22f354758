import type { ProjectIndex, SourceText } from '../core/embedded/projectIndex.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import type { IndexOptions, IndexProgress } from './embeddedMessages.ts';
import { listWorkspaceFiles, readSourceText, type WorkspaceFile } from './workspaceFiles.ts';

/** Characters learned in one go at first: about 20 ms of work. */
const firstSliceLength = 120_000;
/**
 * Each slice is merged into all that was learned before, so slices grow with it;
 * they stop growing where a question would have to wait for more than about a fifth of a second.
 */
const lastSliceLength = 700_000;
const sliceShare = 0.2;

interface LearnHooks {
  readonly isStale: () => boolean;
  readonly isNewerInEditor: (path: string) => boolean;
  readonly report: (progress: IndexProgress) => void;
}

/**
 * Learns the files of some folders: those around the open file first, then the rest.
 * Between slices other messages get their turn.
 */
export async function learnFolders(
  project: ProjectIndex,
  options: IndexOptions,
  hooks: LearnHooks,
): Promise<void> {
  const files = await listAll(options);
  let learned = 0;
  let slice: SourceText[] = [];
  let length = 0;
  let lengthBefore = 0;
  const flush = (): void => {
    project.setFiles(slice.filter(({ path }) => !hooks.isNewerInEditor(path)));
    slice = [];
    lengthBefore += length;
    length = 0;
    hooks.report({ learned, total: files.length, isDone: false });
  };
  for (const file of files) {
    const text = await readSourceText(file);
    if (hooks.isStale()) return;
    learned++;
    if (text === undefined) continue;
    slice.push({ path: file.path, text });
    length += text.length;
    if (length >= sliceLength(lengthBefore)) flush();
  }
  flush();
  forgetOthers(project, options, new Set(files.map(({ path }) => path)), hooks);
  hooks.report({ learned, total: files.length, isDone: true });
}

function sliceLength(learnedLength: number): number {
  return Math.min(Math.max(firstSliceLength, learnedLength * sliceShare), lastSliceLength);
}

/** Files of these folders that are gone by now, or excluded. */
function forgetOthers(
  project: ProjectIndex,
  { roots }: IndexOptions,
  listed: ReadonlySet<string>,
  { isNewerInEditor }: LearnHooks,
): void {
  const isGone = (path: string): boolean =>
    !listed.has(path) &&
    !isNewerInEditor(path) &&
    roots.some(({ prefix }) => path.startsWith(prefix));
  project.removeFiles(project.paths.filter(isGone));
}

/**
 * What is generated teaches nothing, so `.gitignore` counts here. Files that may not be sent are not learned
 * either: a secret must not turn up as a suggestion in another file.
 */
async function listAll(options: IndexOptions): Promise<readonly WorkspaceFile[]> {
  const perRoot = await Promise.all(
    options.roots.map(async ({ folder, prefix }) => {
      const files = await listWorkspaceFiles(folder, {
        maxFiles: options.maxFiles,
        ignoreFileNames: [...ignoreFileNames, '.gitignore'],
        accepts: path => secretFileRule(path) === undefined,
      });
      return files.map(file => ({ ...file, path: prefix + file.path }));
    }),
  );
  return nearestFirst(perRoot.flat(), options.near).slice(0, options.maxFiles);
}

/** Orders files by how far their folder is from the folder of `near`; otherwise as they came. */
export function nearestFirst(
  files: readonly WorkspaceFile[],
  near: string | undefined,
): readonly WorkspaceFile[] {
  if (near === undefined) return files;
  const here = near.split('/').slice(0, -1);
  const distance = (file: WorkspaceFile): number => {
    const there = file.path.split('/').slice(0, -1);
    let common = 0;
    while (common < here.length && here[common] === there[common]) common++;
    return here.length + there.length - 2 * common;
  };
  return files
    .map(file => ({ file, distance: distance(file) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ file }) => file);
}
