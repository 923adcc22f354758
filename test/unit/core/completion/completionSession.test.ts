import { describe, expect, test } from 'vitest';
import { ScriptedModel } from '../../../../bench/scriptedModel.ts';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import {
  calmSituation,
  type Question,
  type Situation,
} from '../../../../src/core/completion/question.ts';
import type { Model } from '../../../../src/core/model/model.ts';
import { ModelError } from '../../../../src/core/model/modelError.ts';
import { type Bench, bench } from './sessionBench.ts';

describe('a request', () => {
  test('leaves after the pause and is shown with its first complete line', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\nbar();\nbaz();\nlast();\n' });
    const first = ask('const a = │');
    await clock.runUntil(49);
    expect(model.requests).toBe(0);
    await clock.runUntil(250);
    expect(first.outcome).toBe('waiting');
    await clock.runUntil(290);
    expect(first.outcome).toBe('asked: foo();');
  });

  test('is over with its end, not with its connection', async () => {
    const { clock, ask, model } = bench({});
    const lingering: Model = {
      info: model.info,
      async *stream(_, { signal }) {
        yield { type: 'text-delta', text: 'foo()' };
        yield { type: 'end', reason: 'stop', usage: {} };
        await clock.delay(60_000, signal);
      },
    };
    const asked = ask('const a = │', { model: lingering });
    await clock.runUntil(100);
    expect(asked.outcome).toBe('asked: foo()');
  });

  test('reads two lines ahead, and closes the connection then', async () => {
    let lines = 0;
    let isClosed = false;
    const endless: Model = {
      info,
      async *stream(_, { signal }) {
        signal.addEventListener('abort', () => (isClosed = true));
        while (!signal.aborted && lines < 1000) {
          await clock.delay(10, signal);
          yield { type: 'text-delta', text: `line${++lines}();\n` };
        }
      },
    };
    const { clock, ask } = bench({}, { model: endless });
    const asked = ask('const a = │');
    await clock.runUntil(5000);
    expect(asked.outcome).toBe('asked: line1();');
    expect([lines, isClosed]).toEqual([3, true]);
  });

  test('whose block comes slowly shows its first line before the rest', async () => {
    const slow = { fixed: 'foo();\n  bar();\n  baz();\n}\n', tokensPerSecond: 2 };
    const { clock, ask } = bench(slow, { fits: 'block' });
    const asked = ask('function run() {\n  │\n}\n');
    await clock.runUntil(50 + 200 + 500 + 199);
    expect(asked.outcome).toBe('waiting');
    await clock.runUntil(50 + 200 + 500 + 201);
    expect(asked.outcome).toBe('asked: foo();');
  });

  test.each([
    ['local', 1],
    ['remote', 2],
  ])('to a %s model: no more than %i at once', async (kind, most) => {
    const it = bench({ fixed: 'foo();\n' });
    const { stream } = it.model;
    const model = { info: { ...info, isLocal: kind === 'local' }, stream: stream.bind(it.model) };
    for (const [count, name] of ['a', 'b', 'c', 'd'].entries()) {
      const question = it.question(`${name} = │`, { model, delayMs: 0 });
      void it.session.ask(question, new AbortController().signal);
      await it.clock.runUntil(it.clock.now() + 1);
      expect(it.model.aborted).toBe(Math.max(0, count + 1 - most));
    }
  });

  test('spans a block only where the syntax says that one fits', async () => {
    const text = 'first();\n  second();\n  third();\n}\n';
    const picture = 'function run() {\n  │\n}\n';
    const block = bench({ fixed: text }, { fits: 'block' });
    const whole = block.ask(picture);
    await block.clock.runUntil(5000);
    expect(whole.outcome).toBe('asked: first();\n  second();\n  third();');
    const line = bench({ fixed: text }, { fits: 'line' });
    const first = line.ask(picture);
    await line.clock.runUntil(5000);
    expect(first.outcome).toBe('asked: first();');
    // Typed along, it stays as it was, whatever the syntax would say now.
    const along = line.ask(picture.replace('│', 'first│'));
    await line.clock.runUntil(5100);
    expect(along.outcome).toBe('cached: ();');
  });

  test('does not bring back what was just removed, unless it is asked for', async () => {
    const { clock, ask } = bench({ fixed: 'first(b);\n' });
    ask('const a = first(b);│\n');
    ask('const a = │\n');
    const automatic = ask('const a = │\n');
    await clock.runUntil(5000);
    expect(automatic.outcome).toBe('nothing: reversal');
    const explicit = ask('const a = │\n', { trigger: 'explicit' });
    await clock.runUntil(10_000);
    expect(explicit.outcome).toBe('cached: first(b);');
  });

  test('is shared by whoever asks the same', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\n' });
    const early = ask('const a = │');
    await clock.runUntil(40);
    const question = ask('const a = │', {}, { isSameVersion: true });
    await clock.runUntil(5000);
    expect([early.outcome, question.outcome]).toEqual(['asked: foo();', 'asked: foo();']);
    expect(model.requests).toBe(1);
  });

  test('goes on while what is typed agrees, also before the first token', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\n' });
    const first = ask('const a = │');
    await clock.runUntil(100);
    const second = ask('const a = f│');
    await clock.runUntil(150);
    const third = ask('const a = fo│');
    await clock.runUntil(1000);
    expect([first.outcome, second.outcome, third.outcome]).toEqual([
      'nothing: superseded',
      'nothing: superseded',
      'joined: o();',
    ]);
    expect(model).toMatchObject({ requests: 1, aborted: 0 });
  });

  test('is aborted at once when its text contradicts what is typed', async () => {
    const { clock, ask, model } = bench({
      fixed: 'foo(with, many, arguments, that, take, long);\n',
    });
    ask('const a = │');
    await clock.runUntil(280);
    const second = ask('const a = b│');
    expect(model.aborted).toBe(1);
    await clock.runUntil(5000);
    expect(second.outcome).toMatch(/^asked: /);
    expect(model.requests).toBe(2);
  });

  test('is aborted when the cursor goes elsewhere', async () => {
    const { clock, ask, model, session } = bench({ fixed: 'foo();\n' });
    ask('one;\nconst a = │');
    await clock.runUntil(100);
    session.moveTo({ uri: 'bench:/a.ts', prefix: 'on', suffix: 'e;\nconst a = ' });
    expect(model.aborted).toBe(1);
  });

  test('without an answer leaves the model alone for a while', async () => {
    const { clock, ask, model } = bench({ fixed: '' });
    for (let key = 0; key < 20; key++) {
      ask(`const ${'a'.repeat(key)}│`);
      await clock.runUntil(clock.now() + 150);
    }
    expect(model.requests).toBeLessThanOrEqual(3);
  });
});

