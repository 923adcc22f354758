import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { WantedChunk } from '../../../src/core/vectors/embeddingDrafts.ts';
import type { EmbeddingShape, WantedPlace } from '../../../src/node/chunkEmbeddings.ts';
import type { EmbeddingAnswers, EmbeddingAsk } from '../../../src/node/embeddingAsk.ts';
import { WorkspaceIndex } from '../../../src/node/workspaceIndex.ts';
import { embeddingOf } from '../../support/modelServerEmbeddings.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-embeddings-'));
const project = join(folder, 'project');
const embeddingsPath = join(folder, 'embeddings.sqlite');
const script = {
  synonyms: [
    ['freight', 'shipping', 'delivery'],
    ['mail', 'letter'],
  ],
};
const shape: EmbeddingShape = { space: 'test', prefix: '', maxTokens: 512 };

let index: WorkspaceIndex;
beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  write('src/freight.ts', 'export function freight(kilos: number) {\n  return kilos * 3;\n}\n');
  write('src/mail.ts', 'export function post(letter: string) {\n  return send(letter);\n}\n');
  index = new WorkspaceIndex();
});
afterEach(() => index.close());
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), text);
}

async function read(): Promise<void> {
  await index.indexFolder(project, { maxFiles: 1000 });
}

async function ask<Ask extends EmbeddingAsk>(asked: Ask): Promise<EmbeddingAnswers[Ask['kind']]> {
  return (await index.askEmbeddings(asked)) as EmbeddingAnswers[Ask['kind']];
}

const wanted = (
  more: { after?: WantedPlace; mostChunks?: number; only?: string[] } = {},
  of = shape,
) => ask({ kind: 'wanted', query: { shape: of, mostChunks: 100, ...more } });

/** All that is wanted, page after page: a page also ends when it takes long. */
async function all(more: Parameters<typeof wanted>[0] = {}, of = shape): Promise<WantedChunk[]> {
  const chunks: WantedChunk[] = [];
  let after: WantedPlace | undefined;
  do {
    const page = await wanted({ ...more, ...(after && { after }) }, of);
    expect(page.chunks.length).toBeLessThanOrEqual(more.mostChunks ?? 100);
    chunks.push(...page.chunks);
    after = page.next;
  } while (after);
  return chunks;
}

/** Has all that is wanted embedded as the scripted server does; answers the texts. */
async function make(of = shape): Promise<string[]> {
  const chunks = await all({}, of);
  const numbers = chunks.flatMap(({ text }) => embeddingOf(text, script));
  const vectors = { space: of.space, keys: chunks.map(({ key }) => key), dimensions: 64 };
  const kept = { ...vectors, numbers: Float32Array.from(numbers) };
  if (chunks.length > 0) await ask({ kind: 'keep', vectors: kept });
  return chunks.map(({ text }) => text);
}

async function nearest(question: string, limit = 1): Promise<string[]> {
  const vector = Float32Array.from(embeddingOf(question, script));
  const found = await ask({ kind: 'nearest', query: { shape, vector, limit } });
  return found.map(({ path, startLine, text }) => `${path}:${startLine} ${text.split('\n')[0]}`);
}

const count = (of = shape) => ask({ kind: 'count', shape: of });

/** A window with a store, read; `isNew` begins with an empty one. */
async function open({ isNew = false } = {}): Promise<void> {
  await index.close();
  for (const end of isNew ? ['', '-wal', '-shm'] : [])
    rmSync(embeddingsPath + end, { force: true });
  index = new WorkspaceIndex({ embeddingsPath });
  await read();
}

test('a question finds the chunk that says the same in another word', async () => {
  await read();
  expect(await nearest('delivery')).toEqual([]);
  expect(await make()).toHaveLength(2);
  expect(await nearest('what does shipping by kilos cost')).toEqual([
    'src/freight.ts:0 export function freight(kilos: number) {',
  ]);
  expect(await nearest('a mail')).toEqual(['src/mail.ts:0 export function post(letter: string) {']);
});

test('what has an embedding is never asked for again, not in the next window either', async () => {
  await open({ isNew: true });
  await make();
  expect(await make()).toEqual([]);
  await open();
  expect(await count()).toBe(2);
  expect(await nearest('delivery')).toHaveLength(1);
  expect(await make()).toEqual([]);
});

test('of a file that changed only what changed is asked for; the rest is found on its new lines', async () => {
  const lines = (name: string) =>
    Array.from({ length: 30 }, (_, at) => `export const ${name}${at} = ${at};\n`).join('');
  const delivery = 'export function delivery() {\n  return 1;\n}\n';
  write('src/long.ts', `${lines('first')}\n${delivery}\n${lines('last')}`);
  await read();
  const before = (await make()).filter(text => text.startsWith('src/long.ts'));
  write('src/long.ts', `${lines('first')}\n${delivery}\n${lines('other')}`);
  await index.refresh([{ filePath: join(project, 'src/long.ts'), path: 'src/long.ts' }]);
  const after = await make();
  expect(after.length).toBeGreaterThan(0);
  expect(after.length).toBeLessThan(before.length);
  expect(after.every(text => text.includes('other'))).toBe(true);
});

