import { type Dirent, readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStamp } from '../core/embedded/snapshot.ts';
import { type IgnoreFile, IgnoreFiles } from '../core/outbound/ignoreFiles.ts';

/** A file of a workspace folder that may be read as source text. */
export interface WorkspaceFile {
  /** Where it lies on disk. */
  readonly filePath: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
}

export interface WorkspaceFilesOptions {
  /** Most files that are listed; those nearest to the root come first. */
  readonly maxFiles: number;
  /** Names of the ignore files that are honoured, in every folder. */
  readonly ignoreFileNames?: readonly string[];
  /** A say in which files count, asked with the relative path. */
  readonly accepts?: (path: string) => boolean;
  readonly signal?: AbortSignal;
  /** Only what lies below this folder, relative to the root, with `/` at its end. */
  readonly below?: string;
}

/** Folders that hold what others wrote or what a build made. Folders with a leading dot are skipped as well. */
const skippedFolders: ReadonlySet<string> = new Set(
  `node_modules bower_components jspm_packages vendor third_party site-packages venv env __pycache__
  dist out target coverage obj Pods DerivedData`.split(/\s+/),
);

const skippedExtensions: ReadonlySet<string> = new Set(
  `png jpg jpeg gif bmp ico icns webp avif tiff psd ai eps pdf doc docx xls xlsx ppt pptx odt
  zip gz tgz bz2 xz zst 7z rar jar war ear nupkg vsix whl deb rpm dmg iso exe dll so dylib a lib o
  class pyc pyo wasm bin dat db sqlite sqlite3 pack idx woff woff2 ttf otf eot mp3 mp4 ogg wav flac
  avi mov mkv webm glb gltf fbx map lock min.js min.css snap log pem key p12 pfx ipynb`.split(
    /\s+/,
  ),
);

const lockFiles: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'go.sum',
]);

/** Bigger files are data, generated or bundled. */
const maxBytes = 400_000;
/** Data files teach their shape with their first ones; big ones are only weight. */
const maxDataBytes = 40_000;
const dataExtensions: ReadonlySet<string> = new Set(['json', 'csv', 'tsv', 'svg', 'xml', 'txt']);

/**
 * Lists the text files of a folder, level by level and sorted by name, so that every run sees the same.
 * Links are not followed; folders that can not be read are skipped.
 */
export async function listWorkspaceFiles(
  root: string,
  options: WorkspaceFilesOptions,
): Promise<readonly WorkspaceFile[]> {
  const found: WorkspaceFile[] = [];
  const start = await folderAt(root, options.below ?? '', options);
  let level: readonly Folder[] = start ? [start] : [];
  while (level.length > 0 && found.length < options.maxFiles && !options.signal?.aborted) {
    const next: Folder[] = [];
    for (const folder of level) {
      if (found.length >= options.maxFiles) break;
      for (const inner of await readFolder(root, folder, options, found)) next.push(inner);
    }
    level = next;
  }
  return found.slice(0, options.maxFiles);
}

/** Whether a listing of the root would come to this path of a file. Only names and ignore files are looked at. */
export async function isListed(
  root: string,
  path: string,
  options: Omit<WorkspaceFilesOptions, 'maxFiles'>,
): Promise<boolean> {
  if (!isSourcePath(path) || options.accepts?.(path) === false) return false;
  const folder = await folderAt(root, path.slice(0, path.lastIndexOf('/') + 1), options);
  if (!folder) return false;
  const { rules } = await withRulesOf(root, folder, options.ignoreFileNames ?? []);
  return rules.excludedBy(path) === undefined;
}

/** A folder as a listing of the root comes to it; undefined where it does not. */
async function folderAt(
  root: string,
  path: string,
  { ignoreFileNames = [] }: Pick<WorkspaceFilesOptions, 'ignoreFileNames'>,
): Promise<Folder | undefined> {
  let folder: Folder = { path: '', ignoreFiles: [], rules: new IgnoreFiles([]) };
  for (const name of path.split('/').slice(0, -1)) {
    const above = await withRulesOf(root, folder, ignoreFileNames);
    folder = { ...above, path: `${folder.path}${name}/` };
    if (isSkippedFolder(name) || above.rules.excludedBy(folder.path)) return undefined;
  }
  return folder;
}

interface Folder {
  /** Relative to the root, with `/` at its end; empty for the root. */
  readonly path: string;
  /** The ignore files above it, and in it once it was read. */
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly rules: IgnoreFiles;
}