describe('when models change', () => {
  const askedTwice = async () => {
    const it = bench({ fixed: 'foo();\n' });
    it.ask('a = │');
    await it.clock.runUntil(1000);
    it.ask('b = │');
    await it.clock.runUntil(1100);
    expect(it.model).toMatchObject({ requests: 2, aborted: 0 });
    return it;
  };

  test('what the same model said and is saying goes on', async () => {
    const { clock, ask, model, session } = await askedTwice();
    await session.modelsChanged(async () => ({ model }));
    await clock.runUntil(2000);
    const [running, earlier] = [ask('b = fo│'), ask('a = f│')];
    await clock.runUntil(2100);
    expect([running.outcome, earlier.outcome]).toEqual(['cached: o();', 'cached: oo();']);
    expect(model).toMatchObject({ requests: 2, aborted: 0 });
  });

  test.each([
    ['another one', 'right'],
    ['none', undefined],
  ])(
    '%s completes: the request ends at once, and nothing of the old one is shown',
    async (_, name) => {
      const { clock, ask, model, session } = await askedTwice();
      const next = name && {
        info: { ...model.info, name },
        stream: model.stream.bind(model),
      };
      await session.modelsChanged(async () => ({ model: next || undefined }));
      expect(model).toMatchObject({ requests: 2, aborted: 1 });
      const asked = ask('a = f│', { model: next || undefined });
      await clock.runUntil(5000);
      expect(asked.outcome).toBe(name ? 'asked: foo();' : 'nothing: noModel');
    },
  );

  test('one that failed is asked again', async () => {
    const failing = failingModel();
    const { clock, ask, session } = bench({}, { model: failing });
    ask('a = │');
    await clock.runUntil(200);
    await session.modelsChanged(async () => ({ model: failing }));
    const again = ask('b = │');
    await clock.runUntil(400);
    expect(again.outcome).toBe('nothing: failed');
  });
});

