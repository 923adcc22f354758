import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversationEvent } from '../../../src/core/chat/conversation.ts';
import { ConversationFiles } from '../../../src/node/conversationFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-chats-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = (id: string): ConversationEvent[] => [
  { type: 'created', version: 1, id, atMs: 1, title: `About ${id}` },
  { type: 'asked', turn: 't1', atMs: 2, text: 'Why?', attachments: [] },
];
const received: ConversationEvent = { type: 'received', turn: 't1', text: 'Because.' };
const durable = { durable: true };

test('a conversation is there for the next window', async () => {
  await new ConversationFiles(folder).append('a', [...started('a'), received], durable);
  const read = await new ConversationFiles(folder).load('a');
  expect(read?.conversation.turns[0]).toMatchObject({
    question: 'Why?',
    answer: { text: 'Because.' },
  });
});

test('writes that are not waited for stay in order', async () => {
  const files = new ConversationFiles(folder);
  const writes = [files.append('a', started('a'), durable)];
  for (let at = 0; at < 20; at++) {
    writes.push(files.append('a', [{ ...received, text: `${at} ` }], { durable: false }));
  }
  await Promise.all(writes);
  const text = (await files.load('a'))?.conversation.turns[0]?.answer.text;
  expect(text).toBe(Array.from({ length: 20 }, (_, at) => `${at} `).join(''));
});

test('after a kill in the middle of a line only that line is lost', async () => {
  const path = join(folder, 'a.jsonl');
  await new ConversationFiles(folder).append('a', [...started('a'), received], durable);
  truncateSync(path, readFileSync(path).length - 7);
  await new ConversationFiles(folder).append('a', [{ ...received, text: 'Again.' }], durable);
  const read = await new ConversationFiles(folder).load('a');
  expect(read).toMatchObject({ unreadableLines: 1 });
  expect(read?.conversation.turns[0]?.answer.text).toBe('Again.');
});

test('the history is changed last first, without what is no chat', async () => {
  const files = new ConversationFiles(folder);
  await files.append('a', started('a'), durable);
  await files.append('b', started('b'), durable);
  await new Promise(resolve => setTimeout(resolve, 20));
  await files.append('a', [received], durable);
  appendFileSync(join(folder, 'notes.txt'), 'hello');
  appendFileSync(join(folder, 'broken.jsonl'), 'hello');
  expect((await files.list()).map(({ title }) => title)).toEqual(['About a', 'About b']);
});

test('a deleted conversation can be brought back', async () => {
  const files = new ConversationFiles(folder);
  await files.append('a', started('a'), durable);
  await files.remove('a');
  expect(await files.list()).toEqual([]);
  await files.restore('a');
  expect((await files.list()).map(({ id }) => id)).toEqual(['a']);
});

test('an id cannot lead out of the folder', async () => {
  const files = new ConversationFiles(join(folder, 'chats'));
  await expect(files.append('../a', started('a'), durable)).rejects.toThrow();
  await expect(files.load('..\\a')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['chats']);
});

test('where nothing was written there is no history and no error', async () => {
  const files = new ConversationFiles(join(folder, 'not', 'there'));
  expect(await files.list()).toEqual([]);
  expect(await files.load('a')).toBeUndefined();
});
