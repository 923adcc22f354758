import { expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import { fitsAt } from '../../../../src/core/completion/fitsAt.ts';
import { calmSituation, type Question } from '../../../../src/core/completion/question.ts';
import type { SyntaxPlace } from '../../../../src/core/syntax/place.ts';

const question: Question = {
  context: explicitContext({ languageId: 'go', path: 'a.go', prefix: 'a(', suffix: ')' }),
  trigger: 'automatic',
  situation: calmSituation,
  model: undefined,
  multiline: 'auto',
  delayMs: 0,
  limits: { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 },
  alternatives: 0,
  maxOutputTokens: 1,
  maxPromptTokens: 1,
};

/** What a syntax that takes so long says about a question, and what it was asked about. */
async function check(asked: Question, takesMs: number) {
  const clock = new VirtualClock();
  const asks: string[] = [];
  const placeAt = async (
    { text }: { text: string },
    offset: number,
    signal?: AbortSignal,
  ): Promise<SyntaxPlace | undefined> => {
    asks.push(`${text.slice(0, offset)}│${text.slice(offset)}`);
    await clock.delay(takesMs, signal);
    return { inside: 'code', fits: 'line' };
  };
  const told = fitsAt(asked, { syntax: { placeAt }, clock }, new AbortController().signal);
  await clock.runUntil(1000);
  return { fits: await told, asks };
}

test('the tree around the cursor tells', async () => {
  expect(await check(question, 8)).toEqual({ fits: 'line', asks: ['a(│)'] });
});

test('a tree that is not there in time is not waited for', async () => {
  expect((await check(question, 50)).fits).toBeUndefined();
});

test('where it decides nothing it is not asked', async () => {
  const long = { ...question.context, prefix: 'x'.repeat(300_001) };
  for (const more of [
    { trigger: 'explicit' },
    { multiline: 'never' },
    { context: long },
  ] as const) {
    expect(await check({ ...question, ...more }, 1)).toEqual({ fits: undefined, asks: [] });
  }
});