describe('a Tab that indents says nothing about the model, which is asked again as soon as before', () => {
  const pressed = async (fixed: string, afterMs: number, expected: string) => {
    for (const tab of ['\t', '    ']) {
      const { clock, ask, model } = bench({ fixed });
      ask('if (a) {\n│\n}');
      for (let tabs = 1; tabs <= 3; tabs++) {
        await clock.runUntil(clock.now() + afterMs);
        const asked = ask(`if (a) {\n${tab.repeat(tabs)}│\n}`);
        await clock.runUntil(clock.now() + 51);
        expect(model.requests).toBe(1 + tabs);
        expect(asked.outcome).toBe('waiting');
      }
      await clock.runUntil(5000);
      const last = ask(`if (a) {\n${tab.repeat(3)}│\n}`);
      await clock.runUntil(5100);
      expect(last.outcome).toBe(expected);
    }
  };
  test('after a suggestion that is not in sight', () =>
    pressed('foo();\n', 1000, 'cached: foo();'));
  test('while the answer comes', () =>
    pressed(
      'foo(with, many, arguments, one, by, one);\n',
      280,
      'cached: foo(with, many, arguments, one, by, one);',
    ));
});

describe('typing along', () => {
  test('costs no request, and going back brings the suggestion back', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\n' });
    ask('const a = │');
    await clock.runUntil(1000);
    const along = ask('const a = fo│');
    await clock.runUntil(1100);
    const back = ask('const a = f│', { situation: { ...calmSituation, lastChange: 'deleted' } });
    await clock.runUntil(1200);
    const before = ask('const a =│', { situation: { ...calmSituation, lastChange: 'deleted' } });
    await clock.runUntil(1300);
    expect([along.outcome, back.outcome, before.outcome]).toEqual([
      'cached: o();',
      'cached: oo();',
      'cached:  foo();',
    ]);
    expect(model.requests).toBe(1);
  });

  test('with a bracket that VS Code closes', async () => {
    const { clock, ask, model } = bench({ fixed: '(b, c);\n' });
    ask('foo│');
    await clock.runUntil(1000);
    const along = ask('foo(│)');
    await clock.runUntil(1100);
    expect(along.outcome).toBe('cached: b, c');
    expect(model.requests).toBe(1);
  });

  test('what comes after the shown line is there when it was accepted', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\nbar();\nbaz();\nlast();\n' });
    ask('const a = │');
    await clock.runUntil(2000);
    const next = ask('const a = foo();│');
    await clock.runUntil(2100);
    expect(next.outcome).toMatch(/^cached: \nbar\(\);/);
    expect(model.requests).toBe(1);
  });
});

describe('no request leaves', () => {
  const check = async (situation: Partial<Situation>, reason: string) => {
    const { clock, ask, model } = bench({ fixed: 'foo();\n' });
    const asked = ask('const a = │', { situation: { ...calmSituation, ...situation } });
    await clock.runUntil(1000);
    expect(asked.outcome).toBe(`nothing: ${reason}`);
    expect(model.requests).toBe(0);
  };
  test('for an ignored file', () => check({ excludedBy: '.aiignore: *' }, 'excluded'));
  test('in an untrusted workspace', () => check({ isTrusted: false }, 'untrusted'));
  test('when the gate says no', async () => {
    const { clock, ask, model } = bench({ fixed: 'foo();\n' }, { isTrusted: false });
    const asked = ask('const a = │');
    await clock.runUntil(1000);
    expect(asked.outcome).toBe('nothing: untrusted');
    expect(model.requests).toBe(0);
  });
});

const { info } = new ScriptedModel(
  { firstTokenMs: 1, tokensPerSecond: 1 },
  new VirtualClock(),
  () => '',
);

function failingModel(onRequest: () => void = () => {}): Model {
  return {
    info,
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say
    async *stream() {
      onRequest();
      throw new ModelError('unreachable', 'The server cannot be reached.');
    },
  };
}

