import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ModelError, type ModelErrorKind } from '../../../src/core/model/modelError.ts';
import {
  type ModelServer,
  type ModelServerOptions,
  refusingUrl,
  startModelServer,
} from '../../support/modelServer.ts';
import type { Dialect, Failure } from '../../support/modelServerScript.ts';
import { ask, modelFor, type TestModelOptions } from '../../support/models.ts';
import { sealedChat, sealedFim } from '../../support/sealedPrompts.ts';

let server: ModelServer;
const start = async (options: ModelServerOptions) => {
  server = await startModelServer(options);
};
afterEach(() => server?.close());

const dialects: Dialect[] = ['openai', 'llamacpp', 'ollama'];

/** The error that a model fails with. */
async function failure(run: Promise<unknown>): Promise<ModelError> {
  const error = await run.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (!ModelError.is(error)) throw error;
  return error;
}

async function check(
  kind: ModelErrorKind,
  sentence: RegExp,
  options: TestModelOptions = {},
): Promise<ModelError> {
  const error = await failure(ask(modelFor(server, options), sealedChat('Hello?')));
  expect({ kind: error.kind, message: error.message }).toEqual({
    kind,
    message: expect.stringMatching(sentence),
  });
  return error;
}

describe.each(dialects)('%s', dialect => {
  test('a wrong key', async () => {
    await start({ dialect, apiKey: 'right' });
    await check('unauthorized', /did not accept the key.*Enter API Key/);
  });

  test('an unknown model', async () => {
    await start({ dialect });
    const message = "model 'other' not found";
    server.reply({ failure: { kind: 'status', status: 404, message } });
    await check('notFound', /does not know the model other/, { settings: { model: 'other' } });
  });

  test('a wrong path', async () => {
    await start({ dialect: 'openai' });
    const settings = { baseUrl: `${server.url}/wrong` };
    await check('notFound', /no such path.*\/v1/, { settings });
  });

  test('a prompt over the context, as the server says it', async () => {
    await start({ dialect: 'llamacpp', contextTokens: 100 });
    const error = await failure(ask(modelFor(server), sealedChat('x'.repeat(2000))));
    expect(error.kind).toBe('contextExceeded');
    expect(error.message).toContain('of 100 tokens');
  });

  test('a prompt over the known context is not even sent', async () => {
    await start({ dialect });
    const model = modelFor(server, { settings: { contextTokens: 600 } });
    const error = await failure(ask(model, sealedChat('x'.repeat(600))));
    expect(error.kind).toBe('contextExceeded');
    expect(server.requests).toEqual([]);
  });

  const broken: [string, Failure, ModelErrorKind, RegExp][] = [
    ['a web page', { kind: 'html' }, 'malformed', /web page/],
    ['a web page as an error', { kind: 'html', status: 403 }, 'unauthorized', /key/],
    ['an empty stream', { kind: 'empty' }, 'malformed', /answered with nothing/],
    ['a cut stream', { kind: 'cut', afterDeltas: 2 }, 'cut', /broke/],
    ['a server error', { kind: 'status', status: 500 }, 'overloaded', /failed \(500\)/],
    [
      'an error inside the stream',
      { kind: 'errorInStream', message: 'out of memory', afterDeltas: 2 },
      'overloaded',
      /out of memory/,
    ],
    ['a connection reset', { kind: 'reset' }, 'unreachable', /Nothing answers/],
  ];
  test.each(broken)('%s', async (_, reason, kind, sentence) => {
    await start({ dialect });
    server.reply({ text: 'Some words of an answer', failure: reason });
    await check(kind, sentence);
  });

  test('silence, then a time-out', async () => {
    await start({ dialect });
    server.reply({ failure: { kind: 'silence' } });
    const timeouts = { firstByteTimeoutMs: 100 };
    await check('timeout', /sent nothing within 0\.1 s/, { timeouts });
    await expect.poll(() => server.generations[0]?.abortedAtMs).toBeDefined();
  });

  test('an answer that stops in the middle', async () => {
    await start({ dialect });
    server.reply({ text: 'Some words', failure: { kind: 'stall', afterDeltas: 1 } });
    await check('cut', /stopped in the middle/, { timeouts: { idleTimeoutMs: 100 } });
    await expect.poll(() => server.generations[0]?.abortedAtMs).toBeDefined();
  });

  test('a connection that is never made', async () => {
    const silent = createServer(() => {});
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    // The handshake of TLS belongs to the connection, and this server never answers it.
    const place = { dialect, baseUrl: `https://127.0.0.1:${port}/v1` };
    const model = modelFor(place, { timeouts: { connectTimeoutMs: 100 } });
    const error = await failure(ask(model, sealedChat('Hello?')));
    silent.close();
    expect(error).toMatchObject({ kind: 'unreachable' });
    expect(error.message).toContain('No connection to');
  });
});

describe('nobody there', () => {
  test('says what to start', async () => {
    const model = modelFor({ dialect: 'ollama', baseUrl: refusingUrl });
    const { kind, message } = await failure(ask(model, sealedChat('Hello?')));
    expect(kind).toBe('unreachable');
    expect(message).toBe(
      `Nothing answers at ${refusingUrl} (ECONNREFUSED). Start Ollama there, or correct the model's baseUrl.`,
    );
  });

  test('in a remote window, says which machine was looked at and how to reach the own one', async () => {
    const options = { remoteName: 'ssh-remote' };
    const model = modelFor({ dialect: 'ollama', baseUrl: refusingUrl }, options);
    const { message } = await failure(ask(model, sealedChat('Hello?')));
    const { port } = new URL(refusingUrl);
    expect(message).toContain('on the remote machine (ssh-remote)');
    expect(message).toContain(`ssh -R ${port}:127.0.0.1:${port}`);
  });

  test('an unknown host', async () => {
    const place = { dialect: 'openai', baseUrl: 'http://nowhere.invalid/v1' } as const;
    const model = modelFor(place);
    expect((await failure(ask(model, sealedChat('Hello?')))).kind).toBe('unreachable');
  });
});

test('a redirect is not followed', async () => {
  await start({ dialect: 'openai' });
  const headers = { location: 'https://elsewhere.example/v1' };
  server.reply({ failure: { kind: 'status', status: 307, headers } });
  await check('rejected', /redirects to https:\/\/elsewhere/);
  expect(server.generations).toHaveLength(1);
});

test('a key that the server repeats is not shown', async () => {
  await start({ dialect: 'openai' });
  const message = 'Incorrect API key provided: sk-proj-abcdef1234567890.';
  server.reply({ failure: { kind: 'status', status: 401, message } });
  const error = await check('unauthorized', /\[key\]/);
  expect(JSON.stringify({ ...error, cause: String(error.cause) })).not.toContain('abcdef');
});

test('llama.cpp that can not fill in the middle says so', async () => {
  await start({ dialect: 'llamacpp' });
  server.reply({ failure: { kind: 'status', status: 501, message: 'Infill is not supported' } });
  let told = 0;
  const model = modelFor(server, { events: { onCannotFim: () => told++ } });
  expect((await failure(ask(model, sealedFim('a│b')))).kind).toBe('unsupported');
  expect(told).toBe(1);
});

test('a prompt whose front Ollama dropped without a word', async () => {
  await start({ dialect: 'ollama', contextTokens: 500 });
  const model = modelFor(server, { settings: { contextTokens: 8000 } });
  const error = await failure(ask(model, sealedChat('x'.repeat(6000))));
  expect(error.kind).toBe('contextExceeded');
  expect(error.message).toMatch(/read only 500 of about 6000/);
});
