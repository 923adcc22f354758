import type { ProjectIndex } from '../core/embedded/projectIndex.ts';
import type { FileStamp } from '../core/embedded/snapshot.ts';
import { changedFiles } from './changedFiles.ts';
import type { IndexOptions } from './embeddedMessages.ts';
import { readLearnable } from './readLearnable.ts';
import { TouchedPaths } from './touchedPaths.ts';
import type { WorkspaceFile } from './workspaceFiles.ts';

/** More files at once than this are learned with all others. */
const maxSingleFiles = 200;

/** What a change is learned into, as it is now. */
export interface Learning {
  readonly project: ProjectIndex;
  readonly options: IndexOptions | undefined;
  /** What the files on disk were like when they were learned. */
  readonly stamps: Map<string, FileStamp>;
  /** Texts of open editors, which are newer than the disk. */
  readonly open: ReadonlyMap<string, string>;
}

/**
 * Learns what has changed on disk, file by file. A watcher names only the folder where one came, went or was moved,
 * so a folder stands for all that is in it.
 * Law: once all has been read, what was learned is what a new reading of the folders would find.
 */
export class ChangeLearner {
  private touched = new TouchedPaths('/');
  /** The latest reading of each path: an earlier one that ends after it has seen what is no longer so. */
  private readonly readings = new Map<string, object>();

  constructor(
    private readonly learning: () => Learning,
    /** Many files changed: somebody reads all folders anew. */
    private readonly learnAll: () => void,
  ) {}

  /** A reading of all folders begins: what changes from now on is newer than what it sees. */
  beginReading(): void {
    this.touched = new TouchedPaths('/');
  }

  /** Whether a path changed since then. */
  isTouched(path: string): boolean {
    return this.touched.has(path);
  }

  /** Takes in what has become of a path; true where something was learned or forgotten. */
  async read(file: WorkspaceFile): Promise<boolean> {
    const { project, options } = this.learning();
    const root = options?.roots.find(({ prefix }) => file.path.startsWith(prefix));
    // A file from outside that was open.
    if (!root) return project.pathsAt(file.path)[0] === file.path && this.readOne(file);
    this.touched.add(file.path);
    const { prefix } = root;
    const path = file.path.slice(prefix.length);
    const { named, inside } = await changedFiles([{ ...file, path }], options!.maxFiles);
    const there = [...named, ...inside].map(one => ({ ...one, path: prefix + one.path }));
    const isThere = new Set(there.map(one => one.path));
    let isChanged = this.forgetBelow(
      file.path,
      one => !isThere.has(one) && !this.learning().open.has(one),
    );
    if (there.length > maxSingleFiles) this.learnAll();
    else for (const one of there) isChanged = (await this.readOne(one)) || isChanged;
    return isChanged;
  }

  /** Forgets a file, or all files of a folder; true where there was one. Whole disks go and come back: they stay. */
  forget(path: string): boolean {
    const roots = this.learning().options?.roots ?? [];
    if (roots.some(({ prefix }) => prefix.startsWith(`${path}/`))) return false;
    this.touched.add(path);
    return this.forgetBelow(path, () => true);
  }

  private forgetBelow(path: string, isGone: (path: string) => boolean): boolean {
    const { project, stamps } = this.learning();
    for (const one of [...this.readings.keys()]) {
      const isBelow = one === path || one.startsWith(`${path}/`);
      if (isBelow && isGone(one)) this.readings.delete(one);
    }
    const gone = project.pathsAt(path).filter(isGone);
    for (const one of gone) stamps.delete(one);
    if (gone.length > 0) project.removeFiles(gone);
    return gone.length > 0;
  }

  private async readOne(file: WorkspaceFile): Promise<boolean> {
    const { path } = file;
    const reading = {};
    this.readings.set(path, reading);
    const read = await readLearnable(file, this.learning().stamps.get(path));
    if (this.readings.get(path) !== reading) return false;
    this.readings.delete(path);
    const { project, stamps, open, options } = this.learning();
    if (open.has(path) || read.kind === 'unchanged') return false;
    if (read.kind === 'skipped') return this.forget(path);
    const isFull =
      project.fileCount >= (options?.maxFiles ?? Infinity) ||
      project.memoryBytes > (options?.maxBytes ?? Infinity);
    if (isFull && project.pathsAt(path).length === 0) return false;
    stamps.set(path, read.stamp);
    project.setFiles([{ path, text: read.text }]);
    return true;
  }
}
