import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../../../../bench/virtualClock.ts';
import { SavedFiles } from '../../../../src/core/vectors/savedFiles.ts';

let clock: VirtualClock;
let taken: string[];
let mustWait: boolean;
let files: SavedFiles;
beforeEach(() => {
  clock = new VirtualClock();
  taken = [];
  mustWait = false;
  files = new SavedFiles(clock, paths => {
    taken.push(`${clock.now() / 1000} s: ${paths.join(' ')}`);
    return Promise.resolve(mustWait ? paths : []);
  });
});

const seconds = (at: number) => clock.runUntil(at * 1000);

test('what was saved is handed on once, in the first pause', async () => {
  files.saved('a');
  await seconds(2);
  files.saved('a');
  files.saved('b');
  await seconds(60);
  expect(taken).toEqual(['5 s: a b']);
});

test('nothing is handed on while somebody types', async () => {
  files.saved('a');
  for (let at = 1; at <= 12; at++) {
    await seconds(at);
    files.typed();
  }
  expect(taken).toEqual([]);
  await seconds(60);
  expect(taken).toEqual(['20 s: a']);
});

test('who saves again and again is followed every half minute', async () => {
  for (let at = 0; at <= 60; at++) {
    await seconds(at);
    files.saved('a');
  }
  await seconds(200);
  expect(taken).toEqual(['5 s: a', '40 s: a', '75 s: a']);
});

test('what must wait comes again the next time', async () => {
  mustWait = true;
  files.saved('a');
  await seconds(20);
  mustWait = false;
  await seconds(200);
  expect(taken).toEqual(['5 s: a', '40 s: a']);
});

test('nothing is handed on any more when it is over', async () => {
  files.saved('a');
  await seconds(1);
  files.dispose();
  files.saved('b');
  await seconds(200);
  expect(taken).toEqual([]);
});
