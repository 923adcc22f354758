import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ModelError } from '../../../src/core/model/modelError.ts';
import type { EmbeddingSettings } from '../../../src/core/settings.ts';
import { embeddingModelOf } from '../../../src/core/vectors/embeddingModelSettings.ts';
import { EmbeddingEndpoint } from '../../../src/provider/embeddingEndpoint.ts';
import { type ModelServer, refusingUrl, startModelServer } from '../../support/modelServer.ts';
import type { EmbeddingReply } from '../../support/modelServerEmbeddings.ts';
import { embeddingOf } from '../../support/modelServerEmbeddings.ts';
import type { Dialect } from '../../support/modelServerScript.ts';
import { endpointFor, settingsFor } from '../../support/models.ts';
import { sealedChat, sealedTexts } from '../../support/sealedPrompts.ts';

let server: ModelServer;
let shared: ModelServer;
beforeAll(async () => {
  shared = await startModelServer();
});
afterAll(() => shared.close());
beforeEach(() => {
  shared.clear();
  server = shared;
});

const never = new AbortController().signal;

function model(changes: Partial<EmbeddingSettings> = {}): EmbeddingEndpoint {
  const { provider, baseUrl, model } = settingsFor(server);
  const settings = { provider, baseUrl, model, ...changes };
  return new EmbeddingEndpoint(settings, endpointFor(embeddingModelOf(settings)));
}

async function failure(asked: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await asked.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (!ModelError.is(error)) throw error;
  return error;
}

test.each([
  ['openai', '/v1/embeddings'],
  ['vllm', '/v1/embeddings'],
  ['lmstudio', '/v1/embeddings'],
  ['llamacpp', '/v1/embeddings'],
  ['ollama', '/v1/embeddings'],
  ['azure', '/openai/deployments/test-coder/embeddings'],
] as const)('%s is asked at %s for each text', async (dialect: Dialect, path) => {
  await using own = await startModelServer({ dialect });
  server = own;
  const { vectors, promptTokens } = await model().embed(sealedTexts('one', 'two words'), {
    signal: never,
  });
  expect(vectors.map(vector => [...vector])).toEqual([
    embeddingOf('one'),
    embeddingOf('two words'),
  ]);
  expect(promptTokens).toBe(4);
  expect(server.requests.map(request => request.path)).toEqual([path]);
  expect(server.requests[0]?.json).toEqual({ model: 'test-coder', input: ['one', 'two words'] });
  expect(server.requests[0]?.query.get('api-version')).toBe(
    dialect === 'azure' ? '2024-10-21' : null,
  );
});

test('embeddings that come in another order belong to the texts that their index says', async () => {
  const data = [
    { index: 1, embedding: [0, 1] },
    { index: 0, embedding: [1, 0] },
  ];
  server.embedOnce({ body: { data } });
  const { vectors, promptTokens } = await model().embed(sealedTexts('a', 'b'), { signal: never });
  expect(vectors.map(vector => [...vector])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(promptTokens).toBeUndefined();
});

test('an overloaded server is asked again, and each request is told', async () => {
  const headers = { 'retry-after-ms': '1' };
  server.embedOnce(
    { failure: { kind: 'status', status: 429, headers } },
    { failure: { kind: 'status', status: 503 } },
  );
  let sent = 0;
  const { vectors } = await model().embed(sealedChat('Hello'), {
    signal: never,
    onSend: () => sent++,
  });
  expect(vectors).toHaveLength(1);
  expect(sent).toBe(3);
});

describe('an answer that is none is told in a sentence', () => {
  const body = (...embeddings: unknown[]) => ({
    body: { data: embeddings.map(embedding => ({ embedding })) },
  });
  const cases: [string, EmbeddingReply, string, RegExp][] = [
    ['a chat answer', { body: { choices: [] } }, 'malformed', /no list of embeddings/],
    ['no object', { body: 7 }, 'malformed', /no list of embeddings/],
    ['too few', body([1]), 'malformed', /1 embeddings for 2 texts/],
    ['words', body([1], 'no'), 'malformed', /no list of numbers/],
    ['null', body([1], [null]), 'malformed', /no list of numbers/],
    ['nothing', body([1], []), 'malformed', /no list of numbers/],
    ['several lengths', body([1], [1, 2]), 'malformed', /several lengths/],
    [
      'one index twice',
      { body: { data: [0, 0].map(index => ({ index, embedding: [1] })) } },
      'malformed',
      /order/,
    ],
    ['a page', { failure: { kind: 'html' } }, 'malformed', /web page/],
    ['a wrong key', { failure: { kind: 'status', status: 401 } }, 'unauthorized', /Enter API Key/],
    [
      'no such model',
      { failure: { kind: 'status', status: 404, message: 'model "x" not found' } },
      'notFound',
      /inkling\.search\.embeddings/,
    ],
    [
      'no embeddings there',
      { failure: { kind: 'status', status: 501, message: 'Start it with --embeddings' } },
      'unsupported',
      /makes no embeddings.*--embeddings/,
    ],
    [
      'too long a text',
      { failure: { kind: 'status', status: 413 } },
      'contextExceeded',
      /contextTokens in inkling\.search\.embeddings/,
    ],
  ];
  test.each(cases)('%s', async (_, reply, kind, sentence) => {
    server.embedOnce(reply);
    const error = await failure(model().embed(sealedTexts('a', 'b'), { signal: never }));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(sentence);
  });

  test('nobody there', async () => {
    const asked = model({ baseUrl: refusingUrl }).embed(sealedChat('a'), { signal: never });
    expect((await failure(asked)).kind).toBe('unreachable');
  });
});

test('aborting closes the connection', async () => {
  server.embedOnce({ failure: { kind: 'silence' } });
  const abort = new AbortController();
  const arrived = server.nextRequest(({ path }) => path.endsWith('/embeddings'));
  const asked = model().embed(sealedChat('a'), { signal: abort.signal });
  await arrived;
  abort.abort();
  await expect(asked).rejects.toBe(abort.signal.reason);
  await expect.poll(() => server.requests[0]?.abortedAtMs, { timeout: 30_000 }).toBeDefined();
});

test('a price is for what is sent', async () => {
  expect(model({ price: 0.02 }).info).toEqual({
    name: 'test-coder',
    providerName: 'OpenAI-compatible server',
    origin: server.url,
    isLocal: true,
    price: { input: 0.02, output: 0 },
  });
});
