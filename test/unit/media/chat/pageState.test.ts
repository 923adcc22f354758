import { expect, test } from 'vitest';
import { announcement } from '../../../../media/chat/announcement.ts';
import { leftOutNotes, signature } from '../../../../media/chat/answerNotes.ts';
import { initialState, isAnswering, reduce } from '../../../../media/chat/pageState.ts';
import { timeAgo } from '../../../../media/chat/timeAgo.ts';
import type { ToPage, TurnView } from '../../../../src/protocol/chatMessages.ts';

const model = { name: 'qwen', providerName: 'Ollama' };
const coming: TurnView = { id: 't1', question: 'Why?', chips: [], answer: { text: '', model } };
const done: TurnView = { ...coming, answer: { text: 'Because `x`.', model, outcome: 'complete' } };
const after = (...messages: ToPage[]) => messages.reduce(reduce, initialState);
const show = (conversationId: string, ...turns: TurnView[]): ToPage => ({
  type: 'show',
  conversationId,
  turns,
});
const delta = (start: number, text: string): ToPage => ({
  type: 'delta',
  turnId: 't1',
  start,
  text,
});

test('deltas build the answer; one that is heard twice does no harm', () => {
  const state = after(
    show('c', coming),
    delta(0, 'Beca'),
    delta(4, 'use'),
    delta(4, 'use'),
    delta(7, '.'),
  );
  expect(state.turns[0]?.answer.text).toBe('Because.');
  expect(isAnswering(state)).toBe(true);
});

test('waiting ends with the first words', () => {
  const waiting = after(show('c', coming), {
    type: 'waiting',
    turnId: 't1',
    why: 'qwen3 is thinking',
  });
  expect(waiting.waiting).toMatchObject({ turnId: 't1', why: 'qwen3 is thinking' });
  expect(reduce(waiting, delta(0, 'B')).waiting).toBeUndefined();
});

test('going to the composer or asking closes the history, deleting the open chat does not', () => {
  const open = after(show('c'), { type: 'history', rows: [] });
  expect(reduce(open, show('d')).history).toEqual([]);
  expect(reduce(open, { type: 'focus' }).history).toBeUndefined();
  expect(reduce(open, { type: 'turn', turn: coming }).history).toBeUndefined();
});

test('a finished answer is announced once, without code', () => {
  const before = after(show('c', coming));
  const finished = reduce(before, {
    type: 'turn',
    turn: { ...done, answer: { ...done.answer, text: 'See:\n```ts\na();\n```' } },
  });
  expect(announcement(before, finished)).toBe('Answer: See: (code)');
  expect(announcement(finished, reduce(finished, { type: 'chips', chips: [] }))).toBeUndefined();
  expect(announcement(initialState, after(show('c', done)))).toBeUndefined();
});

test('the signature counts tokens when the server did', () => {
  expect(signature({ ...done.answer, usage: { promptTokens: 1234, outputTokens: 210 } })).toBe(
    'answered by qwen · 1,234 → 210 tokens',
  );
  expect(signature(done.answer)).toBe('answered by qwen');
  expect(signature(coming.answer)).toBe('');
});

test('what was left out is told in sentences', () => {
  const attachments = [
    { path: 'a.env', reason: 'excluded', rule: '*.env' },
    { path: 'b.ts', reason: 'shortened' },
  ] as const;
  expect(leftOutNotes({ text: '', leftOut: { turns: 1, attachments } })).toEqual([
    '1 older question was left out to make room.',
    'a.env was kept out (*.env).',
    'b.ts was shortened to fit.',
  ]);
});

test.each([
  [10_000, 'now'],
  [5 * 60_000, '5 min. ago'],
  [3 * 3_600_000, '3 hr. ago'],
  [26 * 3_600_000, 'yesterday'],
  [-5000, 'now'],
])('%i ms ago is %s', (elapsedMs, words) => {
  expect(timeAgo(1_700_000_000_000 - elapsedMs, 1_700_000_000_000)).toBe(words);
});
