import { realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';

/** Whether a file, after all links, lies in a folder; false where it can't be told. */
export async function liesInside(folderPath: string, filePath: string): Promise<boolean> {
  try {
    const [folder, file] = await Promise.all([realpath(folderPath), realpath(filePath)]);
    const path = relative(folder, file);
    return path !== '' && !path.startsWith('..') && !isAbsolute(path);
  } catch {
    return false;
  }
}
