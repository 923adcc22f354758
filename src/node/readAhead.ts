import type { FileStamp } from '../core/embedded/snapshot.ts';
import { type ReadLearnable, readLearnable } from './readLearnable.ts';
import type { WorkspaceFile } from './workspaceFiles.ts';

/** Reads that are under way at a time: one less than Node has threads for, so that a dead disk does not take them all. */
const readsAtOnce = 3;
/** A read that takes longer is not waited for. */
export const longestReadMs = 10_000;
/** After so many of those nothing more is read. */
const maxSlow = 3;

export interface Reads {
  readonly stamps: ReadonlyMap<string, FileStamp>;
  /** Reads a file; tests put in slower ones. */
  readonly read?: typeof readLearnable;
  readonly longestMs?: number;
}

/** Reads files in their order, some ahead, so that one slow file does not hold up the others. */
export async function* readAhead(
  files: readonly WorkspaceFile[],
  { stamps, read = readLearnable, longestMs = longestReadMs }: Reads,
): AsyncGenerator<{ file: WorkspaceFile; read: ReadLearnable; index: number }> {
  const underWay: Promise<ReadLearnable>[] = [];
  let slow = 0;
  const start = (file: WorkspaceFile): Promise<ReadLearnable> =>
    slow < maxSlow ? inTime(read(file, stamps.get(file.path)), longestMs) : Promise.resolve(late);
  for (const [index, file] of files.entries()) {
    for (let next = index + underWay.length; underWay.length < readsAtOnce; next++) {
      const ahead = files[next];
      if (!ahead) break;
      underWay.push(start(ahead));
    }
    const done = await underWay.shift()!;
    if (done === late) slow++;
    yield { file, read: done, index };
  }
}

const late: ReadLearnable = { kind: 'skipped', reason: 'slow' };

function inTime(read: Promise<ReadLearnable>, longestMs: number): Promise<ReadLearnable> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve(late), longestMs);
    void read.then(done => {
      clearTimeout(timer);
      resolve(done);
    });
  });
}
