import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** In memory where there is such a disk: thousands of files and folders come and go, and a busy disk is slow at that. */
const memoryDisk = '/dev/shm';

/** Whether the disk takes this: a file can't be a folder. */
function onDisk(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** A new folder for the folders of a test; who asks for it removes it. */
export function scratchFolder(): string {
  const disk = onDisk(() => accessSync(memoryDisk, constants.W_OK)) ? memoryDisk : tmpdir();
  return mkdtempSync(join(disk, 'inkling-watched-'));
}

/** A folder on disk that changes, and what VS Code's watcher would tell of it. */
export class WatchedFolder {
  private readonly told = new Set<string>();

  constructor(readonly root: string) {
    mkdirSync(root);
  }

  /** The watcher names the outermost folder that is new, and nothing in it. */
  write(path: string, text: string): void {
    const upTo = path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));
    const fresh = upTo.find(part => !onDisk(() => accessSync(join(this.root, part))));
    const isDone = onDisk(() => {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    });
    if (isDone) this.told.add(fresh ?? path);
  }

  remove(path: string): void {
    if (onDisk(() => rmSync(join(this.root, path), { recursive: true }))) this.told.add(path);
  }

  /** The watcher names folders only, not the files in them. */
  move(from: string, to: string): void {
    if (onDisk(() => renameSync(join(this.root, from), join(this.root, to)))) {
      this.told.add(from).add(to);
    }
  }

  /** The watcher's events since the last time, by path. */
  events(): string[] {
    const events = [...this.told];
    this.told.clear();
    return events;
  }
}
