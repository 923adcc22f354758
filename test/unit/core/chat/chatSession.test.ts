import { afterEach, beforeEach, expect, test } from 'vitest';
import { nullLogger } from '../../../../src/base/logger.ts';
import { type ChatChange, ChatSession } from '../../../../src/core/chat/chatSession.ts';
import type { ConversationEvent } from '../../../../src/core/chat/conversation.ts';
import { readConversation, writeEvent } from '../../../../src/core/chat/conversationLog.ts';
import type { ConversationStore } from '../../../../src/core/chat/conversationStore.ts';
import type { Model } from '../../../../src/core/model/model.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { answerPorts } from '../../../support/chat.ts';
import { type ModelServer, startModelServer } from '../../../support/modelServer.ts';
import { modelFor } from '../../../support/models.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

/** A store in memory that keeps the very lines that would be on disk. */
class MemoryStore implements ConversationStore {
  readonly logs = new Map<string, string>();
  isFull = false;

  async append(id: string, events: readonly ConversationEvent[]): Promise<void> {
    if (this.isFull) throw new Error('No space left on device');
    this.logs.set(id, (this.logs.get(id) ?? '') + events.map(writeEvent).join(''));
  }
  async load(id: string) {
    return readConversation(this.logs.get(id) ?? '');
  }
  async list() {
    return [];
  }
  async remove() {}
  async restore() {}
}

function open(model: Model | undefined = modelFor(server), store = new MemoryStore()) {
  let lastId = 0;
  const session = new ChatSession({
    store,
    clock: systemClock,
    log: nullLogger,
    nowMs: () => 1000,
    newId: () => `id-${store.logs.size}-${++lastId}`,
    answering: () => answerPorts(model),
  });
  const changes: ChatChange[] = [];
  session.onDidChange(change => changes.push(change));
  return { session, store, changes };
}

test('the deltas, put together, are the answer; the log holds the same', async () => {
  server.reply('Because it is so.');
  const { session, store, changes } = open();
  await session.ask('Why?', []);
  let text = '';
  for (const change of changes) {
    if (change.type === 'delta') text = text.slice(0, change.start) + change.text;
  }
  expect(text).toBe('Because it is so.');
  const read = await store.load(session.conversation.id);
  expect(read?.conversation).toEqual(session.conversation);
});

test('the second question knows the first', async () => {
  const { session } = open();
  await session.ask('One?', []);
  await session.ask('Two?', []);
  expect(server.generations[1]?.body).toContain('One?');
});

test('stop keeps what has arrived, as stopped', async () => {
  server.reply({ text: 'one two three four five', chunkDelayMs: 40 });
  const { session, store, changes } = open();
  const asking = session.ask('Count', []);
  await expect.poll(() => changes.some(({ type }) => type === 'delta')).toBe(true);
  await session.stop();
  await asking;
  const [turn] = (await store.load(session.conversation.id))?.conversation.turns ?? [];
  expect(turn?.answer.outcome).toBe('stopped');
  expect(turn?.answer.text).not.toBe('');
  expect(session.isAnswering).toBe(false);
});

test('a question while an answer comes stops that answer', async () => {
  server.replyOnce({ text: 'one two three four', chunkDelayMs: 40 });
  server.reply('Two.');
  const { session, changes } = open();
  const first = session.ask('One?', []);
  await expect.poll(() => changes.some(({ type }) => type === 'delta')).toBe(true);
  await Promise.all([first, session.ask('Two?', []), session.ask('Three?', [])]);
  const outcomes = session.conversation.turns.map(turn => turn.answer.outcome);
  expect(outcomes).toEqual(['stopped', 'stopped', 'complete']);
});

test('only the last question can be asked again, and its answer is replaced', async () => {
  server.replyOnce({ failure: { kind: 'status', status: 401 } });
  server.reply('Better.');
  const { session } = open();
  await session.ask('Why?', []);
  const [failed] = session.conversation.turns;
  expect(failed?.answer.outcome).toBe('failed');
  await session.retry('another');
  await session.retry(failed?.id ?? '');
  expect(session.conversation.turns[0]?.answer).toMatchObject({
    text: 'Better.',
    failure: undefined,
  });
});

test('a conversation of the history comes back whole', async () => {
  const { session, store } = open();
  await session.ask('Why?', []);
  const { id } = session.conversation;
  await session.startNew();
  expect(session.conversation.turns).toEqual([]);
  const next = open(modelFor(server), store).session;
  expect(await next.open(id)).toBe(true);
  expect(next.conversation.turns[0]?.answer.outcome).toBe('complete');
  expect(await next.open('unknown')).toBe(false);
  expect(next.conversation.id).toBe(id);
});

test('a full disk is told, and the chat goes on', async () => {
  server.reply('Still here.');
  const { session, store, changes } = open();
  store.isFull = true;
  await session.ask('Why?', []);
  expect(session.conversation.turns[0]?.answer.text).toBe('Still here.');
  expect(changes.some(({ type }) => type === 'unsaved')).toBe(true);
});