test('a failing model is asked less and less, and never for nothing', async () => {
  let requests = 0;
  const failing = failingModel(() => requests++);
  const { clock, ask } = bench({}, { model: failing });
  const outcomes = new Set<string>();
  for (let key = 0; key < 1000; key++) {
    const asked = ask(`const ${'a'.repeat(key % 50)}${key}│`);
    await clock.runUntil(clock.now() + 150);
    outcomes.add(asked.outcome);
  }
  expect(requests).toBeLessThan(15);
  expect([...outcomes].sort()).toEqual(['nothing: backOff', 'nothing: failed']);
});

/** An engine that has its text at once, everywhere; an empty one is silent. */
function instantEngine(text: string): Model {
  return {
    info: { ...info, name: 'embedded', origin: 'embedded', isLocal: true },
    async *stream() {
      if (text !== '') yield { type: 'text-delta', text };
      yield { type: 'end', reason: 'stop', usage: {} };
    },
  };
}

test('the instant engine reads more of the file than the model is sent', async () => {
  const { clock, ask } = bench({ fixed: 'foo();\n' });
  let seen = 0;
  const reading: Model = {
    ...instantEngine(''),
    async *stream(prompt) {
      if (prompt.content.kind === 'fim') seen = prompt.content.prefix.text.length;
      yield { type: 'end', reason: 'stop', usage: {} };
    },
  };
  const long = 'const a = 1;\n'.repeat(300);
  ask(`${long}b = │`, { instantModel: reading, instantPromptTokens: 16_384 });
  await clock.runUntil(1000);
  expect(seen).toBe(long.length + 'b = '.length);
});

test('a dismissed suggestion stays away; the next dismissals make it pause until it is asked for', async () => {
  const { clock, ask, session, model } = bench({ fixed: 'foo();\n' });
  const see = async (picture: string, more: Partial<Question> = {}) => {
    const asked = ask(picture, more);
    await clock.runUntil(clock.now() + 1000);
    return asked.outcome;
  };
  expect(await see('a = │')).toBe('asked: foo();');
  session.dismiss();
  expect(await see('a = f│')).toBe('nothing: dismissed');
  expect(await see('b = │')).toBe('asked: foo();');
  session.dismiss();
  expect(await see('c = │')).toBe('nothing: pausing');
  expect(await see('c = │', { trigger: 'explicit' })).toBe('asked: foo();');
  expect(await see('d = │')).toBe('asked: foo();');
  expect(model.requests).toBe(4);
});

test('limits hold for typing, not for who asks, nor for the embedded engine', async () => {
  const ledger = { refusal: () => 'dayLimit' as const };
  const { clock, ask, model } = bench({ fixed: 'foo();\n' }, { ledger });
  const typed = ask('a = │');
  await clock.runUntil(200);
  const beside = ask('b = │', { instantModel: instantEngine('quick()') });
  await clock.runUntil(400);
  const asked = ask('c = │', { trigger: 'explicit' });
  await clock.runUntil(1000);
  expect([typed.outcome, beside.outcome, asked.outcome]).toEqual([
    'nothing: dayLimit',
    'asked: quick()',
    'asked: foo();',
  ]);
  expect(model.requests).toBe(1);
});

test('an answer of a local model makes room when somebody waits for it elsewhere', async () => {
  const it = bench({ fixed: 'foo();\n' });
  const { model } = it;
  const isLocal = { ...model.info, isLocal: true };
  const local: Model = {
    info: isLocal,
    stream: (prompt, request) => model.stream(prompt, request),
  };
  it.ask('a = │', { model: local, delayMs: 0 });
  await it.clock.runUntil(100);
  it.session.yieldTo('http://elsewhere.invalid');
  expect(model.aborted).toBe(0);
  it.session.yieldTo(model.info.origin);
  expect(model.aborted).toBe(1);
});

