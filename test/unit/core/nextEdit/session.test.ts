import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import type { LastChange } from '../../../../src/core/completion/lastChange.ts';
import { calmSituation, type Situation } from '../../../../src/core/completion/question.ts';
import type {
  Model,
  ModelInfo,
  ModelRequest,
  StreamPart,
} from '../../../../src/core/model/model.ts';
import { ModelError } from '../../../../src/core/model/modelError.ts';
import { acceptIn } from '../../../../src/core/nextEdit/prediction.ts';
import type { NextEditQuestion } from '../../../../src/core/nextEdit/question.ts';
import { NextEditSession } from '../../../../src/core/nextEdit/session.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import type { SealedPrompt } from '../../../../src/core/outbound/sealedPrompt.ts';
import { messagesOf } from '../../../../src/core/prompt/fimContent.ts';
import { changeBetween } from './pictures.ts';

const info: ModelInfo = {
  ...{ name: 'Test', providerName: 'test', origin: 'http://127.0.0.1:1' },
  ...{ contextTokens: 32_000, maxOutputTokens: 4000, canFim: false, canChat: true, isLocal: false },
};

/** A model on a virtual clock: a first line after 100 ms, then one each 20 ms. */
class LineModel implements Model {
  requests: string[] = [];
  aborted = 0;
  failing: ModelError | undefined;

  constructor(
    private readonly clock: VirtualClock,
    private readonly answers: string[],
    readonly info: ModelInfo,
  ) {}

  async *stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    if (prompt.content.kind !== 'chat') throw new Error('not a chat');
    this.requests.push(messagesOf(prompt.content).at(-1)?.content ?? '');
    let isOver = false;
    request.signal.addEventListener('abort', () => !isOver && this.aborted++, { once: true });
    await this.clock.delay(100, request.signal);
    if (this.failing) throw this.failing;
    const answer = this.answers.length > 1 ? this.answers.shift()! : (this.answers[0] ?? '');
    for (const text of answer.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      if (request.signal.aborted) return;
      yield { type: 'text-delta', text };
      await this.clock.delay(20, request.signal);
    }
    isOver = true;
    if (!request.signal.aborted) yield { type: 'end', reason: 'stop', usage: {} };
  }
}

interface BenchOptions {
  readonly isOn?: boolean;
  readonly isTooLong?: boolean;
  readonly info?: Partial<ModelInfo>;
  readonly situation?: Partial<Situation>;
  readonly isBusy?: () => boolean;
  readonly refusal?: 'minuteLimit';
  readonly excluded?: string;
}

function bench(text: string, answers: string[], options: BenchOptions = {}) {
  const clock = new VirtualClock();
  const model = new LineModel(clock, answers, { ...info, ...options.info });
  const said: string[] = [];
  let now = text;
  let version = 1;
  let lastChange: LastChange = 'none';
  let cursor = 0;
  const question = async (): Promise<NextEditQuestion> => ({
    ...{ uri: 'a.ts', path: 'a.ts', languageId: 'typescript', version, text: now, cursor },
    isTooLong: options.isTooLong ?? false,
    ...{ isOn: options.isOn ?? true, history: [], problems: [], model, noModelWhy: '' },
    situation: { ...calmSituation, lastChange, ...options.situation },
    limits: { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 },
    maxPromptTokens: 20_000,
  });
  const session = new NextEditSession({
    clock,
    question,
    gate: createOutboundGate({
      isTrusted: () => true,
      secrets: () => undefined,
      ignoreRules: { excludedBy: uri => (uri === options.excluded ? 'a rule' : undefined) },
    }),
    tokens: { counterFor: () => ({ count: one => one.length / 4 }) },
    sender: { send: (_role, asking, prompt, request) => asking.stream(prompt, request) },
    ledger: { refusal: () => options.refusal },
    isBusy: options.isBusy ?? (() => false),
    ended: (_question, outcome) =>
      said.push(outcome.kind === 'nothing' ? outcome.reason : 'prediction'),
  });
  session.opened('a.ts', 'a.ts', text);
  return {
    ...{ clock, model, session, said },
    /** The user makes the text this. */
    edit(next: string, how: LastChange = 'typed') {
      const changes = changeBetween(now, next);
      version++;
      now = next;
      lastChange = how;
      cursor = (changes[0]?.rangeOffset ?? 0) + (changes[0]?.text.length ?? 0);
      session.edited({ uri: 'a.ts', version, changes, lastChange });
    },
    /** What accepting would give. */
    get shown() {
      const { shown } = session;
      return shown && acceptIn(shown, { uri: 'a.ts', version, text: now });
    },
    get state() {
      return { uri: 'a.ts', version, text: now };
    },
  };
}

