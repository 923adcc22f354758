import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../src/base/clock.ts';
import { type AnswerEvent, answerQuestion } from '../../../../src/core/chat/answerQuestion.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { answerPorts, attachment, turn } from '../../../support/chat.ts';
import { type ModelServer, startModelServer } from '../../../support/modelServer.ts';
import { modelFor } from '../../../support/models.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ contextTokens: 100_000 });
});
afterEach(() => server.close());

async function collect(events: AsyncIterable<AnswerEvent>) {
  const all: AnswerEvent[] = [];
  for await (const event of events) all.push(event);
  const text = all.map(event => (event.type === 'received' ? event.text : '')).join('');
  return { all, text, last: all.at(-1) };
}

const never = new AbortController().signal;

test('an answer is started, received and finished with its usage', async () => {
  server.reply({ text: 'Because.', usage: { prompt: 12, output: 3 } });
  const { all, text, last } = await collect(
    answerQuestion([], turn('Why?', ''), answerPorts(modelFor(server)), never),
  );
  expect(text).toBe('Because.');
  expect(all[1]).toMatchObject({ type: 'started', model: { name: 'Test' } });
  expect(last).toMatchObject({ outcome: 'complete', usage: { promptTokens: 12, outputTokens: 3 } });
});

test('thinking is told and is no part of the answer', async () => {
  server.reply({ thinking: 'Hm.', text: 'Yes.' });
  const { all, text } = await collect(
    answerQuestion([], turn('Sure?', ''), answerPorts(modelFor(server)), never),
  );
  expect(all.map(event => event.type === 'waiting' && event.why)).toContain('Test is thinking');
  expect(text).toBe('Yes.');
});

test('that a server wants a pause is told, and when it is over', async () => {
  const headers = { 'retry-after': '12' };
  server.replyOnce({ failure: { kind: 'status', status: 429, headers } });
  server.reply('Yes.');
  const clock: Clock = {
    ...systemClock,
    delay: (ms, signal) => systemClock.delay(ms === 12_000 ? 0 : ms, signal),
  };
  const { all, text } = await collect(
    answerQuestion([], turn('Sure?', ''), answerPorts(modelFor(server, { clock })), never),
  );
  expect(all.filter(event => event.type === 'waiting').map(({ why }) => why)).toEqual([
    'OpenAI-compatible server takes no more requests now; trying again in 12 s',
    undefined,
  ]);
  expect(text).toBe('Yes.');
});

test('stopping keeps what has arrived and closes the connection', async () => {
  server.reply({ text: 'one two three four five six', chunkDelayMs: 30 });
  const abort = new AbortController();
  const events = answerQuestion([], turn('Count', ''), answerPorts(modelFor(server)), abort.signal);
  let text = '';
  let last: AnswerEvent | undefined;
  for await (const event of events) {
    last = event;
    if (event.type !== 'received') continue;
    text += event.text;
    abort.abort();
  }
  expect(last).toMatchObject({ type: 'finished', outcome: 'stopped' });
  expect('one two three').toContain(text.trim());
  await expect.poll(() => server.generations[0]?.abortedAtMs).toBeDefined();
});

test('stopping does not wait for the choice of a model', async () => {
  const abort = new AbortController();
  const ports = answerPorts(modelFor(server));
  const models = { ...ports.models, choose: () => new Promise<never>(() => {}) };
  const finished = collect(answerQuestion([], turn('Hi', ''), { ...ports, models }, abort.signal));
  abort.abort();
  expect((await finished).last).toMatchObject({ outcome: 'stopped' });
  expect(server.requests).toEqual([]);
});

test('without a model the reason is told and nothing is sent', async () => {
  const { last } = await collect(answerQuestion([], turn('Hi', ''), answerPorts(undefined), never));
  expect(last).toMatchObject({
    outcome: 'failed',
    failure: { kind: 'noModel', message: 'No model is set up.' },
  });
});

test('what is kept out or shortened is told, and does not leave', async () => {
  server.reply('Fine.');
  const files = [
    attachment('secret/key.ts', 'const key = "top";'),
    attachment('long.ts', 'let a = 1;\n'.repeat(600)),
  ];
  const { last } = await collect(
    answerQuestion([], turn('Ok?', '', files), answerPorts(modelFor(server)), never),
  );
  expect(last).toMatchObject({
    outcome: 'complete',
    leftOut: {
      turns: 0,
      attachments: [
        { path: 'secret/key.ts', reason: 'excluded', rule: '.aiignore: secret/' },
        { path: 'long.ts', reason: 'shortened' },
      ],
    },
  });
  expect(server.generations[0]?.body).not.toContain('top');
});

test('code that was found goes along and is told; what must not leave does not, and nobody is told that it could', async () => {
  server.reply('There.');
  const snippet = (path: string, text: string) => ({
    ...{ kind: 'found' as const, uri: `file:///shop/${path}`, path, text, score: 1 },
    ...{ startLine: 3, endLineExclusive: 4 },
  });
  const snippets = [snippet('cart.ts', 'fillCart();'), snippet('secret/key.ts', 'canary();')];
  const ports = { ...answerPorts(modelFor(server)), snippetsFor: () => Promise.resolve(snippets) };
  const { all, last } = await collect(answerQuestion([], turn('Where?', ''), ports, never));
  const place = { uri: 'file:///shop/cart.ts', path: 'cart.ts', startLine: 3, endLineExclusive: 4 };
  expect(all.find(event => event.type === 'started' && event.found)).toMatchObject({
    found: [place],
    model: { name: 'Test' },
  });
  expect(server.generations[0]?.body).toContain('fillCart();');
  expect(server.generations[0]?.body).not.toContain('canary');
  expect(last).toMatchObject({ outcome: 'complete', leftOut: undefined });
});

test('a question that is too long alone is refused with what to do', async () => {
  const { last } = await collect(
    answerQuestion([], turn('x'.repeat(9000), ''), answerPorts(modelFor(server)), never),
  );
  expect(last).toMatchObject({ failure: { kind: 'refused', message: /Select less/ } });
  expect(server.requests).toEqual([]);
});

test('a server whose context is smaller than it says is asked again with half the prompt', async () => {
  const tooLong = {
    failure: {
      kind: 'status' as const,
      status: 400,
      body: '{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":3000,"n_ctx":2000}}',
    },
  };
  server.replyOnce(tooLong);
  server.reply('Short enough.');
  const earlier = [turn('Old?', 'o'.repeat(1500))];
  const { text, last } = await collect(
    answerQuestion(earlier, turn('New?', ''), answerPorts(modelFor(server)), never),
  );
  expect(text).toBe('Short enough.');
  expect(last).toMatchObject({ outcome: 'complete', leftOut: { turns: 1 } });
  expect(server.generations).toHaveLength(2);
});

describe('a failure ends the answer with a sentence', () => {
  test('wrong key', async () => {
    server.reply({ failure: { kind: 'status', status: 401 } });
    const { last } = await collect(
      answerQuestion([], turn('Hi', ''), answerPorts(modelFor(server)), never),
    );
    expect(last).toMatchObject({ outcome: 'failed', failure: { kind: 'unauthorized' } });
  });

  test('a cut stream keeps what had arrived', async () => {
    server.reply({ text: 'one two three four', failure: { kind: 'cut', afterDeltas: 2 } });
    const { text, last } = await collect(
      answerQuestion([], turn('Hi', ''), answerPorts(modelFor(server)), never),
    );
    expect(text).toBe('one two ');
    expect(last).toMatchObject({ outcome: 'failed', failure: { kind: 'cut' } });
  });
});
