import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchEngine } from '../../../src/core/context/searchEngine.ts';
import type { WireRequest } from '../../../src/core/model/model.ts';
import { ModelError } from '../../../src/core/model/modelError.ts';
import { recordedSearch } from '../../../src/core/outbound/recordedSearch.ts';
import { SentLog } from '../../../src/core/outbound/sentLog.ts';
import type { SearchEngineSettings } from '../../../src/core/settings.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { createSearchEngine } from '../../../src/provider/createSearchEngine.ts';
import { zoektQuery } from '../../../src/provider/zoekt.ts';
import { refusingUrl } from '../../support/modelServer.ts';
import { sealedChat } from '../../support/sealedPrompts.ts';

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** A server that answers every POST alike and keeps what it was asked; `undefined`: it never answers. */
let server: Server;
let answer: Answer | undefined;
let asked: { readonly url: string; readonly body: string }[];
let arrived: Promise<void>;
let closed: Promise<unknown>;

beforeEach(async () => {
  asked = [];
  let arrive = () => {};
  arrived = new Promise(resolve => {
    arrive = resolve;
  });
  server = createServer((request, response) => {
    closed = new Promise(resolve => request.socket.once('close', resolve));
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ url: `${request.method} ${request.url}`, body });
      arrive();
      if (!answer) return;
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'application/json',
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function engine(changes: Partial<SearchEngineSettings> = {}, timeoutMs = 60_000): SearchEngine {
  const settings: SearchEngineSettings = { kind: 'zoekt', baseUrl: origin(), ...changes };
  const serverName = settings.kind === 'zoekt' ? 'Zoekt' : 'OpenSearch';
  return createSearchEngine(settings, {
    place: { serverName, baseUrl: settings.baseUrl, modelId: '', remoteName: undefined },
    headers: () => Promise.resolve({}),
    timeouts: {
      connectTimeoutMs: timeoutMs,
      firstByteTimeoutMs: timeoutMs,
      idleTimeoutMs: timeoutMs,
    },
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    random: () => 0,
  });
}

const never = new AbortController().signal;
const words = sealedChat('shipping cost cart$total');

async function failure(searching: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await searching.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (!ModelError.is(error)) throw error;
  return error;
}

test('Zoekt is asked for files with any of the words, and its files come in its order', async () => {
  answer = {
    body: '{"Result":{"FileCount":2,"Files":[{"FileName":"src/b.ts"},{"FileName":"a.go"}]}}',
  };
  expect(await engine().search(words, { signal: never })).toEqual(['src/b.ts', 'a.go']);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe('POST /api/search');
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
    Q: '(content:"shipping" or content:"cost" or content:"cart[$]total") case:no',
  });
});

test('a repository that a pattern names limits the search', () => {
  expect(zoektQuery(['or'], '^github\\.com/"me"$')).toBe(
    '(content:"or") case:no repo:"^github\\\\.com/\\"me\\"$"',
  );
});

test('Zoekt that found nothing has no list of files', async () => {
  answer = { body: '{"Result":{"FileCount":0,"Files":null}}' };
  expect(await engine().search(words, { signal: never })).toEqual([]);
});

test('OpenSearch is asked by its index and fields; parts of one file are one file', async () => {
  const hit = (path: string) => ({ _id: path, _score: 1, _source: { file: { path } } });
  answer = {
    body: JSON.stringify({ hits: { hits: [hit('a.ts'), hit('b.ts'), hit('a.ts'), {}] } }),
  };
  const settings = { kind: 'opensearch', index: 'my code', pathField: 'file.path' } as const;
  expect(await engine(settings).search(words, { signal: never })).toEqual(['a.ts', 'b.ts']);
  expect(asked[0]?.url).toBe('POST /my%20code/_search');
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
    _source: ['file.path'],
    query: { match: { content: { query: 'shipping cost cart$total' } } },
  });
});

describe('a failure is told in a sentence about the engine', () => {
  const cases: [string, Answer, string, RegExp][] = [
    ['a wrong key', { status: 401, body: '' }, 'unauthorized', /wants a key/],
    ['a wrong query', { status: 400, body: '{"Error":"bad"}' }, 'rejected', /HTTP 400/],
    ['another server', { body: '{"message":"hello"}' }, 'malformed', /does not answer as Zoekt/],
    ['no JSON', { body: 'hello' }, 'malformed', /does not answer as Zoekt/],
    ['a page', { type: 'text/html', body: '<html>' }, 'malformed', /inkling\.search\.engine/],
  ];
  test.each(cases)('%s', async (_, given, kind, sentence) => {
    answer = given;
    const error = await failure(engine().search(words, { signal: never }));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toMatch(/model/);
  });

  test('no answer in time', async () => {
    answer = undefined;
    const error = await failure(engine({}, 30).search(words, { signal: never }));
    expect(['timeout', 'unreachable']).toContain(error.kind);
    expect(error.message).toMatch(/^The search engine Zoekt at/);
  });

  test('nobody there', async () => {
    const baseUrl = refusingUrl;
    const error = await failure(engine({ baseUrl }).search(words, { signal: never }));
    expect(error.kind).toBe('unreachable');
  });
});

test('aborting closes the connection', async () => {
  answer = undefined;
  const abort = new AbortController();
  const searching = engine().search(words, { signal: abort.signal });
  await arrived;
  abort.abort();
  await expect(searching).rejects.toBe(abort.signal.reason);
  await closed;
});

test('what left stands in the log, byte for byte, with how it ended', async () => {
  const log = new SentLog();
  const recorder = { log, clock: systemClock, wallTimeMs: () => 1 };
  answer = { body: '{"Result":{"Files":[]}}' };
  await recordedSearch(engine(), words, recorder, never);
  answer = { status: 500, body: '' };
  await failure(recordedSearch(engine(), words, recorder, never));
  expect(log.requests.map(({ role, outcome }) => `${role} ${outcome.kind}`)).toEqual([
    'search failed',
    'search answered',
  ]);
  const wires: readonly WireRequest[] = log.requests[1]?.wires ?? [];
  expect(wires).toEqual([{ url: `${origin()}/api/search`, body: asked[0]?.body }]);
});
