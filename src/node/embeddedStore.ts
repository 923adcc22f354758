import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProjectIndex } from '../core/embedded/projectIndex.ts';
import { decodeProject, encodeProject, type FileStamp } from '../core/embedded/snapshot.ts';

/** Bigger stores take longer to read than the files nearby take to learn. */
const maxStoreBytes = 400_000_000;

/** Keeps what the embedded engine has learned between two starts, in one file. */
export class EmbeddedStore {
  constructor(private readonly file: string) {}

  /** Fills an empty project; the stamps of its files, or nothing where there is no sound store. */
  async load(project: ProjectIndex): Promise<Map<string, FileStamp> | undefined> {
    try {
      const bytes = await readFile(this.file);
      // A copy where it does not lie on a word's border.
      const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
      const stamps = decodeProject(aligned, project);
      return stamps && new Map(stamps);
    } catch {
      return undefined;
    }
  }

  /** Writes beside the old store and puts the new one in its place, so that a crash leaves one of them. */
  async save(project: ProjectIndex, stamps: ReadonlyMap<string, FileStamp>): Promise<void> {
    const part = `${this.file}.part`;
    try {
      const bytes = encodeProject(project, path => stamps.get(path));
      if (bytes.length > maxStoreBytes) return;
      await mkdir(dirname(this.file), { recursive: true });
      await writeFile(part, bytes);
      await rename(part, this.file);
    } catch {
      // Without a store the next start learns anew.
      await rm(part, { force: true }).catch(() => {});
    }
  }
}
