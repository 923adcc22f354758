import { afterEach, assert, beforeEach, describe, expect, test } from 'vitest';
import { describeSent } from '../../../../src/core/outbound/describeSent.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { Ledger } from '../../../../src/core/outbound/ledger.ts';
import { RecordingSender } from '../../../../src/core/outbound/recordingSender.ts';
import { SecretVault } from '../../../../src/core/outbound/secrets/secretVault.ts';
import { SentLog } from '../../../../src/core/outbound/sentLog.ts';
import type { PartSource } from '../../../../src/core/prompt/prompt.ts';
import type { TokenCounters } from '../../../../src/core/prompt/tokenCounter.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { type ModelServer, startModelServer } from '../../../support/modelServer.ts';
import { modelFor } from '../../../support/models.ts';
import { sealedFim } from '../../../support/sealedPrompts.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ dialect: 'llamacpp' });
});
afterEach(() => server.close());

/** A sender with its log, and the calibrations that it asked for. */
function setUp() {
  const calibrations: number[][] = [];
  const counters: TokenCounters = {
    counterFor: () => ({ count: text => text.length }),
    calibrate: (_, estimated, reported) => calibrations.push([estimated, reported]),
    load: () => Promise.resolve(),
  };
  const log = new SentLog();
  const ledger = new Ledger({ load: () => undefined, save: () => {} }, () => 1000);
  const vault = new SecretVault();
  const sender = new RecordingSender({
    secrets: vault,
    log,
    ledger,
    counters,
    clock: systemClock,
    wallTimeMs: () => 1000,
  });
  return { log, ledger, sender, calibrations, vault };
}

const prompt = sealedFim('const a = │;\n', { others: { 'src/b.ts': 'const b = 1;\n' } });

function request(signal = new AbortController().signal) {
  return { maxOutputTokens: 16, signal };
}

describe('a request', () => {
  test('is kept exactly as it left, and its usage calibrates', async () => {
    const { log, sender, calibrations } = setUp();
    for await (const _ of sender.send('completion', modelFor(server), prompt, request())) {
    }
    const [sent] = log.requests;
    expect(sent?.wires.map(wire => wire.body)).toEqual([server.generations[0]?.body]);
    expect(sent).toMatchObject({ role: 'completion', tokens: prompt.tokens, sentAtMs: 1000 });
    expect(sent?.outcome.kind).toBe('answered');
    expect(calibrations).toEqual([[prompt.tokens, expect.any(Number)]]);
  });

  test('is in the ledger while it is answered, also when nobody reads it to the end', async () => {
    const { ledger, sender } = setUp();
    const model = modelFor(server);
    const refusal = () =>
      ledger.refusal(model.info, { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 });
    for await (const _ of sender.send('edit', model, prompt, request())) {
      expect(refusal()).toBe('chatFirst');
      break;
    }
    expect(refusal()).toBeUndefined();
  });

  test('has the secrets that were masked in its answer again, however it is cut', async () => {
    const { sender, vault } = setUp();
    vault.mask('password = "Xy12!abc"');
    const answer = async () => {
      let text = '';
      for await (const delta of sender.send('completion', modelFor(server), prompt, request())) {
        if (delta.type === 'text-delta') text += delta.text;
      }
      return text;
    };
    server.reply({ text: 'login("INKLING_SECRET_1_")', chunkChars: 3 });
    expect(await answer()).toBe('login("Xy12!abc")');
    server.reply({ text: 'INKLING_SECRET_1', chunkChars: 3 });
    expect(await answer()).toBe('Xy12!abc');
  });

  test('that fails is kept with the reason, and the failure goes on', async () => {
    const { log, sender } = setUp();
    server.reply({ failure: { kind: 'status', status: 401 } });
    const read = async () => {
      for await (const _ of sender.send('completion', modelFor(server), prompt, request())) {
      }
    };
    await expect(read()).rejects.toThrow();
    expect(log.requests[0]?.outcome).toMatchObject({ kind: 'failed', error: 'unauthorized' });
  });

  test('that is left early is cancelled', async () => {
    const { log, sender } = setUp();
    for await (const _ of sender.send('completion', modelFor(server), prompt, request())) break;
    expect(log.requests[0]?.outcome.kind).toBe('cancelled');
  });
});

