import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { rowOf } from '../../../src/core/index/fileTable.ts';
import type { Segment } from '../../../src/core/index/segment.ts';
import { SegmentBuilder } from '../../../src/core/index/segmentBuilder.ts';
import { atOnce } from '../../../src/core/index/steps.ts';
import { IndexStore } from '../../../src/node/indexStore.ts';
import { WorkspaceIndex } from '../../../src/node/workspaceIndex.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-store-'));
const project = join(folder, 'project');
const path = join(folder, 'index.sqlite');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
});

/** An index as a new window has it, from what the last one left. */
async function open(): Promise<WorkspaceIndex> {
  const index = new WorkspaceIndex({ store: IndexStore.open(path) });
  await index.whenLoaded();
  return index;
}

const file = (name: string) => ({ filePath: join(project, name), path: name });
/** Enough files that their segments are merged, which is when they are stored. */
const names = Array.from({ length: 30 }, (_, at) => `f${at}.ts`);

async function filled(): Promise<WorkspaceIndex> {
  const index = await open();
  for (const name of names) await index.setFile(file(name), `function ${name.slice(0, -3)}() {}`);
  return index;
}

test('the next window goes on with what the last one kept', async () => {
  const index = await filled();
  await index.removeFolder(join(project, 'elsewhere'));
  await index.removeFile(file('f3.ts').filePath);
  await index.removeFolder(join(project, 'elsewhere'));
  await index.close();
  const next = await open();
  expect(next.fileCount).toBe(names.length - 1);
  await next.close();
});

test('a damaged store is made anew', async () => {
  await (await filled()).close();
  writeFileSync(path, readFileSync(path).fill(1, 0, 200));
  const index = await filled();
  expect(index.fileCount).toBe(names.length);
  await index.close();
});

test('a segment that is damaged is read anew, the others stay', async () => {
  const index = await filled();
  await index.removeFolder(join(project, 'elsewhere'));
  await index.close();
  const database = new DatabaseSync(path);
  const before = database.prepare('SELECT count(*) AS n FROM segment').get()?.n as number;
  expect(before).toBeGreaterThan(1);
  database.exec('UPDATE piece SET data = zeroblob(100) WHERE id = (SELECT max(id) FROM piece)');
  database.close();
  const next = await open();
  expect(next.fileCount).toBeLessThan(names.length);
  expect(next.fileCount).toBeGreaterThan(0);
  await next.close();
});

/** A segment of so many files that takes several pieces. */
function longSegment(nFiles: number): Segment {
  const builder = new SegmentBuilder();
  const facts = { hash: 'x'.repeat(300_000), size: 0, mtimeMs: 0, hasSymbols: true };
  for (let at = 0; at < nFiles; at++) {
    builder.beginFile(`f${at}.ts`, rowOf({ ...file(`f${at}.ts`), ...facts }));
    builder.endFile([], []);
  }
  return builder.build();
}

test('wherever saving ends, the next window finds all of a change or nothing', () => {
  const filesAfter = (steps: number) => {
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    const store = IndexStore.open(path)!;
    const old = longSegment(1);
    atOnce(store.save([old]));
    const saving = store.save([longSegment(2)]);
    let isDone = false;
    for (let step = 0; step < steps; step++) isDone = saving.next().done ?? false;
    store.close();
    const next = IndexStore.open(path)!;
    let files = 0;
    atOnce(
      // biome-ignore lint/correctness/useYield: each part is taken at once.
      next.load(function* ({ fileCount }) {
        files += fileCount;
      }),
    );
    next.close();
    return { files, isDone };
  };
  const seen = [];
  for (let steps = 0; ; steps++) {
    const { files, isDone } = filesAfter(steps);
    seen.push(files);
    if (isDone) break;
  }
  expect([...seen].sort()).toEqual(seen);
  expect(seen.length).toBeGreaterThan(4);
  expect(new Set(seen)).toEqual(new Set([1, 2]));
});

test('what an ended saving left is cleared away by the next one', () => {
  const store = IndexStore.open(path)!;
  const ended = store.save([longSegment(2)]);
  ended.next();
  ended.next();
  atOnce(store.save([longSegment(1)]));
  store.close();
  const database = new DatabaseSync(path);
  const owners = database.prepare('SELECT DISTINCT segment AS id FROM piece').all();
  expect(owners).toEqual(database.prepare('SELECT id FROM segment').all());
  expect(owners.length).toBe(1);
  database.close();
});

test('a store of another format is emptied', async () => {
  await (await filled()).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const next = await open();
  expect(next.fileCount).toBe(0);
  await next.close();
});

test('where there can be no store the index lives in memory', async () => {
  expect(IndexStore.open(join(folder, 'new', 'folder', 'file'))).toBeDefined();
  writeFileSync(join(folder, 'file'), '');
  expect(IndexStore.open(join(folder, 'file', 'index.sqlite'))).toBeUndefined();
});
