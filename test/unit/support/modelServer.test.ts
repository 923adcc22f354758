import { afterEach, describe, expect, test } from 'vitest';
import {
  type ModelServer,
  type ModelServerOptions,
  startModelServer,
} from '../../support/modelServer.ts';

let server: ModelServer;
const start = async (options?: ModelServerOptions) => {
  server = await startModelServer(options);
  return server;
};
afterEach(() => server.close());

const post = (path: string, body: object, init: RequestInit = {}) =>
  fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), ...init });

describe('ModelServer', () => {
  test('streams an OpenAI chat answer and logs the request', async () => {
    await start();
    server.reply('Hi!');
    const body = { model: 'test-coder', stream: true, messages: [{ role: 'user', content: 'Q' }] };
    const text = await (await post('/v1/chat/completions', body)).text();
    expect(text.match(/"content":"Hi!"/g)).toHaveLength(1);
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true);
    expect(server.generations.map(request => request.json?.model)).toEqual(['test-coder']);
  });

  test('answers each Ollama generate request by its question', async () => {
    await start({ dialect: 'ollama' });
    server.reply(question => `${question.kind}:${question.suffix}`);
    const body = { model: 'test-coder', prompt: 'a', suffix: 'b' };
    const lines = (await (await post('/api/generate', body)).text()).trim().split('\n');
    const text = lines.map(line => (JSON.parse(line) as { response: string }).response).join('');
    expect(text).toBe('fim:b');
  });

  test('refuses a wrong key, an unknown model and a prompt over the context', async () => {
    await start({ dialect: 'llamacpp', apiKey: 'k', contextTokens: 10 });
    expect((await post('/infill', {})).status).toBe(401);
    const headers = { authorization: 'Bearer k' };
    const long = { input_prefix: 'x'.repeat(100), input_suffix: '' };
    expect(await (await post('/infill', long, { headers })).json()).toMatchObject({
      error: { type: 'exceed_context_size_error', n_prompt_tokens: 25, n_ctx: 10 },
    });
  });

  test('knows when a client went away', async () => {
    await start();
    server.reply({ text: 'never', delayMs: 5000 });
    const abort = new AbortController();
    const asked = server.nextRequest();
    const answer = post('/v1/completions', { model: 'test-coder' }, { signal: abort.signal });
    const request = await asked;
    abort.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => request.abortedAtMs).toBeGreaterThan(request.atMs);
  });
});