async function readFolder(
  root: string,
  folder: Folder,
  options: WorkspaceFilesOptions,
  found: WorkspaceFile[],
): Promise<Folder[]> {
  const entries = await readdir(join(root, folder.path), { withFileTypes: true }).catch(
    (): Dirent[] => [],
  );
  const { ignoreFiles, rules } = await withOwnRules(root, folder, entries, options);
  const isIgnored = (path: string) => rules.excludedBy(path) !== undefined;
  const folders: Folder[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder.path + entry.name;
    if (entry.isDirectory()) {
      if (!isSkippedFolder(entry.name) && !isIgnored(`${path}/`)) {
        folders.push({ path: `${path}/`, ignoreFiles, rules });
      }
    } else if (entry.isFile() && isSource(entry.name) && !isIgnored(path)) {
      if (options.accepts?.(path) ?? true) found.push({ filePath: join(root, path), path });
    }
  }
  return folders;
}

async function withOwnRules(
  root: string,
  folder: Folder,
  entries: readonly Dirent[],
  { ignoreFileNames = [] }: WorkspaceFilesOptions,
): Promise<Pick<Folder, 'ignoreFiles' | 'rules'>> {
  const own = entries.map(({ name }) => name).filter(name => ignoreFileNames.includes(name));
  return own.length === 0 ? folder : withRulesOf(root, folder, own);
}

/** The rules in a folder: those above it, and of its own ignore files among these. One that can't be read excludes all. */
async function withRulesOf(
  root: string,
  folder: Folder,
  names: readonly string[],
): Promise<Folder> {
  const read = names.map(async name => {
    const path = folder.path + name;
    try {
      return [{ path, text: await readFile(join(root, path), 'utf8') }];
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : [{ path, text: undefined }];
    }
  });
  const own = (await Promise.all(read)).flat();
  if (own.length === 0) return folder;
  const ignoreFiles = [...folder.ignoreFiles, ...own];
  return { ...folder, ignoreFiles, rules: new IgnoreFiles(ignoreFiles) };
}

const isSkippedFolder = (name: string): boolean => skippedFolders.has(name) || name.startsWith('.');

/** Whether a listing could contain a file with this path, as far as names tell. */
export function isSourcePath(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return isSource(name) && !segments.some(isSkippedFolder);
}

function isSource(name: string): boolean {
  const lower = name.toLowerCase();
  if (lockFiles.has(lower) || lower.startsWith('.')) return false;
  const extension = extensionOf(lower);
  return !skippedExtensions.has(extension) && !/\.min\.(js|css)$/.test(lower);
}

const extensionOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** Why a file is not read as source text. */
export type SkipReason = 'gone' | 'empty' | 'tooBig' | 'binary' | 'minified';

export type ReadSource =
  | { readonly kind: 'text'; readonly text: string; readonly stamp: FileStamp }
  /** It still has the stamp that the reader knows. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

/** The text of a source file, unless it is as `known` or no source text. Never rejects. */
export async function readSource(file: WorkspaceFile, known?: FileStamp): Promise<ReadSource> {
  try {
    const { size, mtimeMs } = await stat(file.filePath);
    if (known?.bytes === size && known.modifiedMs === mtimeMs) return { kind: 'unchanged' };
    const unfit = unfitSize(file, size);
    if (unfit) return { kind: 'skipped', reason: unfit };
    const read = sourceText(await readFile(file.filePath, 'utf8'));
    if (read.kind === 'skipped') return read;
    return { ...read, stamp: { modifiedMs: mtimeMs, bytes: size } };
  } catch {
    return { kind: 'skipped', reason: 'gone' };
  }
}

/** The text of a source file; undefined when it is gone, unreadable, too big, binary or minified. */
export async function readSourceText(file: WorkspaceFile): Promise<string | undefined> {
  const read = await readSource(file);
  return read.kind === 'text' ? read.text : undefined;
}

/**
 * The same, at once: for a worker that reads thousands of files, where waiting for each costs several times what reading
 * it does.
 */
export function readSourceNow(file: WorkspaceFile & { readonly size: number }): string | undefined {
  try {
    if (unfitSize(file, file.size)) return undefined;
    const read = sourceText(readFileSync(file.filePath, 'utf8'));
    return read.kind === 'text' ? read.text : undefined;
  } catch {
    return undefined;
  }
}

function unfitSize({ path }: WorkspaceFile, size: number): SkipReason | undefined {
  if (size === 0) return 'empty';
  return size > (dataExtensions.has(extensionOf(path)) ? maxDataBytes : maxBytes)
    ? 'tooBig'
    : undefined;
}

function sourceText(
  read: string,
): { kind: 'text'; text: string } | { kind: 'skipped'; reason: SkipReason } {
  // A NUL near the start marks binary data, and UTF-16, which source code hardly uses.
  if (read.slice(0, 8000).includes('\0')) return { kind: 'skipped', reason: 'binary' };
  const text = read.replace(/^\uFEFF/, '');
  return isMinified(text) ? { kind: 'skipped', reason: 'minified' } : { kind: 'text', text };
}

/** People break lines; programs that write programs often do not. */
function isMinified(text: string): boolean {
  if (text.length < 5000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 200;
}
