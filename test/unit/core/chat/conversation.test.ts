import { describe, expect, test } from 'vitest';
import {
  applyEvent,
  type ConversationEvent,
  emptyConversation,
  settled,
  titleOf,
} from '../../../../src/core/chat/conversation.ts';

const model = { name: 'qwen', providerName: 'Ollama' };
const asked: ConversationEvent = {
  type: 'asked',
  turn: 't1',
  atMs: 5,
  text: 'Why?',
  attachments: [],
};
const answered: ConversationEvent[] = [
  asked,
  { type: 'started', turn: 't1' },
  { type: 'started', turn: 't1', model },
  { type: 'received', turn: 't1', text: 'Beca' },
  { type: 'received', turn: 't1', text: 'use.' },
];
const after = (events: readonly ConversationEvent[]) =>
  events.reduce(applyEvent, emptyConversation('c', 0));

test('an answer grows by what is received and keeps its model', () => {
  expect(after(answered).turns[0]?.answer).toEqual({ text: 'Because.', model });
});

test('a retry replaces the answer', () => {
  const [answer] = after([
    ...answered,
    { type: 'finished', turn: 't1', outcome: 'stopped' },
    { type: 'started', turn: 't1' },
  ]).turns;
  expect(answer?.answer).toEqual({ text: '', model: undefined });
});

test('an event about an unknown turn changes nothing', () => {
  const before = after(answered);
  expect(applyEvent(before, { type: 'received', turn: 'other', text: '!' })).toEqual(before);
});

test('an answer that was coming when the window went away is interrupted, a finished one is not', () => {
  const turns = settled(
    after([
      ...answered,
      { type: 'finished', turn: 't1', outcome: 'complete' },
      { ...asked, turn: 't2' },
    ]),
  ).turns;
  expect(turns.map(turn => turn.answer.outcome)).toEqual(['complete', 'interrupted']);
});

describe('a title', () => {
  const titles: [question: string, title: string][] = [
    ['Why does it fail?', 'Why does it fail?'],
    ['\n\n```ts\nconst a = 1;\n```\nWhat is this?', 'ts'],
    ['## Please *explain* this', 'Please explain this'],
    ['   ', 'Chat'],
    [
      'Explain how the orders are taken from the shelves when two customers come at once',
      'Explain how the orders are taken from the shelves when two…',
    ],
    ['x'.repeat(100), `${'x'.repeat(60)}…`],
    [`${'x'.repeat(59)}👋👋`, `${'x'.repeat(59)}…`],
  ];
  test.each(titles)('of %j', (question, title) => {
    expect(titleOf(question)).toBe(title);
  });
});
