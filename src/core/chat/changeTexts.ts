import { diffFiles, type FileDiff } from '../edit/diffFiles.ts';

/** More of one file's changes than this says no more about what was done. */
const mostCharacters = 12_000;
const cutMark = '\n[More changes of this file are left out.]';

/**
 * The changes of each file from several outputs of `git diff` (what is staged, what is not), one text a file, in the
 * order of their paths. Long ones end at a line, and say so.
 */
export function changeTexts(diffs: readonly string[]): readonly FileDiff[] {
  const byPath = new Map<string, FileDiff>();
  for (const diff of diffs.flatMap(diffFiles)) {
    const before = byPath.get(diff.path);
    const text = before ? `${before.text}\n${diff.text}` : diff.text;
    byPath.set(diff.path, { ...before, ...diff, text });
  }
  return [...byPath.values()]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(diff => ({ ...diff, text: shortened(diff.text) }));
}

function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  return text.slice(0, text.lastIndexOf('\n', mostCharacters)) + cutMark;
}
