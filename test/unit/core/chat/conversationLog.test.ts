import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConversationEvent } from '../../../../src/core/chat/conversation.ts';
import {
  readConversation,
  readEvent,
  writeEvent,
} from '../../../../src/core/chat/conversationLog.ts';
import { attachment } from '../../../support/chat.ts';

const events: ConversationEvent[] = [
  { type: 'created', version: 1, id: 'c1', atMs: 1, title: 'Why?' },
  { type: 'asked', turn: 't1', atMs: 2, text: 'Why?\u2028', attachments: [] },
  { type: 'started', turn: 't1', model: { name: 'qwen', providerName: 'Ollama' } },
  {
    type: 'started',
    turn: 't1',
    model: { name: 'qwen', providerName: 'Ollama' },
    found: [{ uri: 'file:///a.ts', path: 'a.ts', startLine: 1, endLineExclusive: 3 }],
  },
  { type: 'received', turn: 't1', text: 'One\nline' },
  { type: 'received', turn: 't1', text: ' and 👋.' },
  {
    type: 'finished',
    turn: 't1',
    outcome: 'complete',
    usage: { promptTokens: 3 },
    leftOut: { turns: 2, attachments: [{ path: 'a.ts', reason: 'shortened' }] },
  },
  {
    type: 'asked',
    turn: 't2',
    atMs: 3,
    text: 'And?',
    attachments: [attachment('a.ts', '+x', { kind: 'diff' })],
  },
];
const log = events.map(writeEvent).join('');

test('what was written is read back, and the answer that never came is interrupted', () => {
  const read = readConversation(log);
  expect(read?.unreadableLines).toBe(0);
  expect(read?.conversation).toMatchObject({
    id: 'c1',
    title: 'Why?',
    turns: [
      {
        question: 'Why?\u2028',
        answer: {
          text: 'One\nline and 👋.',
          outcome: 'complete',
          model: { name: 'qwen', providerName: 'Ollama' },
          found: [{ uri: 'file:///a.ts', path: 'a.ts', startLine: 1, endLineExclusive: 3 }],
        },
      },
      { question: 'And?', answer: { text: '', outcome: 'interrupted' } },
    ],
  });
});

test('a log that is cut anywhere behind its first line loses at most the line that was cut', () => {
  const first = writeEvent(events[0]!).length;
  fc.assert(
    fc.property(fc.integer({ min: first, max: log.length }), end => {
      const read = readConversation(log.slice(0, end));
      // A line is whole without its line end, too.
      const whole = log.slice(0, end + 1).split('\n').length - 1;
      expect(read?.unreadableLines).toBeLessThanOrEqual(1);
      expect(read?.conversation).toEqual(
        readConversation(events.slice(0, whole).map(writeEvent).join(''))?.conversation,
      );
    }),
  );
});

test('a damaged line in the middle loses only itself', () => {
  const lines = log.split('\n');
  lines[4] = lines[4]!.slice(0, 20);
  const read = readConversation(lines.join('\r\n'));
  expect(read?.unreadableLines).toBe(1);
  expect(read?.conversation.turns[0]?.answer.text).toBe(' and 👋.');
});

describe('a line that is no event', () => {
  test.each([
    '',
    'null',
    '{"type":"asked"}',
    '{"type":"painted","turn":"t1"}',
    '[1',
    '{"type":"created","version":2,"id":"c","atMs":1,"title":""}',
  ])('%s', line => {
    expect(readEvent(line)).toBeUndefined();
  });
});

test('a failure of a kind that a later version knows keeps its message', () => {
  const line =
    '{"type":"finished","turn":"t","outcome":"failed","failure":{"kind":"bored","message":"No."}}';
  expect(readEvent(line)).toMatchObject({ failure: { kind: 'unexpected', message: 'No.' } });
});

test('a log without a readable first line is no conversation', () => {
  expect(readConversation('')).toBeUndefined();
  expect(readConversation(log.slice(10))).toBeUndefined();
});
