import type { Clock } from '../src/base/clock.ts';
import type { CompletionPorts } from '../src/core/completion/complete.ts';
import { type CompletionObserver, nullObserver } from '../src/core/completion/observer.ts';
import type { Question } from '../src/core/completion/question.ts';
import { completionDraft } from '../src/core/context/completionDraft.ts';
import { createOutboundGate } from '../src/core/outbound/gate.ts';
import { SecretVault } from '../src/core/outbound/secrets/secretVault.ts';
import { estimateTokens } from '../src/core/prompt/estimateTokens.ts';
import { OwnTime } from './ownTime.ts';
import { type ModelScript, ScriptedModel } from './scriptedModel.ts';
import { TypingEditor } from './typingEditor.ts';
import { VirtualClock } from './virtualClock.ts';

const vault = new SecretVault();

interface Key {
  readonly atMs: number;
  readonly insert?: string;
  readonly delete?: number;
  readonly moveTo?: number;
  readonly undo?: true;
  readonly accept?: true;
  readonly escape?: true;
  readonly explicit?: true;
}

interface TypingCase {
  readonly id: string;
  readonly path: string;
  readonly before: string;
  readonly cursor: number;
  readonly keys: readonly Key[];
  readonly model: ModelScript;
}

/** Time after the last key for answers to arrive. */
const afterwardsMs = 30_000;

/** Replays typing against a scripted model, on a virtual clock, with the session that the extension uses. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const results: object[] = [];
  for (const one of cases) {
    results.push(isCase(one) ? await runCase(one) : { id: idOf(one), reason: 'not a typing case' });
  }
  return { results, summary: summaryOf(results) };
}

async function runCase(one: TypingCase): Promise<object> {
  const clock = new VirtualClock();
  const ownTime = new OwnTime();
  const overheads: number[] = [];
  let askedBefore = '';
  const textBefore = () => askedBefore;
  const model = new ScriptedModel(one.model, clock, textBefore, () =>
    overheads.push(ownTime.read()),
  );
  const asked = ({ context }: Question) => {
    askedBefore = context.prefix;
  };
  const start = { text: one.before, cursor: one.cursor, path: one.path };
  const ports = benchPorts(ownTime.without(clock), { ...nullObserver, asked });
  const editor = new TypingEditor(clock, model, start, ports, () => ownTime.start());
  let shown = 0;
  for (const [index, key] of one.keys.entries()) {
    await clock.runUntil(key.atMs);
    if (index > 0 && editor.shownText !== undefined) shown++;
    press(editor, key);
  }
  await clock.runUntil(clock.now() + afterwardsMs);
  if (editor.shownText !== undefined) shown++;
  editor.session.leave();
  const { requests, aborted, promptTokens } = model;
  const { acceptedChars, staleShown, flicker } = editor;
  const overheadMs = { p50: percentile(overheads, 0.5), p95: percentile(overheads, 0.95) };
  const { id } = one;
  return {
    id,
    requests,
    aborted,
    promptTokens,
    shown,
    acceptedChars,
    staleShown,
    flicker,
    overheadMs,
  };
}

/** What the session stands on: the product's own gate and draft, no retriever, every file allowed. */
function benchPorts(clock: Clock, observer: CompletionObserver): Omit<CompletionPorts, 'answers'> {
  const ignoreRules = { excludedBy: () => undefined };
  return {
    clock,
    observer,
    retrievers: [],
    draft: completionDraft,
    gate: createOutboundGate({ isTrusted: () => true, secrets: () => vault, ignoreRules }),
    tokens: { counterFor: () => ({ count: estimateTokens }) },
    ledger: { refusal: () => undefined },
    sender: { send: (_role, model, prompt, request) => model.stream(prompt, request) },
  };
}

function press(editor: TypingEditor, key: Key): void {
  if (key.insert !== undefined) editor.insert(key.insert);
  else if (key.delete !== undefined) editor.delete(key.delete);
  else if (key.moveTo !== undefined) editor.moveTo(key.moveTo);
  else if (key.undo) editor.undo();
  else if (key.accept) editor.accept();
  else if (key.escape) editor.escape();
  else if (key.explicit) editor.explicit();
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 1000) / 1000;
}

function summaryOf(results: readonly object[]): string {
  const sum = (key: string) =>
    results.reduce((total, one) => total + Number((one as Record<string, unknown>)[key] ?? 0), 0);
  const p95 = results.map(one => (one as { overheadMs?: { p95: number } }).overheadMs?.p95 ?? 0);
  return (
    `typing: ${results.length} cases, ${sum('requests')} requests, shown at ${sum('shown')} keys, ` +
    `${sum('staleShown')} stale, ${sum('flicker')} flicker, own time p95 ${percentile(p95, 0.95)} ms`
  );
}

function isCase(one: unknown): one is TypingCase {
  const { before, cursor, keys, model } = (one ?? {}) as Record<string, unknown>;
  const isModel = typeof model === 'object' && model !== null && 'firstTokenMs' in model;
  return typeof before === 'string' && typeof cursor === 'number' && Array.isArray(keys) && isModel;
}

function idOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
}
