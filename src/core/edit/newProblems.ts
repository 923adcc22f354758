/** A problem that a language service reports, without its place, which moves as text is edited. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly source: string;
}

/** The problems that were not there before: as often as each is now beyond how often it was. */
export function newProblems(before: readonly Problem[], now: readonly Problem[]): Problem[] {
  const left = new Map<string, number>();
  for (const problem of before) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1);
  return now.filter(problem => {
    const known = left.get(keyOf(problem)) ?? 0;
    left.set(keyOf(problem), known - 1);
    return known <= 0;
  });
}

function keyOf({ severity, message, source }: Problem): string {
  return `${severity}\n${source}\n${message}`;
}

/** One sentence for what came, errors first; undefined where nothing did. */
export function describeProblems(problems: readonly Problem[]): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const shown = errors.length > 0 ? errors : problems;
  const [first] = shown;
  if (!first) return undefined;
  const what = errors.length > 0 ? 'error' : 'warning';
  const count = shown.length === 1 ? `A new ${what}` : `${shown.length} new ${what}s`;
  return `${count}: ${first.message.split('\n')[0]}`;
}
