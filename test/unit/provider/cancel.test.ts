import { describe, expect, onTestFinished, test } from 'vitest';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import type { Dialect, ScriptedReply } from '../../support/modelServerScript.ts';
import { ask, modelFor } from '../../support/models.ts';
import { sealedChat, sealedFim } from '../../support/sealedPrompts.ts';

/** Less than the time to the next piece of an answer, and much more than a busy machine takes. */
const longestMs = 250;

const stages: [string, ScriptedReply][] = [
  ['while the server says nothing', { failure: { kind: 'silence' } }],
  ['between headers and first part', { text: 'Late', firstEventDelayMs: 10_000 }],
  ['in the middle of the answer', { text: 'Word by word', chunkDelayMs: 300, chunkChars: 1 }],
];
const dialects: Dialect[] = ['openai', 'azure', 'llamacpp', 'ollama'];
const cases = dialects.flatMap(dialect =>
  stages.map(([stage, reply]) => ({ dialect, stage, reply })),
);

/** A server that closes when the test ends. */
async function scripted(options?: Parameters<typeof startModelServer>[0]): Promise<ModelServer> {
  const server = await startModelServer(options);
  onTestFinished(() => server.close());
  return server;
}

describe('an abort closes the connection', () => {
  // A connection that waits for anything is late each time; one busy moment of the machine is not.
  test.each(cases)('$dialect $stage', async ({ dialect, reply }) => {
    const server = await scripted({ dialect });
    server.reply(reply);
    const latest = [];
    for (let n = 0; n < 3; n++) latest.push(await abortedAfterMs(server));
    expect(Math.min(...latest)).toBeLessThan(longestMs);
  });
});

/** Milliseconds from an abort to the later of: the reader's end, and the server's closed connection. */
async function abortedAfterMs(server: ModelServer): Promise<number> {
  const abort = new AbortController();
  const asked = server.nextRequest();
  const answered = ask(modelFor(server), sealedChat('Hello?'), { signal: abort.signal });
  const request = await asked;
  await new Promise(resolve => setTimeout(resolve, 20));
  const abortedAtMs = performance.now();
  abort.abort();
  const { end } = await answered;
  const endedAtMs = performance.now();
  expect(end).toBeUndefined();
  await expect.poll(() => request.abortedAtMs, { interval: 5 }).toBeDefined();
  return Math.max(endedAtMs, request.abortedAtMs ?? 0) - abortedAtMs;
}

test('a reader that leaves early closes the connection, too', async () => {
  const server = await scripted({ dialect: 'llamacpp' });
  server.reply({ text: 'Word by word by word', chunkDelayMs: 50, chunkChars: 1 });
  const asked = server.nextRequest();
  const request = { maxOutputTokens: 64, signal: new AbortController().signal };
  for await (const part of modelFor(server).stream(sealedFim('a│'), request)) {
    if (part.type === 'text-delta') break;
  }
  const seen = await asked;
  await expect.poll(() => seen.abortedAtMs).toBeDefined();
});

test('a signal that has aborted sends nothing', async () => {
  const server = await scripted();
  const signal = AbortSignal.abort();
  expect((await ask(modelFor(server), sealedChat('Hello?'), { signal })).text).toBe('');
  expect(server.requests).toEqual([]);
});

test('an abort does not stop Ollama from loading its model', async () => {
  const server = await scripted({ dialect: 'ollama', isLoaded: false });
  server.reply({ text: 'b', delayMs: 100 });
  const loading: boolean[] = [];
  const model = modelFor(server, { events: { onLoading: value => loading.push(value) } });
  const abort = new AbortController();
  const asked = server.nextRequest();
  const first = ask(model, sealedFim('a│'), { signal: abort.signal });
  const load = await asked;
  expect(load.json?.prompt).toBeUndefined();
  abort.abort();
  await first;
  await expect.poll(() => loading).toEqual([true, false]);
  expect(load.abortedAtMs).toBeUndefined();
  await ask(model, sealedFim('a│'));
  expect(server.generations).toHaveLength(2);
});
