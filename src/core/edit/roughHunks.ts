import { joinLines, type TextLines } from '../text/lines.ts';
import { breaksBrackets } from './brackets.ts';
import type { MatchStep } from './match/placement.ts';
import { type HunkFate, type ResolvedHunks, resolveHunks } from './match/resolveHunks.ts';
import type { FileRequest, Hunk } from './reply.ts';

/** A hunk that was applied although the text is not quite as the reply quotes it. */
export interface ApproximateHunk {
  readonly index: number;
  readonly path: string;
  readonly confidence: number;
  /** Lines of the file before the reply, 0-based. */
  readonly start: number;
  readonly endExclusive: number;
}

/** Those of a request's hunks that fit only roughly; `before` is how many hunks the reply has before it. */
export function roughIn(
  request: FileRequest,
  fates: readonly HunkFate[],
  before: number,
  fileOf: (path: string | undefined) => string,
): ApproximateHunk[] {
  if (request.kind !== 'update') return [];
  return fates.flatMap((fate, at) => {
    if (fate.kind !== 'applied' || !isRough(fate) || fate.lines === undefined) return [];
    const { confidence, lines } = fate;
    return [{ index: before + at, path: fileOf(request.path), confidence, ...lines }];
  });
}

/** Steps on which words of the text may differ from what the reply quotes. */
const roughSteps: ReadonlySet<MatchStep> = new Set<MatchStep>([
  'blank lines',
  'quotes and trailing commas',
  'alignment',
]);

function isRough(fate: HunkFate): boolean {
  return fate.kind === 'applied' && roughSteps.has(fate.step);
}

const wouldBreak =
  'The text that it changes is not quite in the file, and the change would leave a bracket without its partner there.';

/** Hunks that fit only roughly must not leave brackets open: then they count as failed. */
export function resolveWhole(
  path: string,
  before: TextLines,
  hunks: readonly Hunk[],
  isOrdered: boolean,
): ResolvedHunks {
  const resolved = resolveHunks(before, hunks, isOrdered);
  if (!resolved.fates.some(isRough)) return resolved;
  if (!breaksBrackets(path, joinLines(before), joinLines(resolved.after))) return resolved;
  const strict = hunks.map((hunk, at) =>
    isRough(resolved.fates[at]!) ? { ...hunk, problem: wouldBreak } : hunk,
  );
  return resolveHunks(before, strict, isOrdered);
}

export function roughly({ index, confidence, start }: ApproximateHunk): string {
  return `Change ${index + 1} was matched approximately (${Math.round(confidence * 100)} %) at line ${start + 1}.`;
}