test('a file that changed and was not embedded again is still found by what it kept', async () => {
  await read();
  await make();
  const text = readFileSync(join(project, 'src/freight.ts'), 'utf8');
  write('src/freight.ts', text.replace('3', '4'));
  await index.refresh([{ filePath: join(project, 'src/freight.ts'), path: 'src/freight.ts' }]);
  // Its only chunk is another by now.
  expect(await nearest('delivery kilos', 5)).toEqual([
    'src/mail.ts:0 export function post(letter: string) {',
  ]);
  write('src/freight.ts', text);
  await index.refresh([{ filePath: join(project, 'src/freight.ts'), path: 'src/freight.ts' }]);
  expect(await nearest('delivery kilos')).toEqual([
    'src/freight.ts:0 export function freight(kilos: number) {',
  ]);
});

test('pages of any size together have every chunk once', async () => {
  write(
    'src/long.ts',
    Array.from({ length: 300 }, (_, at) => `export const a${at} = ${at};`).join('\n'),
  );
  await read();
  const keys = (await all()).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const mostChunks of [1, 2, 5]) {
    expect((await all({ mostChunks })).map(({ key }) => key)).toEqual(keys);
  }
});

test('data is not embedded', async () => {
  for (const path of ['cart.json', 'table.csv', 'icon.svg']) write(path, '{"freight": 1}\n');
  write('README.md', 'What freight costs.\n');
  await read();
  const chunks = await all();
  expect(chunks.map(({ path }) => path)).toEqual(['README.md', 'src/freight.ts', 'src/mail.ts']);
});

test('only some files are asked for when only these are meant', async () => {
  await read();
  const chunks = await all({ only: [join(project, 'src/mail.ts'), '/elsewhere.ts'] });
  expect(chunks.map(({ path }) => path)).toEqual(['src/mail.ts']);
});

test('another model or another shape starts anew, and takes the place of what was there', async () => {
  await open({ isNew: true });
  await make();
  const other = { space: 'other', prefix: 'code: ', maxTokens: 512 };
  expect(await count(other)).toBe(0);
  expect(await count()).toBe(2);
  expect(await make(other)).toEqual([
    expect.stringMatching(/^code: src\/freight\.ts\n/),
    expect.stringMatching(/^code: src\/mail\.ts\n/),
  ]);
  await open();
  expect(await count()).toBe(0);
  expect(await count(other)).toBe(2);
});

test('vectors of what is gone go once they are many', async () => {
  for (let at = 0; at < 6; at++) write(`src/f${at}.ts`, `export const name${at} = ${at};\n`);
  await open({ isNew: true });
  await make();
  rmSync(join(project, 'src/f0.ts'));
  await read();
  expect(await ask({ kind: 'tidy', shape })).toBe(0);
  expect(await count()).toBe(8);
  renameSync(join(project, 'src/f1.ts'), join(project, 'src/g.ts'));
  rmSync(join(project, 'src/f2.ts'));
  await read();
  expect(await ask({ kind: 'tidy', shape })).toBe(3);
  await open();
  expect(await count()).toBe(5);
});

test('a vector that is damaged is asked for again, the others stay', async () => {
  await open({ isNew: true });
  await make();
  await index.close();
  const database = new DatabaseSync(embeddingsPath);
  database.exec('UPDATE vector SET data = zeroblob(64) WHERE key = (SELECT max(key) FROM vector)');
  database.close();
  await open();
  expect(await make()).toHaveLength(1);
  expect(await count()).toBe(2);
});

test.each([
  [
    'is no database',
    () => writeFileSync(embeddingsPath, readFileSync(embeddingsPath).fill(1, 0, 200)),
  ],
  [
    'has another format',
    () => {
      const database = new DatabaseSync(embeddingsPath);
      database.exec('PRAGMA user_version = 99');
      database.close();
    },
  ],
  [
    'has broken cuts',
    () => {
      const database = new DatabaseSync(embeddingsPath);
      database.exec("UPDATE cut SET chunks = 'broken'");
      database.close();
    },
  ],
])('a store that %s is made anew', async (_, damage) => {
  await open({ isNew: true });
  await make();
  await index.close();
  damage();
  await open();
  expect(await count()).toBe(0);
  expect(await make()).toHaveLength(2);
  await open();
  expect(await count()).toBe(2);
});
