import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { FolderReader } from '../../../src/node/folderReader.ts';
import { IndexStore } from '../../../src/node/indexStore.ts';
import { KeptIndex } from '../../../src/node/keptIndex.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newStore = () => join(folder, `s${stores++}.sqlite`);

const file = (name: string) => ({ filePath: join(folder, name), path: name });
const textOf = (name: string, version = 0) => `function ${name}v${version}() {}\n`;
/** Enough files that their segments are merged, which is when they are stored. */
const names = Array.from({ length: 30 }, (_, at) => `f${at}`);

async function fill(kept: KeptIndex, version = 0): Promise<void> {
  const reader = new FolderReader(kept);
  for (const name of names) await reader.setFile(file(name), textOf(name, version));
  await kept.save(() => setImmediate());
}

/** The version of each file that an index has, told by the words that find it. */
function versions({ index }: KeptIndex): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name of names) {
    for (const version of [0, 1]) {
      const term = `${name}v${version}`;
      for (const { path } of index.search([{ term, weight: 1 }], { limit: 5 })) {
        expect(path).toBe(file(name).filePath);
        expect(found).not.toHaveProperty(name);
        expect(index.factsOf(path)?.path).toBe(name);
        found[name] = version;
      }
    }
  }
  expect(Object.keys(found).length).toBe(index.fileCount);
  return found;
}

const all = (version: number, count = names.length) =>
  Object.fromEntries(names.slice(0, count).map(name => [name, version]));

test('what is stored is asked while it is read; what changes meanwhile comes after it', async () => {
  const path = newStore();
  const before = new KeptIndex(IndexStore.open(path));
  await fill(before);
  await before.close();
  const counts: number[] = [];
  const kept: KeptIndex = new KeptIndex(IndexStore.open(path), undefined, async () => {
    counts.push(Object.keys(versions(kept)).length);
  });
  const changed = new FolderReader(kept).setFile(file('f0'), textOf('f0', 1));
  await kept.loaded;
  expect(counts[0]).toBe(0);
  expect(counts.some(count => count > 0 && count < names.length)).toBe(true);
  await changed;
  expect(versions(kept)).toEqual({ ...all(0), f0: 1 });
  await kept.close();
});

test('a merge that fails is told once, and all stays as it was', async () => {
  const told: unknown[] = [];
  const kept = new KeptIndex(undefined, error => told.push(error));
  await fill(kept);
  const failing = () => Promise.reject(new Error('no memory'));
  const reader = new FolderReader(kept);
  for (const name of names.slice(0, 9)) await reader.setFile(file(name), textOf(name, 1));
  const segments = kept.index.segments.length;
  await kept.settle(failing);
  await kept.settle(failing);
  expect(String(told)).toBe('Error: no memory');
  expect(kept.index.segments.length).toBe(segments);
  const now = { ...all(0), ...all(1, 9) };
  expect(versions(kept)).toEqual(now);
  await kept.settle(() => Promise.resolve());
  expect(kept.index.segments.length).toBe(1);
  expect(versions(kept)).toEqual(now);
});

/** The files of a store as a process leaves them that is killed now. */
function copyOf(path: string): string {
  const copy = newStore();
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

test('killed anywhere, also in the middle of a write, an index goes on from what it had', async () => {
  const path = newStore();
  const killed: string[] = [];
  const first = new KeptIndex(IndexStore.open(path));
  await fill(first);
  const reader = new FolderReader(first);
  const leave = async () => void killed.push(copyOf(path));
  for (const name of names.slice(0, 9)) await reader.setFile(file(name), textOf(name, 1));
  await first.save(leave);
  await first.settle(leave);
  const end = { ...all(0), ...all(1, 9) };
  expect(versions(first)).toEqual(end);
  await first.close();
  expect(killed.length).toBeGreaterThan(4);
  // What a killed process had not yet written is missing at the end of the log.
  const left = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...killed), left, async (copy, share) => {
      const store = copyOf(copy);
      const wal = `${store}-wal`;
      if (existsSync(wal)) truncateSync(wal, Math.floor(statSync(wal).size * share));
      const next = new KeptIndex(IndexStore.open(store));
      await next.loaded;
      const found = versions(next);
      expect(end).toMatchObject({ ...found, ...all(1, 9) });
      if (share === 1) expect(Object.keys(found).length).toBe(names.length);
      const again = new FolderReader(next);
      for (const name of names) {
        if (found[name] !== end[name]) await again.setFile(file(name), textOf(name, end[name]));
      }
      expect(versions(next)).toEqual(end);
      await next.close();
    }),
    { numRuns: 5 },
  );
});

test('a store that is damaged somewhere costs what it held, and nothing else', async () => {
  const path = newStore();
  const kept = new KeptIndex(IndexStore.open(path));
  await fill(kept);
  await kept.close();
  const sound = readFileSync(path);
  const damage = fc.record({
    at: fc.nat(sound.length - 1),
    length: fc.integer({ min: 1, max: 9000 }),
    byte: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, length, byte }) => {
      const store = newStore();
      const end = Math.min(at + length, sound.length);
      writeFileSync(store, Buffer.from(sound).fill(byte, at, end));
      const next = new KeptIndex(IndexStore.open(store));
      await next.loaded;
      const found = versions(next);
      expect(all(0)).toMatchObject(found);
      const reader = new FolderReader(next);
      await reader.setFile(file('f0'), textOf('f0', 1));
      await next.save(() => Promise.resolve());
      await next.close();
      const last = new KeptIndex(IndexStore.open(store));
      await last.loaded;
      expect(versions(last)).toEqual({ ...found, f0: 1 });
      await last.close();
    }),
    { numRuns: 5 },
  );
});
