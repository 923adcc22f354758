/** Lines of a file that follow one another. */
export interface LineRun {
  readonly startLine: number;
  readonly endLineExclusive: number;
}

/** The runs that rising line numbers make up. */
export function runsOf(lines: readonly number[]): readonly LineRun[] {
  const runs: { startLine: number; endLineExclusive: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.endLineExclusive === line) last.endLineExclusive++;
    else runs.push({ startLine: line, endLineExclusive: line + 1 });
  }
  return runs;
}

/** The first `count` lines of some runs, and what is left of them. */
export function splitRuns(
  runs: readonly LineRun[],
  count: number,
): { readonly first: readonly LineRun[]; readonly rest: readonly LineRun[] } {
  const first: LineRun[] = [];
  const rest: LineRun[] = [];
  let left = count;
  for (const { startLine, endLineExclusive } of runs) {
    const border = Math.min(endLineExclusive, startLine + left);
    if (border > startLine) first.push({ startLine, endLineExclusive: border });
    if (border < endLineExclusive) rest.push({ startLine: border, endLineExclusive });
    left -= border - startLine;
  }
  return { first, rest };
}