const before = 'let total = 0;\nadd(total);\nlog(total);\n';
const after = 'let sum = 0;\nadd(total);\nlog(total);\n';
const whole = 'let sum = 0;\nadd(sum);\nlog(sum);\n';
const answer = `\`\`\`ts\n${whole}\`\`\`\n`;

describe('a next edit', () => {
  test('is asked for in a pause after an edit, with that edit, and shown', async () => {
    const { clock, edit, model, said, ...rest } = bench(before, [answer]);
    edit(before.replace('total', 's'));
    await clock.runUntil(200);
    edit(after);
    await clock.runUntil(499);
    expect(model.requests).toEqual([]);
    await clock.runUntil(2000);
    expect(model.requests.length).toBe(1);
    expect(model.requests[0]).toContain('-let total = 0;\n+let sum = 0;');
    expect(said).toEqual(['prediction']);
    expect(rest.session.shown?.edits.length).toBe(2);
  });

  test('stays, shown or under way, when models change but its own does not', async () => {
    const run = bench(before, [answer]);
    const other = { ...run.model, info: { ...info, name: 'Other' } } as unknown as Model;
    run.edit(after);
    await run.clock.runUntil(350);
    await run.session.modelsChanged(async () => ({ model: run.model }));
    await run.clock.runUntil(2000);
    await run.session.modelsChanged(async () => ({ model: run.model }));
    expect(run.shown).toBe(whole);
    expect(run.model.aborted).toBe(0);
    await run.session.modelsChanged(async () => ({ model: other }));
    expect(run.session.shown).toBeUndefined();
  });

  test('accepted is exactly what was shown, and leads to the next question', async () => {
    const run = bench(before, [answer, 'NONE']);
    run.edit(after);
    await run.clock.runUntil(2000);
    expect(run.shown).toBe(whole);
    expect(run.session.take(run.state)).toBeDefined();
    expect(run.session.shown).toBeUndefined();
    run.edit(whole, 'accepted');
    await run.clock.runUntil(2001);
    expect(run.model.requests.length).toBe(2);
  });

  test('typed along needs no request, typed elsewhere moves, contradicted goes', async () => {
    const run = bench('const a = 1;\nlog();\n', ['```\nconst ab = 1;\nlog(ab);\n```', 'NONE']);
    run.edit('const ab = 1;\nlog();\n');
    await run.clock.runUntil(2000);
    run.edit('const ab = 1;\nlog(a);\n');
    await run.clock.runUntil(4000);
    expect(run.shown).toBe('const ab = 1;\nlog(ab);\n');
    expect(run.model.requests.length).toBe(1);
    run.edit('// first\nconst ab = 1;\nlog(a);\n');
    expect(run.shown).toBe('// first\nconst ab = 1;\nlog(ab);\n');
    run.edit('// first\nconst ab = 1;\nlog(ax);\n');
    expect(run.session.shown).toBeUndefined();
  });

  test('that answers an older text is carried over what was typed since', async () => {
    const run = bench(before, [answer]);
    run.edit(after);
    await run.clock.runUntil(420);
    run.edit(`// more\n${after}`);
    await run.clock.runUntil(600);
    expect(run.shown).toBe(`// more\n${whole}`);
  });

  test('that what is typed meanwhile contradicts is given up as soon as that shows', async () => {
    const long = `${'x();\n'.repeat(10)}`;
    const run = bench(`${before}${long}`, [`\`\`\`ts\n${whole}${long}\`\`\``]);
    run.edit(`${after}${long}`);
    await run.clock.runUntil(401);
    run.edit(`${after.replace('add(total)', 'add(totals)')}${long}`);
    expect(run.model.aborted).toBe(0);
    // By then the second line has come, and many more are to come.
    await run.clock.runUntil(470);
    expect(run.model.aborted).toBe(1);
    expect(run.session.shown).toBeUndefined();
  });

  test('is looked for elsewhere when there is none at the cursor', async () => {
    const far = `let total = 0;\n${'x();\n'.repeat(40)}log(total);\n`;
    const run = bench(far, ['NONE']);
    run.edit(far.replace('let total', 'let sum'));
    await run.clock.runUntil(3000);
    expect(run.model.requests.length).toBe(2);
    expect(run.model.requests[0]).toContain('log(<|user_cursor_is_here|>total);');
    expect(run.model.requests[1]).toContain('let sum<|user_cursor_is_here|> = 0;');
    expect(run.said).toEqual(['noEdit']);
  });

  test('goes with the name that it follows from', async () => {
    const far = `let total = 0;\n${'x();\n'.repeat(40)}log(total);\n`;
    const next = far.replace('let total', 'let su');
    const region = next.split('\n').slice(33, 42).join('\n').replace('total', 'su');
    const run = bench(far, [`\`\`\`\n${region}\n\`\`\``]);
    run.edit(next);
    await run.clock.runUntil(1000);
    expect(run.shown).toBe(far.replaceAll('total', 'su'));
    run.edit(far.replace('let total', 'let sum'));
    expect(run.session.shown).toBeUndefined();
  });
});

