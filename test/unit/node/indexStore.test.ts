import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, test } from 'vitest';
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
function open(): WorkspaceIndex {
  return new WorkspaceIndex({ store: IndexStore.open(path) });
}

const file = (name: string) => ({ filePath: join(project, name), path: name });
/** Enough files that their segments are merged, which is when they are stored. */
const names = Array.from({ length: 30 }, (_, at) => `f${at}.ts`);

async function filled(): Promise<WorkspaceIndex> {
  const index = open();
  for (const name of names) await index.setFile(file(name), `function ${name.slice(0, -3)}() {}`);
  return index;
}

test('the next window goes on with what the last one kept', async () => {
  const index = await filled();
  await index.removeFolder(join(project, 'elsewhere'));
  await index.removeFile(file('f3.ts').filePath);
  await index.removeFolder(join(project, 'elsewhere'));
  await index.close();
  const next = open();
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
  database.exec('UPDATE segment SET data = zeroblob(100) WHERE id = (SELECT max(id) FROM segment)');
  database.close();
  const next = open();
  expect(next.fileCount).toBeLessThan(names.length);
  expect(next.fileCount).toBeGreaterThan(0);
  await next.close();
});

test('a store of another format is emptied', async () => {
  await (await filled()).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const next = open();
  expect(next.fileCount).toBe(0);
  await next.close();
});

test('where there can be no store the index lives in memory', async () => {
  expect(IndexStore.open(join(folder, 'new', 'folder', 'file'))).toBeDefined();
  writeFileSync(join(folder, 'file'), '');
  expect(IndexStore.open(join(folder, 'file', 'index.sqlite'))).toBeUndefined();
});
