import { applyReply } from '../edit/applyReply.ts';
import { replyFormat } from '../edit/replyFormat.ts';
import { splitLines } from '../text/lines.ts';

/**
 * The new lines of a region from a reply that says what changes instead of writing the lines anew, as models do that
 * are used to patches: SEARCH/REPLACE blocks, a unified diff, a patch. Undefined for any other reply, and where not
 * every change has a certain place in the region.
 */
export function readPatch(
  reply: string,
  path: string,
  old: readonly string[],
): readonly string[] | undefined {
  const format = replyFormat(reply);
  if (format === 'lazy') return undefined;
  const files = new Map([[path, `${old.join('\n')}\n`]]);
  const { status, files: changed } = applyReply(format, files, reply, { mayShrink: true });
  const text = changed.get(path);
  return status === 'applied' && typeof text === 'string' ? splitLines(text).lines : undefined;
}
