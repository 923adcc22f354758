import { diffLineArrays, type LineChange } from './lineDiff.ts';

/** Lines around a change, as git shows them. */
const around = 3;

/** The changes between two texts as `git diff` writes them, without its heads; empty where there are none. */
export function unifiedHunks(before: string, after: string): string {
  const [old, now] = [before, after].map(text => text.split(/\r\n|\r|\n/)) as [string[], string[]];
  return groups(diffLineArrays(old, now))
    .map(changes => hunk(old, now, changes))
    .join('\n');
}

/** Changes whose surroundings meet stand in one hunk. */
function groups(changes: readonly LineChange[]): LineChange[][] {
  const all: LineChange[][] = [];
  for (const change of changes) {
    const last = all.at(-1)?.at(-1);
    if (last && change.oldStart - last.oldEnd <= 2 * around) all.at(-1)?.push(change);
    else all.push([change]);
  }
  return all;
}

function hunk(
  old: readonly string[],
  now: readonly string[],
  changes: readonly LineChange[],
): string {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const above = Math.min(around, first.oldStart);
  const below = Math.min(around, old.length - last.oldEnd);
  const [oldStart, oldEnd] = [first.oldStart - above, last.oldEnd + below];
  const [newStart, newEnd] = [first.newStart - above, last.newEnd + below];
  const lines = [
    `@@ -${oldStart + 1},${oldEnd - oldStart} +${newStart + 1},${newEnd - newStart} @@`,
  ];
  let at = oldStart;
  for (const change of changes) {
    lines.push(...old.slice(at, change.oldStart).map(line => ` ${line}`));
    lines.push(...old.slice(change.oldStart, change.oldEnd).map(line => `-${line}`));
    lines.push(...now.slice(change.newStart, change.newEnd).map(line => `+${line}`));
    at = change.oldEnd;
  }
  return [...lines, ...old.slice(at, oldEnd).map(line => ` ${line}`)].join('\n');
}
