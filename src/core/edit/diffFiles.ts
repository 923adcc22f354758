/** One file's part of a diff. */
export interface FileDiff {
  /** Relative to the repository, with `/`: the new name where it was moved. */
  readonly path: string;
  readonly text: string;
}

/** Cuts the output of `git diff` by files, so that each can be kept out by itself. */
export function diffFiles(diff: string): FileDiff[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter(text => text.startsWith('diff --git '))
    .map(text => ({ path: pathOf(text), text: text.trimEnd() }));
}

function pathOf(text: string): string {
  const named = /^\+\+\+ "?b\/(.+?)"?\t?$/m.exec(text) ?? /^--- "?a\/(.+?)"?\t?$/m.exec(text);
  return (
    named?.[1] ??
    /^rename to (.+)$/m.exec(text)?.[1] ??
    /^diff --git .*? "?b\/(.+?)"?$/m.exec(text)?.[1] ??
    ''
  );
}
