import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PartReader } from '../core/embedded/parts.ts';
import type { ProjectIndex } from '../core/embedded/projectIndex.ts';
import { decodeProject, encodeProject, type FileStamp } from '../core/embedded/snapshot.ts';

/** What became of a store that was to be written. */
export type Saved = 'saved' | 'changedMeanwhile' | 'failed';

/** Keeps what the embedded engine has learned between two starts, in one file. */
export class EmbeddedStore {
  constructor(private readonly file: string) {}

  /** Fills an empty project; the stamps of its files, or nothing where there is no sound store. */
  async load(project: ProjectIndex): Promise<Map<string, FileStamp> | undefined> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.file);
      const { size } = await handle.stat();
      const stamps = await decodeProject(readerOf(handle, size), project);
      return stamps && new Map(stamps);
    } catch {
      return undefined;
    } finally {
      await handle?.close().catch(() => {});
    }
  }

  /**
   * Writes beside the old store and puts the new one in its place, so that a crash leaves one of them.
   * Other things may happen meanwhile; when they change the project, what was written is thrown away.
   */
  async save(project: ProjectIndex, stamps: ReadonlyMap<string, FileStamp>): Promise<Saved> {
    const part = `${this.file}.part`;
    const { revision } = project;
    const isSame = () => project.revision === revision && project.isComplete;
    if (!isSame()) return 'changedMeanwhile';
    try {
      await mkdir(dirname(this.file), { recursive: true });
      const handle = await open(part, 'w');
      try {
        for (const bytes of encodeProject(project, path => stamps.get(path))) {
          await handle.writeFile(bytes);
          if (!isSame()) break;
        }
      } finally {
        await handle.close();
      }
      if (isSame()) await rename(part, this.file);
      else await rm(part, { force: true });
      return isSame() ? 'saved' : 'changedMeanwhile';
    } catch {
      // Without a store the next start learns anew.
      await rm(part, { force: true }).catch(() => {});
      return 'failed';
    }
  }
}

function readerOf(handle: FileHandle, size: number): PartReader {
  let at = 0;
  return {
    get left() {
      return size - at;
    },
    async read(into) {
      for (let done = 0; done < into.length; ) {
        const { bytesRead } = await handle.read(into, done, into.length - done, at);
        if (bytesRead === 0) throw new Error('The store became shorter.');
        done += bytesRead;
        at += bytesRead;
      }
    },
  };
}
