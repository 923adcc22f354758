import { afterEach, describe, expect, test } from 'vitest';
import {
  type ModelServer,
  type ModelServerOptions,
  startModelServer,
} from '../../support/modelServer.ts';
import type { Dialect, WireStyle } from '../../support/modelServerScript.ts';
import { ask, modelFor } from '../../support/models.ts';
import { sealedChat, sealedFim } from '../../support/sealedPrompts.ts';

let server: ModelServer;
const start = async (options: ModelServerOptions) => {
  server = await startModelServer(options);
};
afterEach(() => server?.close());

const dialects: Dialect[] = ['openai', 'azure', 'llamacpp', 'ollama', 'vllm', 'lmstudio'];
const answer = 'Grüße 👋, κόσμε!\n\tconst a = "│";';

describe.each(dialects)('%s', dialect => {
  test('tells the end of an answer before the connection ends', async () => {
    await start({ dialect });
    server.reply({ text: 'Done.', failure: { kind: 'stall', afterDeltas: 100 } });
    const signal = new AbortController().signal;
    const parts = modelFor(server).stream(sealedChat('Hello?'), { maxOutputTokens: 64, signal });
    const kinds: string[] = [];
    for await (const { type } of parts) {
      kinds.push(type);
      if (type === 'end') break;
    }
    expect(kinds.at(-1)).toBe('end');
  });

  test('streams a chat answer with its usage', async () => {
    await start({ dialect });
    server.reply({ text: answer, usage: { prompt: 7, output: 9 } });
    const { text, end } = await ask(modelFor(server), sealedChat('Hello?'));
    expect(text).toBe(answer);
    expect(end).toMatchObject({ reason: 'stop', usage: { promptTokens: 7, outputTokens: 9 } });
  });

  test('keeps thinking out of the text', async () => {
    await start({ dialect });
    server.reply({ thinking: 'Hm, let me see.', text: 'Done.' });
    const { text, thinking } = await ask(modelFor(server), sealedChat('Hello?'));
    expect({ text, thinking }).toEqual({ text: 'Done.', thinking: 'Hm, let me see.' });
  });

  test('tells when the answer was cut at the limit', async () => {
    await start({ dialect });
    server.reply({ text: 'Once upon a', finishReason: 'length' });
    expect((await ask(modelFor(server), sealedChat('Tell.'))).end?.reason).toBe('length');
  });

  test('tells the exact body before it leaves', async () => {
    await start({ dialect });
    const sent: { url: string; body: string }[] = [];
    await ask(modelFor(server), sealedChat('Hello?'), { onSend: wire => sent.push(wire) });
    expect(sent.map(wire => wire.body)).toEqual(server.generations.map(({ body }) => body));
    expect(new URL(sent[0]!.url).pathname).toBe(server.generations[0]!.path);
  });
});

describe.each(['openai', 'llamacpp', 'ollama'] as const)('%s, on the wire', dialect => {
  const layouts: Record<string, WireStyle> = {
    'single bytes': { bytesPerWrite: 1 },
    'three bytes at a time': { bytesPerWrite: 3 },
    'carriage returns with line feeds': { eol: '\r\n', bytesPerWrite: 2 },
    'a byte-order mark': { bom: true, bytesPerWrite: 1 },
  };
  test.each(Object.entries(layouts))('reads %s', async (_, wire) => {
    await start({ dialect });
    server.reply({ text: answer, wire, chunkChars: 9 });
    expect((await ask(modelFor(server), sealedChat('Hello?'))).text).toBe(answer);
  });
});

test.each(dialects)('%s: one connection serves one request after the other', async dialect => {
  await start({ dialect });
  const model = modelFor(server, { facts: { canInsert: true } });
  const hasHole = dialect === 'llamacpp' || dialect === 'ollama';
  const sockets: number[] = [];
  for (const prompt of [sealedChat('One?'), hasHole ? sealedFim('a│b') : sealedChat('Two?')]) {
    await ask(model, prompt);
    // The end of the body arrives a moment after the end of the answer.
    await new Promise(resolve => setTimeout(resolve, 50));
    sockets.push(server.openSockets);
  }
  expect(server.requests.filter(({ abortedAtMs }) => abortedAtMs)).toEqual([]);
  expect(sockets[1]).toBe(sockets[0]);
});

const sseLayouts: Record<string, WireStyle> = {
  'carriage returns': { eol: '\r' },
  comments: { comments: true, bytesPerWrite: 5 },
  'several data lines': { severalDataLines: true, bytesPerWrite: 5 },
  'no [DONE]': { withoutDone: true },
};
test.each(Object.entries(sseLayouts))('server-sent events with %s', async (_, wire) => {
  await start({ dialect: 'openai' });
  server.reply({ text: answer, wire });
  expect((await ask(modelFor(server), sealedChat('Hello?'))).text).toBe(answer);
});

