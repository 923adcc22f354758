import { lstat } from 'node:fs/promises';
import { sep } from 'node:path';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import { isListed, listWorkspaceFiles, type WorkspaceFile } from './workspaceFiles.ts';

/** What is generated is no example, and what may not be sent need not be found. */
export const indexIgnores: readonly string[] = ['.gitignore', ...ignoreFileNames];

/** What an index takes in of a folder. */
export const indexRules = {
  ignoreFileNames: indexIgnores,
  accepts: (path: string) => secretFileRule(path) === undefined,
};

/** What has become of paths that changed. */
export interface ChangedFiles {
  /** Files that were named themselves: whatever is known of them, they are read. */
  readonly named: readonly WorkspaceFile[];
  /** Files in folders that were named. */
  readonly inside: readonly WorkspaceFile[];
  /** Paths at and below which there is nothing but these files. */
  readonly replaced: readonly string[];
}

/**
 * Looks at what changed. A watcher names only the folder where one came, went or was moved, and misses what was
 * written into a new one at once: so a folder stands for all that is in it now.
 */
export async function changedFiles(
  changed: readonly WorkspaceFile[],
  maxFiles: number,
): Promise<ChangedFiles> {
  const named: WorkspaceFile[] = [];
  const inside: WorkspaceFile[] = [];
  const replaced: string[] = [];
  for (const file of changed) {
    const { filePath, path } = file;
    const root = rootOf(file);
    const seen = await lstat(filePath).catch(() => undefined);
    replaced.push(filePath);
    if (seen?.isDirectory()) {
      const found = await listWorkspaceFiles(root, { ...indexRules, maxFiles, below: `${path}/` });
      for (const one of found) inside.push(one);
    } else if (seen?.isFile() && (await isListed(root, path, indexRules))) named.push(file);
  }
  return { named, inside, replaced };
}

/** The workspace folder that a file's path is relative to. */
export function rootOf({ filePath, path }: WorkspaceFile): string {
  return filePath.slice(0, filePath.length - path.length - sep.length);
}

/** Whether a change of this file changes which others count. */
export function isIgnoreFile(path: string): boolean {
  return indexIgnores.includes(path.slice(path.lastIndexOf('/') + 1));
}
