import { describe, expect, test } from 'vitest';
import type { CursorText, Guess } from '../../../src/core/embedded/engine.ts';
import type { StreamPart } from '../../../src/core/model/model.ts';
import type { SealedPrompt } from '../../../src/core/outbound/sealedPrompt.ts';
import { EmbeddedModel, leastSureness, sourcePath } from '../../../src/provider/embedded.ts';
import { sealedChat, sealedFim } from '../../support/sealedPrompts.ts';

const line = (confidence: number, lineIsComplete = 0): Guess => ({
  kind: 'line',
  text: 'rest();',
  confidence,
  lineIsComplete,
});

async function answer(
  guess: Guess,
  prompt: SealedPrompt,
  signal = new AbortController().signal,
  threshold: number = leastSureness.balanced,
) {
  const asked: CursorText[] = [];
  const guesser = {
    suggest: async (cursor: CursorText) => {
      asked.push(cursor);
      return guess;
    },
  };
  const parts: StreamPart[] = [];
  const model = new EmbeddedModel(guesser, () => threshold);
  for await (const part of model.stream(prompt, { maxOutputTokens: 64, signal })) parts.push(part);
  return { parts, asked };
}

const prompt = sealedFim('call(│\nnext();\n');

describe('the embedded engine as a model', () => {
  test('answers with the guess and how sure it is', async () => {
    const { parts, asked } = await answer(line(0.8), prompt);
    expect(parts).toEqual([
      { type: 'text-delta', text: 'rest();' },
      { type: 'end', reason: 'stop', usage: {}, confidence: 0.8 },
    ]);
    expect(asked).toEqual([
      { path: 'file:///workspace/src/a.ts', prefix: 'call(', suffix: '\nnext();\n' },
    ]);
  });

  test.each([
    ['it is not sure enough', line(0.49)],
    ['the line is probably complete', line(0.9, 0.7)],
    ['it has no guess', { kind: 'none', reason: 'nothingSimilar' } as const],
  ])('says nothing when %s', async (_, guess) => {
    const { parts } = await answer(guess, prompt);
    expect(parts).toEqual([{ type: 'end', reason: 'stop', usage: {} }]);
  });

  test.each([
    ['eager', [0.3, 0.5, 0.7]],
    ['balanced', [0.5, 0.7]],
    ['quiet', [0.7]],
  ] as const)('%s, it speaks when it is sure by %j', async (eagerness, spoken) => {
    const heard: number[] = [];
    for (const confidence of [0.29, 0.3, 0.5, 0.7]) {
      const { parts } = await answer(line(confidence), prompt, undefined, leastSureness[eagerness]);
      if (parts.length > 1) heard.push(confidence);
    }
    expect(heard).toEqual(spoken);
  });

  test('ends without a part when it was cancelled', async () => {
    const { parts } = await answer(line(0.8), prompt, AbortSignal.abort());
    expect(parts).toEqual([]);
  });

  test('does not chat, and says what would', async () => {
    await expect(answer(line(0.8), sealedChat('Why?'))).rejects.toThrow(/Set up a model/);
  });
});

describe('the name of a document', () => {
  test.each([
    ['file:///c%3A/Code/a%20b.ts', 'file:///c:/Code/a b.ts'],
    ['file:///C:/Code/a%20b.ts', 'file:///c:/Code/a b.ts'],
    ['file:///home/x/%C3%A4.ts', 'file:///home/x/ä.ts'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['file:///bad%E0.ts', 'file:///bad%E0.ts'],
  ])('%s is %s', (uri, expected) => {
    expect(sourcePath(uri)).toBe(expected);
  });
});