describe('what is sent', () => {
  test('only the headers that we mean', async () => {
    await start({ dialect: 'openai' });
    await ask(modelFor(server, { headers: { authorization: 'Bearer k' } }), sealedChat('Hello?'));
    const { headers } = server.generations[0]!;
    expect(headers.authorization).toBe('Bearer k');
    expect(Object.keys(headers).filter(name => /stainless|openai|organization/.test(name))).toEqual(
      [],
    );
  });

  test('Azure gets its deployment in the path and its version in the query', async () => {
    await start({ dialect: 'azure', models: ['my-gpt'] });
    const settings = { model: 'my-gpt', apiVersion: '2024-12-01' };
    await ask(modelFor(server, { settings }), sealedChat('Hello?'));
    const { path, query } = server.generations[0]!;
    expect(path).toBe('/openai/deployments/my-gpt/chat/completions');
    expect(query.get('api-version')).toBe('2024-12-01');
  });

  test('Ollama gets the context size and how long to keep the model', async () => {
    await start({ dialect: 'ollama' });
    const settings = { contextTokens: 2048, keepAlive: '30m' };
    await ask(modelFor(server, { settings }), sealedChat('Hello?'));
    expect(server.generations[0]!.json).toMatchObject({
      keep_alive: '30m',
      options: { num_ctx: 2048, num_predict: 64 },
    });
  });

  test('never asks for more than the context leaves', async () => {
    await start({ dialect: 'openai' });
    const settings = { contextTokens: 600 };
    const question = 'x'.repeat(500);
    await ask(modelFor(server, { settings }), sealedChat(question), { maxOutputTokens: 4000 });
    expect(server.generations[0]!.json).toMatchObject({ max_tokens: 100 });
  });

  test('learns which parameters a server does not take', async () => {
    await start({ dialect: 'openai' });
    const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
    server.replyOnce({ failure: { kind: 'status', status: 400, message } });
    const model = modelFor(server);
    await ask(model, sealedChat('Hello?'));
    await ask(model, sealedChat('Again?'));
    const keys = server.generations.map(({ json }) =>
      Object.keys(json ?? {}).includes('max_tokens'),
    );
    expect(keys).toEqual([true, false, false]);
  });
});

describe('fill in the middle', () => {
  const hole = sealedFim('const a = │;\n', { others: { 'src/b.ts': 'export const b = 1;' } });

  test('llama.cpp through /infill', async () => {
    await start({ dialect: 'llamacpp' });
    server.reply('b');
    expect((await ask(modelFor(server), hole)).text).toBe('b');
    const { path, json } = server.generations[0]!;
    expect(path).toBe('/infill');
    expect(json).toMatchObject({
      input_prefix: 'const a = ',
      input_suffix: ';\n',
      input_extra: [{ filename: 'src/b.ts', text: 'export const b = 1;' }],
    });
  });

  test('Ollama through its own insert', async () => {
    await start({ dialect: 'ollama' });
    server.reply('b');
    expect((await ask(modelFor(server, { facts: { canInsert: true } }), hole)).text).toBe('b');
    expect(server.generations[0]!.json).toMatchObject({
      prompt: '// Path: src/b.ts\n// export const b = 1;\nconst a = ',
      suffix: ';\n',
    });
  });

  test('a family with tokens through a raw prompt', async () => {
    const model = 'Qwen/Qwen2.5-Coder-7B';
    await start({ dialect: 'vllm', models: [model] });
    server.reply('b<|fim_pad|>garbage');
    const { text, end } = await ask(modelFor(server, { settings: { model } }), hole);
    expect({ text, reason: end?.reason }).toEqual({ text: 'b', reason: 'stop' });
    expect(server.generations[0]!.path).toBe('/v1/completions');
    expect(server.generations[0]!.json?.prompt).toBe(
      '<|repo_name|>workspace\n<|file_sep|>src/b.ts\nexport const b = 1;\n<|file_sep|>src/a.ts\n' +
        '<|fim_prefix|>const a = <|fim_suffix|>;\n<|fim_middle|>',
    );
  });

  test('the same on Ollama, raw', async () => {
    await start({ dialect: 'ollama', models: ['starcoder2:3b'] });
    const settings = { model: 'starcoder2:3b' };
    await ask(modelFor(server, { settings }), hole);
    expect(server.generations[0]!.json).toMatchObject({
      raw: true,
      prompt:
        '<fim_prefix><file_sep>src/b.ts\nexport const b = 1;<file_sep>src/a.ts\nconst a = <fim_suffix>;\n<fim_middle>',
    });
  });

  test('a native endpoint with prompt and suffix', async () => {
    await start({ dialect: 'openai' });
    server.reply(question => `${question.kind}`);
    const model = modelFor(server, { settings: { fim: 'native' } });
    expect((await ask(model, hole)).text).toBe('fim');
    expect(server.generations[0]!.json).toMatchObject({ suffix: ';\n' });
  });

  test('a model that only chats fills a hole between tags', async () => {
    await start({ dialect: 'openai', models: ['gpt-4o'] });
    server.reply('Sure!\n<COMPLETION>```ts\nb + 1\n```</COMPLETION> Hope it helps.');
    const { text } = await ask(modelFor(server, { settings: { model: 'gpt-4o' } }), hole);
    expect(text).toBe('b + 1');
    expect(server.generations[0]!.path).toBe('/v1/chat/completions');
  });
});