describe('nothing is asked', () => {
  const silent = async (options: BenchOptions, how: LastChange = 'typed') => {
    const run = bench(before, [answer], options);
    run.edit(after, how);
    await run.clock.runUntil(30_000);
    return `${run.model.requests.length} ${run.said.join()}`;
  };

  test('when it is off, or something else speaks against it', async () => {
    expect(await silent({ isOn: false })).toBe('0 off');
    expect(await silent({ isTooLong: true })).toBe('0 tooLong');
    expect(await silent({ situation: { excludedBy: '*.ts' } })).toBe('0 excluded');
    expect(await silent({ excluded: 'a.ts' })).toBe('0 excluded');
    expect(await silent({ situation: { isTrusted: false } })).toBe('0 untrusted');
    expect(await silent({ situation: { hasSeveralCursors: true } })).toBe('0 severalCursors');
    expect(await silent({ situation: { isSnoozed: true } })).toBe('0 snoozed');
    expect(await silent({ situation: { isAiDisabled: true } })).toBe('0 aiDisabled');
    expect(await silent({ refusal: 'minuteLimit' })).toBe('0 minuteLimit');
    expect(await silent({ info: { thinks: true } })).toBe('0 unsuited');
    expect(await silent({}, 'undone')).toBe('0 ');
    expect(await silent({}, 'program')).toBe('0 ');
  });

  test('while a local model answers something else, and then it is', async () => {
    let isBusy = true;
    const run = bench(before, [answer], { info: { isLocal: true }, isBusy: () => isBusy });
    run.edit(after);
    await run.clock.runUntil(2000);
    expect(run.model.requests.length).toBe(0);
    isBusy = false;
    await run.clock.runUntil(3000);
    expect(run.shown).toBe(whole);
  });

  test('of a model that just failed, and nobody is disturbed', async () => {
    const run = bench(before, [answer]);
    run.model.failing = new ModelError('unreachable', 'It is away.');
    let text = after;
    for (let key = 0; key < 60; key++) {
      text = `${text}x`;
      run.edit(text);
      await run.clock.runUntil((key + 1) * 1000);
    }
    expect(run.model.requests.length).toBeLessThan(12);
    expect(new Set(run.said)).toEqual(new Set(['failed', 'backOff']));
  });
});

describe('a request', () => {
  test('is one at a time', async () => {
    const run = bench(before, ['NONE']);
    run.edit(after);
    await run.clock.runUntil(350);
    run.edit(`${after}\n`);
    await run.clock.runUntil(390);
    expect(run.model.requests.length).toBe(1);
    await run.clock.runUntil(3000);
    expect(run.model.requests.length).toBe(2);
    expect(run.model.aborted).toBe(0);
  });

  test('gives way to whoever waits for the same local model, and is made again', async () => {
    const run = bench(before, [answer], { info: { isLocal: true } });
    run.edit(after);
    await run.clock.runUntil(350);
    run.session.yieldTo('http://elsewhere');
    expect(run.model.aborted).toBe(0);
    run.session.yieldTo(info.origin);
    expect(run.model.aborted).toBe(1);
    await run.clock.runUntil(2000);
    expect(run.model.requests.length).toBe(2);
    expect(run.shown).toBe(whole);
    const remote = bench(before, [answer]);
    remote.edit(after);
    await remote.clock.runUntil(350);
    remote.session.yieldTo(info.origin);
    expect(remote.model.aborted).toBe(0);
  });

  test('ends when the user leaves, and with an undo', async () => {
    const run = bench(before, [answer]);
    run.edit(after);
    await run.clock.runUntil(350);
    run.edit(before, 'undone');
    expect(run.model.aborted).toBe(1);
    run.edit(after);
    await run.clock.runUntil(750);
    run.session.leave();
    expect(run.model.aborted).toBe(2);
    await run.clock.runUntil(5000);
    expect(run.session.shown).toBeUndefined();
  });
});

test('what was dismissed does not come back, and several in a row make it pause', async () => {
  const run = bench(before, [answer]);
  run.edit(after);
  await run.clock.runUntil(1000);
  run.session.dismiss();
  expect(run.session.shown).toBeUndefined();
  run.edit(before);
  run.edit(after);
  await run.clock.runUntil(2000);
  expect(run.said).toEqual(['prediction', 'dismissed']);
  expect(run.session.shown).toBeUndefined();
});

test('a stale prediction is never accepted', async () => {
  const run = bench(before, [answer]);
  run.edit(after);
  await run.clock.runUntil(1000);
  expect(run.session.take({ ...run.state, text: `x${run.state.text}` })).toBeUndefined();
  expect(run.session.shown).toBeUndefined();
});
