import type { FileStamp } from '../core/embedded/snapshot.ts';
import type { Unlearned } from './embeddedMessages.ts';
import { type ReadSource, readSource, type WorkspaceFile } from './workspaceFiles.ts';

/** A file's text as it can be learned, or why it can not. */
export type ReadLearnable =
  | Exclude<ReadSource, { kind: 'skipped' }>
  | { readonly kind: 'skipped'; readonly reason: Unlearned };

/** What stands for bytes that are no UTF-8. */
const broken = '\uFFFD';
/** A file with more broken lines than this, of all its lines, is in another encoding. */
const maxBrokenShare = 0.1;

/**
 * The text of a source file without lines that are no UTF-8: nobody wants their question marks suggested.
 * Never rejects.
 */
export async function readLearnable(
  file: WorkspaceFile,
  known?: FileStamp,
): Promise<ReadLearnable> {
  const read = await readSource(file, known);
  if (read.kind !== 'text' || !read.text.includes(broken)) return read;
  const lines = read.text.split('\n');
  const sound = lines.filter(line => !line.includes(broken));
  const isOtherEncoding = lines.length - sound.length > lines.length * maxBrokenShare;
  return isOtherEncoding
    ? { kind: 'skipped', reason: 'encoding' }
    : { ...read, text: sound.join('\n') };
}
