/** A problem that is reported for a file. */
export interface ReportedProblem {
  readonly severity: 'error' | 'warning';
  /** 0-based. */
  readonly line: number;
  readonly message: string;
  /** Who reports it: `ts`, `eslint`; empty when unknown. */
  readonly source: string;
}

/** More of one file say the same again. */
const mostProblems = 20;
/** A compiler can write pages about one type. */
const longestMessage = 1000;

/** Problems as lines of text, errors first, then by line; undefined where there are none. */
export function problemList(problems: readonly ReportedProblem[]): string | undefined {
  if (problems.length === 0) return undefined;
  const rank = ({ severity }: ReportedProblem) => (severity === 'error' ? 0 : 1);
  const sorted = problems.toSorted(
    (one, other) => rank(one) - rank(other) || one.line - other.line,
  );
  const lines = sorted.slice(0, mostProblems).map(({ severity, line, message, source }) => {
    const by = source === '' ? '' : ` (${source})`;
    return `Line ${line + 1}: ${severity}: ${message.slice(0, longestMessage)}${by}`;
  });
  const more = sorted.length - lines.length;
  return [...lines, ...(more > 0 ? [`And ${more} more.`] : [])].join('\n');
}