describe('several suggestions', () => {
  /** A model whose answers differ, each after its own time. */
  function varied(clock: VirtualClock, answers: readonly (readonly [string, number])[]): Model {
    let asked = 0;
    return {
      info,
      async *stream(_, { signal }) {
        const [text, afterMs] = answers[asked++]!;
        await clock.delay(afterMs, signal);
        if (!signal.aborted) yield { type: 'text-delta', text };
      },
    };
  }

  async function several(trigger: 'explicit' | 'automatic') {
    const it = bench({});
    const model = varied(it.clock, [
      ['first();', 100],
      ['second();', 300],
      ['first();', 200],
      ['late();', 60_000],
    ]);
    const asked = it.question('a = │', {
      trigger,
      model,
      alternatives: 3,
      instantModel: trigger === 'explicit' ? instantEngine('quick()') : undefined,
    });
    let texts: readonly string[] = [];
    const { signal } = new AbortController();
    const several = it.session
      .askSeveral(asked, signal)
      .then(found => (texts = found.map(({ text }) => text)));
    await it.clock.runUntil(2000);
    await several;
    return texts;
  }

  test('for who asks: each once, the first first, and nobody waits long', async () => {
    expect(await several('explicit')).toEqual(['first();', 'second();', 'quick()']);
  });

  test('not while typing', async () => {
    expect(await several('automatic')).toEqual(['first();']);
  });
});

describe('the race of the instant engine and the model', () => {
  const improvements = ({ session }: Bench) => {
    const seen: string[] = [];
    session.onDidImprove(({ prefix }) => seen.push(prefix));
    return seen;
  };

  test('the instant text shows at once, and the model’s takes its place while it is new', async () => {
    const it = bench({ fixed: 'right();\n' });
    const seen = improvements(it);
    const instantModel = instantEngine('quick()');
    const first = it.ask('a = │', { instantModel });
    await it.clock.runUntil(1);
    expect(first.outcome).toBe('asked: quick()');
    await it.clock.runUntil(2000);
    expect(seen).toEqual(['a = ']);
    const again = it.ask('a = │', { instantModel }, { isSameVersion: true });
    await it.clock.runUntil(2001);
    expect(again.outcome).toBe('asked: right();');
    expect(it.model.requests).toBe(1);
  });

  test('a text that has been read stays, unless the model’s is longer', async () => {
    for (const [fixed, expected] of [
      ['right();\n', []],
      ['quick().now();\n', ['a = ']],
    ] as const) {
      const it = bench({ fixed, firstTokenMs: 1500 });
      const seen = improvements(it);
      it.ask('a = │', { instantModel: instantEngine('quick()') });
      await it.clock.runUntil(5000);
      expect(seen).toEqual(expected);
    }
  });

  test('typing along the instant text keeps it, whatever the model says meanwhile', async () => {
    const it = bench({ fixed: 'quack();\n' });
    const seen = improvements(it);
    const instantModel = instantEngine('quick()');
    it.ask('a = │', { instantModel });
    await it.clock.runUntil(100);
    it.ask('a = q│', { instantModel });
    await it.clock.runUntil(2000);
    const later = it.ask('a = qu│', { instantModel });
    await it.clock.runUntil(2001);
    expect(later.outcome).toBe('cached: ick()');
    expect(seen).toEqual([]);
    const other = it.ask('a = qua│', { instantModel });
    await it.clock.runUntil(2002);
    expect(other.outcome).toBe('cached: ck();');
  });

  test('a silent engine leaves it to the model, and a failing model to the engine', async () => {
    const it = bench({ fixed: 'right();\n' });
    const silent = it.ask('a = │', { instantModel: instantEngine('') });
    await it.clock.runUntil(2000);
    expect(silent.outcome).toBe('asked: right();');
    const failing = bench({}, { model: failingModel() });
    const first = failing.ask('a = │', { instantModel: instantEngine('quick()') });
    await failing.clock.runUntil(3000);
    const second = failing.ask('b = │', { instantModel: instantEngine('quick()') });
    await failing.clock.runUntil(3001);
    expect([first.outcome, second.outcome]).toEqual(['asked: quick()', 'asked: quick()']);
  });

  test('who asks explicitly gets the model’s text', async () => {
    const it = bench({ fixed: 'right();\n' });
    const asked = it.ask('a = │', {
      instantModel: instantEngine('quick()'),
      trigger: 'explicit',
    });
    await it.clock.runUntil(2000);
    expect(asked.outcome).toBe('asked: right();');
  });
});
