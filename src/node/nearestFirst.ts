import type { WorkspaceFile } from './workspaceFiles.ts';

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
