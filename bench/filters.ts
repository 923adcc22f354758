import { isRejected } from '../src/core/completion/filters/filter.ts';
import { filterAnswer } from '../src/core/completion/filters/filters.ts';
import { surroundingsOf } from '../src/core/completion/filters/surroundings.ts';
import { decideScope } from '../src/core/completion/scope.ts';
import { explicitContext } from './explicitContext.ts';

/** A raw model answer at a cursor, and what should come of it. */
export interface FiltersCase {
  readonly id: string;
  readonly languageId: string;
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly output: string;
  readonly multiline?: boolean;
  readonly expected?: string | null;
}

interface FiltersResult {
  readonly id: unknown;
  readonly text?: string | null;
  readonly reason?: string;
  readonly ms?: number;
}

/** Runs raw model answers through the filters of inline completion, as for an explicit trigger. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const results = cases.map(runCase);
  const judged = cases.filter(
    (one): one is FiltersCase => isCase(one) && one.expected !== undefined,
  );
  const failed = judged.filter(one => {
    const result = results[cases.indexOf(one)]!;
    return (result.text ?? null)?.trimEnd() !== (one.expected ?? null)?.trimEnd();
  });
  const names = failed.slice(0, 10).map(one => one.id);
  const share =
    judged.length === 0 ? '' : `${judged.length - failed.length} of ${judged.length} as expected`;
  const detail = names.length === 0 ? '' : `; not: ${names.join(', ')}`;
  return { results, summary: `filters: ${cases.length} cases, ${share}${detail}` };
}

function runCase(one: unknown): FiltersResult {
  if (!isCase(one)) return { id: idOf(one), text: null, reason: 'not a filters case' };
  const started = performance.now();
  const context = explicitContext(one);
  const multiline = one.multiline === undefined ? 'auto' : one.multiline ? 'always' : 'never';
  const scope = decideScope({ context, trigger: 'explicit', multiline }, undefined);
  const filtered = filterAnswer(one.output, surroundingsOf(context, scope));
  const ms = Math.round((performance.now() - started) * 1000) / 1000;
  if (isRejected(filtered)) return { id: one.id, text: null, reason: filtered.rejected, ms };
  return { id: one.id, text: filtered, ms };
}

function isCase(one: unknown): one is FiltersCase {
  if (typeof one !== 'object' || one === null) return false;
  const fields = ['prefix', 'suffix', 'output'] as const;
  return fields.every(field => typeof (one as Record<string, unknown>)[field] === 'string');
}

function idOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
}
