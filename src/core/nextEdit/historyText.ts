import { diffLineArrays } from '../diff/lineDiff.ts';
import type { PastEdit } from './editHistory.ts';

/** A past edit as one hunk of a unified diff, without file names. */
export function unifiedDiff({ startLine, before, after, above, below }: PastEdit): string {
  const lines: string[] = above.map(line => ` ${line}`);
  let at = 0;
  for (const change of diffLineArrays(before, after)) {
    for (; at < change.oldStart; at++) lines.push(` ${before[at]}`);
    for (; at < change.oldEnd; at++) lines.push(`-${before[at]}`);
    for (const line of after.slice(change.newStart, change.newEnd)) lines.push(`+${line}`);
  }
  for (; at < before.length; at++) lines.push(` ${before[at]}`);
  lines.push(...below.map(line => ` ${line}`));
  const first = startLine - above.length + 1;
  const around = above.length + below.length;
  const head = `@@ -${first},${before.length + around} +${first},${after.length + around} @@`;
  return [head, ...lines].join('\n');
}

/** The lines of a past edit before it and after it, with those around them. */
export function bothVersions({ before, after, above, below }: PastEdit): {
  readonly original: string;
  readonly updated: string;
} {
  const within = (lines: readonly string[]) => [...above, ...lines, ...below].join('\n');
  return { original: within(before), updated: within(after) };
}
