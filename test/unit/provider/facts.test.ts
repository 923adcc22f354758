import { afterEach, describe, expect, test } from 'vitest';
import type { ModelSettings } from '../../../src/core/settings.ts';
import { apiUrlOf } from '../../../src/provider/apiUrl.ts';
import { type Check, probe } from '../../../src/provider/probe.ts';
import { readFacts } from '../../../src/provider/serverFacts.ts';
import {
  type ModelServer,
  type ModelServerOptions,
  startModelServer,
} from '../../support/modelServer.ts';
import { endpointFor, modelFor, settingsFor } from '../../support/models.ts';
import { sealedChat, sealedFim } from '../../support/sealedPrompts.ts';

let server: ModelServer;
afterEach(() => server?.close());

describe('what servers tell', () => {
  async function check(options: ModelServerOptions, expected: object): Promise<void> {
    server = await startModelServer({ contextTokens: 5000, ...options });
    const settings = settingsFor(server);
    expect(await readFacts(endpointFor(settings), settings)).toEqual(expected);
  }
  test('llama.cpp: the size of a slot', () =>
    check({ dialect: 'llamacpp' }, { contextTokens: 5000 }));
  test('vLLM', () => check({ dialect: 'vllm' }, { contextTokens: 5000 }));
  test('OpenAI: nothing', () => check({ dialect: 'openai' }, {}));
  test('Azure: nothing', () => check({ dialect: 'azure' }, {}));
  test('Ollama: what is loaded, and what the model can', () =>
    check({ dialect: 'ollama' }, { contextTokens: 5000, canInsert: true, thinks: false }));
  test('Ollama: no more than a sensible size for a model that is not loaded', () =>
    check(
      {
        dialect: 'ollama',
        isLoaded: false,
        contextTokens: 131_072,
        models: [{ id: 'test-coder', canInsert: false, canThink: true }],
      },
      { contextTokens: 8192, canInsert: false, thinks: true },
    ));
});

describe('addresses', () => {
  test.each([
    ['openai', 'https://h/v1/', 'https://h/v1'],
    ['ollama', 'http://h:11434/v1', 'http://h:11434/v1'],
    ['llamacpp', 'http://h:8080/', 'http://h:8080/v1'],
    ['azure', 'https://r.openai.azure.com', 'https://r.openai.azure.com/openai/deployments/m'],
    [
      'azure',
      'https://r.openai.azure.com/openai/',
      'https://r.openai.azure.com/openai/deployments/m',
    ],
    ['azure', 'https://g/x/openai/deployments/d', 'https://g/x/openai/deployments/d'],
    [
      'azure',
      'https://g/openai/deployments/d/chat/completions?api-version=1',
      'https://g/openai/deployments/d',
    ],
  ] as const)('%s at %s', (provider, baseUrl, expected) => {
    expect(apiUrlOf({ name: 'x', provider, baseUrl, model: 'm' })).toBe(expected);
  });
});

describe('trying a model out', () => {
  async function report(
    options: ModelServerOptions,
    more: Partial<ModelSettings> = {},
  ): Promise<readonly Check[]> {
    server = await startModelServer(options);
    server.reply(question =>
      question.kind === 'chat' ? { text: 'one two three', chunkDelayMs: 5 } : 'a + b',
    );
    return run(more);
  }
  async function run(more: Partial<ModelSettings> = {}): Promise<readonly Check[]> {
    const settings = settingsFor(server, more);
    const checks: Check[] = [];
    const prompts = { chat: sealedChat('Count.'), hole: sealedFim('def add(a, b): return │') };
    const { signal } = new AbortController();
    const model = modelFor(server, { settings: more });
    const endpoint = endpointFor(settings);
    for await (const one of probe({ settings, endpoint, model, prompts, signal })) checks.push(one);
    return checks;
  }
  const results = (checks: readonly Check[]) => checks.map(({ result }) => result);

  test('passes where everything works', async () => {
    const checks = await report({ dialect: 'llamacpp' }, { contextTokens: 4096 });
    expect(results(checks)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
  });

  test('skips what the model can’t do, and a size that nobody told', async () => {
    const checks = await report({ dialect: 'openai' });
    expect(results(checks)).toEqual(['passed', 'skipped', 'passed', 'skipped', 'passed']);
    expect(checks[1]!.detail).toContain('are assumed');
  });

  test('tells which models there are when the configured one is not', async () => {
    const [first, ...rest] = await report({ dialect: 'ollama', models: ['other'] });
    expect(first).toMatchObject({
      result: 'failed',
      detail: expect.stringContaining('It has: other'),
    });
    expect(rest).toEqual([]);
  });

  test('stops at a wrong key', async () => {
    const [first, ...rest] = await report({ dialect: 'openai', apiKey: 'right' });
    expect(first).toMatchObject({
      result: 'failed',
      detail: expect.stringContaining('Enter API Key'),
    });
    expect(rest).toEqual([]);
  });

  test('notices a model that fills holes with something else', async () => {
    server = await startModelServer({ dialect: 'llamacpp' });
    server.reply('Sure, I can help you with that.');
    const hole = (await run())[3];
    expect(hole).toMatchObject({ result: 'failed', detail: expect.stringContaining('Set fim') });
  });
});
