import { applyReply } from '../src/core/edit/applyReply.ts';
import type { ReplyFormat } from '../src/core/edit/reply.ts';

/** A model's answer to a workspace, and what should come of it. */
export interface EditsCase {
  readonly id: string;
  readonly format: ReplyFormat;
  readonly files: Readonly<Record<string, string>>;
  readonly output: string;
  readonly expected?: Readonly<Record<string, string | null>> | 'error';
}

interface EditsResult {
  readonly id: string;
  readonly status: 'applied' | 'partial' | 'refused';
  readonly reason?: string;
  readonly failed?: readonly { readonly index: number; readonly reason: string }[];
  readonly files: Readonly<Record<string, string | null>>;
  readonly confidence: number;
  readonly warnings: readonly string[];
  readonly ms: number;
}

/** Applies each answer with the function that the extension applies replies with. */
export async function runSuite(
  cases: readonly unknown[],
): Promise<{ results: object[]; summary: string }> {
  const results: EditsResult[] = [];
  const tally = new Map<string, Tally>();
  for (const each of cases) {
    const testCase = each as EditsCase;
    const result = runCase(testCase);
    results.push(result);
    if (testCase.expected !== undefined) judge(testCase, result, tally);
  }
  return { results, summary: summaryOf(results, tally) };
}

function runCase({ id, format, files, output }: EditsCase): EditsResult {
  const started = performance.now();
  try {
    const applied = applyReply(format, new Map(Object.entries(files)), output);
    const { status, reason, failed, confidence, warnings } = applied;
    return {
      id,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(failed.length === 0
        ? {}
        : { failed: failed.map(({ index, reason: why }) => ({ index, reason: why })) }),
      files: Object.fromEntries(applied.files),
      confidence,
      warnings,
      ms: elapsed(started),
    };
  } catch (error) {
    const reason = `The case could not be run: ${error instanceof Error ? error.message : error}`;
    return {
      id,
      status: 'refused',
      reason,
      files: {},
      confidence: 0,
      warnings: [],
      ms: elapsed(started),
    };
  }
}

function elapsed(started: number): number {
  return Math.round((performance.now() - started) * 1000) / 1000;
}

interface Tally {
  right: number;
  wrong: number;
  refused: number;
}

/** Wrong is what changed a text silently to something else than expected: worse than any refusal. */
function judge(
  { format, files, expected }: EditsCase,
  result: EditsResult,
  tally: Map<string, Tally>,
): void {
  const counts = tally.get(format) ?? { right: 0, wrong: 0, refused: 0 };
  tally.set(format, counts);
  if (expected === 'error') {
    if (result.status === 'refused' || result.status === 'partial') counts.right++;
    else counts.wrong++;
  } else if (result.status !== 'applied') counts.refused++;
  else if (isExpected(files, expected ?? {}, result.files)) counts.right++;
  else counts.wrong++;
}

function isExpected(
  files: EditsCase['files'],
  expected: Readonly<Record<string, string | null>>,
  changed: EditsResult['files'],
): boolean {
  const paths = new Set([...Object.keys(expected), ...Object.keys(changed)]);
  return [...paths].every(path => {
    const after = path in changed ? changed[path] : files[path];
    const wanted = path in expected ? expected[path] : files[path];
    return (after ?? null) === (wanted ?? null);
  });
}

function summaryOf(results: readonly EditsResult[], tally: ReadonlyMap<string, Tally>): string {
  const judged = [...tally.values()];
  const sum = (key: keyof Tally) => judged.reduce((total, counts) => total + counts[key], 0);
  const total = sum('right') + sum('wrong') + sum('refused');
  const formats = [...tally].map(([format, { right, wrong, refused }]) => {
    const all = right + wrong + refused;
    return `${format} ${right}/${all}`;
  });
  const times = results.map(({ ms }) => ms).sort((left, right) => left - right);
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  return `edits: ${sum('right')} of ${total} right, ${sum('wrong')} wrong, ${sum('refused')} refused (${formats.join(', ')}); p95 ${p95} ms`;
}