test('a prompt that was sealed for the embedded engine goes to no other model', async () => {
  const { log, sender } = setUp();
  const gate = createOutboundGate({
    isTrusted: () => false,
    secrets: () => undefined,
    ignoreRules: { excludedBy: () => undefined },
  });
  const source = { type: 'user', kind: 'text' } as const;
  const part = { source, text: 'secret', priority: 1, shrink: 'start' } as const;
  const draft = {
    kind: 'fim',
    languageId: '',
    path: '',
    prefix: part,
    suffix: part,
    snippets: [],
  } as const;
  const counter = { count: (text: string) => text.length };
  const sealed = gate.seal(draft, { maxTokens: 99, counter, isForEmbedded: true });
  assert(sealed.kind === 'sealed');
  const send = sender.send('completion', modelFor(server), sealed.prompt, request());
  await expect(send[Symbol.asyncIterator]().next()).rejects.toThrow('embedded');
  expect(log.requests).toEqual([]);
  expect(server.generations).toEqual([]);
});

test('the last twenty requests are kept, newest first', async () => {
  const { log, sender } = setUp();
  const model = modelFor(server);
  for (let n = 0; n < 22; n++) {
    for await (const _ of sender.send('completion', model, sealedFim(`${n}│`), request())) {
    }
  }
  expect(log.requests).toHaveLength(20);
  const first = log.requests[0]?.content;
  expect(first?.kind === 'fim' && first.prefix.text).toBe('21');
});

test('the document tells parts, tokens, what was left out, and the body byte for byte', async () => {
  const { log, sender } = setUp();
  server.reply('fence: ```');
  for await (const _ of sender.send('completion', modelFor(server), prompt, request())) {
  }
  const text = describeSent(log.requests, () => '12:00:00');
  expect(text).toContain('## 12:00:00 completion: ');
  expect(text).toContain('src/b.ts');
  expect(text).toContain(server.generations[0]?.body);
  expect(describeSent([], () => '')).toContain('Nothing has been sent');
});

test('of several requests it begins with the lines where each begins', async () => {
  const { log, sender } = setUp();
  for (const text of ['one│', 'two\r\nlines│', 'three│']) {
    server.reply('42');
    for await (const _ of sender.send('chat', modelFor(server), sealedFim(text), request())) {
    }
  }
  const lines = describeSent(log.requests, ms => `${ms} o’clock`).split(/\r\n|\r|\n/);
  const told = lines.flatMap(line => /^- line +(\d+) {2}(.*)$/.exec(line) ?? []);
  const headings = lines.filter(line => line.startsWith('## '));
  expect(headings).toHaveLength(3);
  expect(told.filter((_, at) => at % 3 === 2)).toEqual(headings.map(line => line.slice(3)));
  expect(told.filter((_, at) => at % 3 === 1).map(line => lines[Number(line) - 1])).toEqual(
    headings,
  );
});

test('masked secrets and the cost stand with a request', () => {
  const log = new SentLog();
  log.add({
    ...{ role: 'completion', modelName: 'Test', providerName: 'API', origin: 'https://a.invalid' },
    ...{ sentAtMs: 0, durationMs: 5, wires: [], dropped: [], tokens: 999 },
    masked: ['password', 'GitHub token', 'password'],
    price: { input: 3, output: 15 },
    content: { kind: 'chat', messages: [] },
    outcome: { kind: 'answered', reason: 'stop', usage: { promptTokens: 1000, outputTokens: 40 } },
  });
  const text = describeSent(log.requests, () => '12:00:00');
  expect(text).toContain('- Masked secrets: password (2), GitHub token\n');
  expect(text).toContain('- Cost: 0.0036, by the price that you set for the model\n');
});

test('parts are named as people call them', () => {
  const inFile = (kind: string) =>
    ({
      type: 'file',
      kind,
      uri: 'file:///a.ts',
      path: 'a.ts',
      startLine: 0,
      endLineExclusive: 3,
    }) as const;
  const sources: PartSource[] = [
    { type: 'instructions', kind: 'chat' },
    { type: 'model', kind: 'answer' },
    inFile('similar'),
    inFile('selection'),
    { type: 'user', kind: 'question' },
  ];
  const parts = sources.map(source => ({ source, text: 'x', tokens: 1 }));
  const log = new SentLog();
  log.add({
    ...{ role: 'chat', modelName: 'Test', providerName: 'Ollama', origin: 'http://127.0.0.1:1' },
    ...{ sentAtMs: 0, durationMs: 5, wires: [], dropped: [], masked: [], tokens: 5 },
    content: { kind: 'chat', messages: [{ role: 'user', parts }] },
    outcome: { kind: 'cancelled' },
  });
  const text = describeSent(log.requests, () => '12:00:00');
  const headings = text.split('\n').filter(line => line.startsWith('#### '));
  expect(headings).toEqual([
    '#### Inkling’s instructions',
    '#### Earlier answer',
    '#### Similar code: a.ts, lines 1–3',
    '#### Selection: a.ts, lines 1–3',
    '#### Your question',
  ]);
  expect(text).toContain(`
- 1  Selection
     a.ts, lines 1–3
- 1  Your question
`);
});
