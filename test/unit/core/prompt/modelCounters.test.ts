import { describe, expect, test } from 'vitest';
import type { ModelInfo } from '../../../../src/core/model/model.ts';
import { promptBudget } from '../../../../src/core/prompt/budget.ts';
import { ModelCounters } from '../../../../src/core/prompt/modelCounters.ts';
import { loadTokenizer } from '../../../../src/node/tokenizer.ts';
import { tokenizerFiles } from '../../../support/tokenizerFiles.ts';

const gpt: ModelInfo = {
  name: 'gpt-4o',
  providerName: 'OpenAI-compatible',
  origin: 'https://api.example.com',
  contextTokens: 8192,
  maxOutputTokens: 1024,
  canFim: false,
  canChat: true,
  isLocal: false,
};
const coder: ModelInfo = { ...gpt, name: 'some-coder', origin: 'http://127.0.0.1:8080' };

const code = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';
const exact = 20;

/** Loading takes a third of a second, and counting changes nothing about a tokenizer. */
let loaded: ReturnType<typeof loadTokenizer> | undefined;
function load() {
  loaded ??= loadTokenizer(tokenizerFiles);
  return loaded;
}

function counters(): ModelCounters {
  return new ModelCounters(load);
}

describe('counting', () => {
  test('is an upper estimate before the tokenizer is loaded, and exact afterwards', async () => {
    const tokens = counters();
    const before = tokens.counterFor(gpt).count(code);
    await tokens.load();
    expect(tokens.counterFor(gpt).count(code)).toBe(exact);
    expect(before).toBeGreaterThanOrEqual(exact);
    expect(before).toBeLessThan(2 * exact);
  });

  test('a failed load says so and is tried again', async () => {
    let attempts = 0;
    const tokens = new ModelCounters(() => {
      attempts++;
      return attempts === 1 ? Promise.reject(new Error('no such file')) : load();
    });
    await expect(tokens.load()).rejects.toThrow('no such file');
    await tokens.load();
    expect(tokens.counterFor(gpt).count(code)).toBe(exact);
  });

  test('special tokens are ordinary text', async () => {
    const tokens = counters();
    await tokens.load();
    expect(tokens.counterFor(gpt).count('<|endoftext|>')).toBeGreaterThan(1);
  });

  test('an endless word is bounded without being encoded', async () => {
    const tokens = counters();
    await tokens.load();
    expect(tokens.counterFor(gpt).count('a'.repeat(200_000))).toBe(200_000);
  });
});

describe('calibration', () => {
  /** What a text counts for a model after it reported these numbers for prompts of 1,000 tokens. */
  async function countAfter(...reports: readonly number[]): Promise<number> {
    const tokens = counters();
    await tokens.load();
    const thousand = 1000 * (tokens.counterFor(coder).count(code) / exact);
    for (const reported of reports) tokens.calibrate(coder, thousand, reported);
    return tokens.counterFor(coder).count(code);
  }

  test('a model that counts more is believed at once', async () =>
    expect(await countAfter(1400, 1400, 1400, 1400)).toBeGreaterThan(1.3 * exact));

  test('a model that counts less is believed slowly', async () => {
    expect(await countAfter(1000)).toBeGreaterThan(1.08 * exact);
    expect(await countAfter(...Array<number>(100).fill(1000))).toBeLessThan(1.02 * exact);
  });

  test('a report of uncached tokens only, or nonsense, is no measure', async () => {
    const before = await countAfter();
    expect(await countAfter(12, 0, Number.NaN, 1e9)).toBe(before);
  });

  test('one model says nothing about another', async () => {
    const tokens = counters();
    await tokens.load();
    tokens.calibrate(coder, 1000, 2000);
    expect(tokens.counterFor(gpt).count(code)).toBe(exact);
  });
});

describe('the budget of a prompt', () => {
  test('is the setting where the context has room', () =>
    expect(promptBudget(gpt, 2048, 256)).toBe(2048));

  test('leaves room for the answer and the template', () =>
    expect(promptBudget({ contextTokens: 4096 }, 16_384, 1024)).toBe(2816));

  test('is nothing where the answer alone fills the context', () =>
    expect(promptBudget({ contextTokens: 512 }, 2048, 4096)).toBe(0));
});
