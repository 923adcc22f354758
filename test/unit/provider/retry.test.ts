import { afterEach, describe, expect, test } from 'vitest';
import { ModelError } from '../../../src/core/model/modelError.ts';
import { readRetryAfter } from '../../../src/provider/httpError.ts';
import { retryDelayMs } from '../../../src/provider/retry.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { ask, modelFor } from '../../support/models.ts';
import { sealedChat } from '../../support/sealedPrompts.ts';

describe('retryDelayMs', () => {
  const overloaded = new ModelError('overloaded', '');
  test('backs off exponentially, with jitter from half to whole', () => {
    expect([0, 1, 2].map(attempt => retryDelayMs(overloaded, attempt, 1))).toEqual([
      500, 1000, 2000,
    ]);
    expect(retryDelayMs(overloaded, 1, 0)).toBe(500);
    expect(retryDelayMs(overloaded, 3, 1)).toBeUndefined();
  });

  test('does as the server asks, unless it asks for too long', () => {
    const asking = (retryAfterMs: number) => new ModelError('rateLimited', '', { retryAfterMs });
    expect(retryDelayMs(asking(7000), 0, 0.5)).toBe(7000);
    expect(retryDelayMs(asking(3_600_000), 0, 0.5)).toBeUndefined();
  });

  test.each([
    'unauthorized',
    'notFound',
    'timeout',
    'cut',
    'malformed',
    'contextExceeded',
  ] as const)('never repeats %s', kind =>
    expect(retryDelayMs(new ModelError(kind, ''), 0, 0)).toBeUndefined(),
  );
});

test.each([
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after-ms': '150' }, 150],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5000],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('reads %o', (headers, ms) => {
  expect(readRetryAfter(new Headers(headers as Record<string, string>))).toBe(ms);
});

describe('at a server', () => {
  let server: ModelServer;
  afterEach(() => server.close());

  test('waits as long as Retry-After says and succeeds', async () => {
    server = await startModelServer();
    const headers = { 'retry-after-ms': '80' };
    server.replyOnce({ failure: { kind: 'status', status: 429, headers } });
    server.reply('At last.');
    expect((await ask(modelFor(server), sealedChat('Hello?'))).text).toBe('At last.');
    const [first, second] = server.generations;
    expect(second!.atMs - first!.atMs).toBeGreaterThan(75);
  });

  test('tells each request that leaves', async () => {
    server = await startModelServer();
    server.replyOnce({ failure: { kind: 'status', status: 503 } });
    let sent = 0;
    await ask(modelFor(server), sealedChat('Hello?'), { onSend: () => sent++ });
    expect(sent).toBe(2);
  });

  test('never begins again after the first part', async () => {
    server = await startModelServer();
    server.reply({ text: 'Some words', failure: { kind: 'cut', afterDeltas: 1 } });
    await expect(ask(modelFor(server), sealedChat('Hello?'))).rejects.toThrow(/broke/);
    expect(server.generations).toHaveLength(1);
  });

  test('an abort ends the wait', async () => {
    server = await startModelServer();
    server.reply({ failure: { kind: 'status', status: 503, headers: { 'retry-after': '20' } } });
    const abort = new AbortController();
    const asked = server.nextRequest();
    const answered = ask(modelFor(server), sealedChat('Hello?'), { signal: abort.signal });
    await asked;
    setTimeout(() => abort.abort(), 30);
    expect((await answered).text).toBe('');
    expect(server.generations).toHaveLength(1);
  });
});
