import { hash as hashOf } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { FileFacts } from '../core/index/fileTable.ts';
import { grammarOf } from '../core/syntax/grammarOf.ts';
import type { WorkspaceFile } from './workspaceFiles.ts';

/** As many files are looked at together. */
const together = 64;
/** So many that are at hand are compared in one step: a few milliseconds. */
const filesAtOnce = 1000;

/** A file with what the disk says about it. */
export interface SeenFile extends WorkspaceFile {
  readonly size: number;
  readonly mtimeMs: number;
}

/** Sizes and times of files, without reading them; those that are gone are left out. */
export async function lookAt(
  files: readonly WorkspaceFile[],
  breathe: () => Promise<void>,
): Promise<SeenFile[]> {
  const seen: SeenFile[] = [];
  for (let at = 0; at < files.length; at += together) {
    const some = files.slice(at, at + together).map(async file => {
      const found = await stat(file.filePath).catch(() => undefined);
      return found ? [{ ...file, size: found.size, mtimeMs: Math.round(found.mtimeMs) }] : [];
    });
    seen.push(...(await Promise.all(some)).flat());
    await breathe();
  }
  return seen;
}

/** Like `flatMap`, a few milliseconds at a time. */
export async function flatMapSlowly<T, U>(
  list: readonly T[],
  of: (one: T) => readonly U[],
  breathe: () => Promise<void>,
): Promise<U[]> {
  const found: U[] = [];
  for (const [at, one] of list.entries()) {
    found.push(...of(one));
    if (at % filesAtOnce === filesAtOnce - 1) await breathe();
  }
  return found;
}

/** What is remembered of a file with a content. */
export function factsOf(file: SeenFile, text: string, hasSymbols: boolean): FileFacts {
  const { filePath, path, size, mtimeMs } = file;
  const hash = hashOf('sha1', text, 'base64url').slice(0, 16);
  return { filePath, path, size, mtimeMs, hash, hasSymbols };
}

/** Whether the disk still says what it said when the file was read. */
export function isUnchanged(file: SeenFile, known: FileFacts | undefined): boolean {
  return known !== undefined && known.size === file.size && known.mtimeMs === file.mtimeMs;
}

export function hasGrammar(path: string): boolean {
  return grammarOf(path) !== undefined;
}
