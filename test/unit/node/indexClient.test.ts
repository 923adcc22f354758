import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger.ts';
import type { WantedChunk } from '../../../src/core/vectors/embeddingDrafts.ts';
import type { WantedPlace } from '../../../src/node/chunkEmbeddings.ts';
import { FolderReader, type ReadText } from '../../../src/node/folderReader.ts';
import { Grammars } from '../../../src/node/grammars.ts';
import { IndexClient } from '../../../src/node/indexClient.ts';
import { KeptIndex } from '../../../src/node/keptIndex.ts';
import { nothingRelated } from '../../../src/node/relatedLines.ts';
import { ShapeThread } from '../../../src/node/shapeThread.ts';
import { grammarFolder } from '../../support/syntaxTrees.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-index-'));
const script = join(folder, 'indexWorker.cjs');
const project = join(folder, 'project');
const live = new AbortController().signal;

function write(path: string, text: string): void {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), text);
}

beforeAll(async () => {
  await build({
    entryPoints: [resolve(import.meta.dirname, '../../../src/node/indexWorker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  write('src/cart.ts', 'export class ShoppingCart {\n  addItem() {}\n}\n');
  write('.env', 'SHOPPING_CART_TOKEN=1\n');
  write('private/.aiignore', '*\n');
  write('private/cart.ts', 'export class SecretShoppingCart {}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const clients: IndexClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function start(path = script): IndexClient {
  const client = new IndexClient(
    path,
    { grammarFolder, storePath: join(folder, 'index.sqlite') },
    nullLogger,
  );
  clients.push(client);
  return client;
}

const pause = () => new Promise(done => setTimeout(done, 20));

/** Paths of similar code, as soon as there is some. */
async function found(client: IndexClient, prefix: string, wanted = 1): Promise<string[]> {
  const query = { prefix, suffix: '', filePath: join(project, 'src/open.ts'), limit: 5 };
  for (let attempt = 0; attempt < 100; attempt++) {
    const { similar: lines } = await client.related(query, live);
    if (lines.length >= wanted) return lines.map(({ path }) => path);
    await pause();
  }
  return [];
}

test('finds code of the folder, but no secrets and nothing that is ignored', async () => {
  const client = start();
  client.indexFolder(project, 100);
  expect(await found(client, 'const shoppingCart = ')).toEqual(['src/cart.ts']);
});

test('follows files that change, appear and go', async () => {
  const client = start();
  client.indexFolder(project, 100);
  await found(client, 'const shoppingCart = ');
  write('src/mail.ts', 'export function sendMail() {}\n');
  client.refresh(join(project, 'src/mail.ts'), 'src/mail.ts');
  expect(await found(client, 'sendMail')).toEqual(['src/mail.ts']);
  rmSync(join(project, 'src/mail.ts'));
  client.refresh(join(project, 'src/mail.ts'), 'src/mail.ts');
  client.removeFolder(project);
  expect(await found(client, 'sendMail shoppingCart', 0)).toEqual([]);
});

test('maps what a file uses from the rest of the workspace', async () => {
  const client = start();
  write('src/checkout.ts', 'export const pay = (cart: ShoppingCart) => cart.addItem();\n');
  client.indexFolder(project, 100);
  const focus = { filePaths: [join(project, 'src/checkout.ts')], names: [], tokens: 200 };
  const map = async () => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const lines = await client.map(focus, live);
      if (lines.length > 0) return lines.map(({ path, text }) => `${path}\n${text}`);
      await pause();
    }
    return [];
  };
  expect(await map()).toEqual(['src/cart.ts\nexport class ShoppingCart {\n  addItem() {}']);
});

test('what is in a folder is found when only the folder was told of, and an ignore file that changes counts', async () => {
  const client = start();
  client.indexFolder(project, 100);
  write('shop/tills/till.ts', 'export function openTill() {}\n');
  client.refresh(join(project, 'shop'), 'shop');
  expect(await found(client, 'openTill')).toEqual(['shop/tills/till.ts']);
  write('shop/.aiignore', 'tills/\n');
  client.refresh(join(project, 'shop/.aiignore'), 'shop/.aiignore');
  const isGone = async () => (await found(client, 'openTill', 0)).length === 0;
  for (let attempt = 0; attempt < 200 && !(await isGone()); attempt++) await pause();
  expect(await isGone()).toBe(true);
  rmSync(join(project, 'shop'), { recursive: true });
});

test('embeddings are kept and found in the worker, once the folder has been read', async () => {
  const client = start();
  client.indexFolder(project, 100);
  const shape = { space: 'test', prefix: '', maxTokens: 512 };
  const chunks: WantedChunk[] = [];
  let after: WantedPlace | undefined;
  do {
    const query = { shape, mostChunks: 100, after };
    const page = await client.embeddings({ kind: 'wanted', query }, live);
    chunks.push(...page.chunks);
    after = page.next;
  } while (after);
  expect(chunks.some(({ path }) => path === 'src/cart.ts')).toBe(true);
  expect(chunks.some(({ text }) => /SecretShoppingCart|TOKEN/.test(text))).toBe(false);
  const keys = chunks.map(({ key }) => key);
  // The first chunk looks east, the others north.
  const numbers = Float32Array.from(keys.flatMap((_, at) => (at === 0 ? [1, 0] : [0, 1])));
  const vectors = { space: 'test', keys, dimensions: 2, numbers };
  expect(await client.embeddings({ kind: 'keep', vectors }, live)).toBe(keys.length);
  const query = { shape, vector: Float32Array.of(2, 0.1), limit: 1 };
  const [near] = await client.embeddings({ kind: 'nearest', query }, live);
  expect(near?.path).toBe(chunks[0]?.path);
  expect(near?.score).toBeCloseTo(1, 1);
});

test('a worker that died is started again and goes on', async () => {
  const mortal = join(folder, 'mortal.cjs');
  const dead = join(folder, 'dead');
  writeFileSync(
    mortal,
    `const fs = require('node:fs');
     if (fs.existsSync(${JSON.stringify(dead)})) require('./indexWorker.cjs');
     else require('node:worker_threads').parentPort.once('message', () => {
       fs.writeFileSync(${JSON.stringify(dead)}, '');
       process.exit(1);
     });`,
  );
  const client = start(mortal);
  client.indexFolder(project, 100);
  expect(await found(client, 'const shoppingCart = ')).toContain('src/cart.ts');
});

test('reading that is stopped while it rests is over at once, and goes on when it is asked for again', async () => {
  const root = join(folder, 'stopped');
  mkdirSync(root);
  writeFileSync(join(root, 'parcel.ts'), 'export function sendParcel() {}\n');
  const client = start();
  const query = { prefix: 'sendParcel', suffix: '', filePath: '', limit: 5 };
  await client.related(query, live);
  const over = new Promise<void>(done => {
    client.onDidProgress(progress => progress ?? done());
  });
  client.rest(600_000);
  client.indexFolder(root, 100);
  client.stop();
  await over;
  expect((await client.related(query, live)).similar).toEqual([]);
  client.rest(0);
  client.indexFolder(root, 100);
  expect(await found(client, 'sendParcel')).toEqual(['parcel.ts']);
});

test('an abort answers at once, a broken worker answers nothing', async () => {
  const query = { prefix: 'shoppingCart', suffix: '', filePath: '', limit: 5 };
  expect(await start().related(query, AbortSignal.abort())).toEqual(nothingRelated);
  const broken = start(join(folder, 'none.cjs'));
  const shape = { space: 'test', prefix: '', maxTokens: 512 };
  expect(await broken.embeddings({ kind: 'count', shape }, live)).toBe(0);
  expect(await broken.related(query, live)).toEqual(nothingRelated);
  expect(await broken.related(query, live)).toEqual(nothingRelated);
});

test('a second thread finds what one thread finds, also one that dies', async () => {
  const root = join(folder, 'large');
  mkdirSync(root);
  for (let at = 100; at < 210; at++) {
    writeFileSync(join(root, `f${at}.ts`), `class A${at} {\n  run(a: B) { return a; }\n}\n`);
  }
  const started: string[] = [];
  const read = async (threadScript?: string) => {
    const startThread = (path: string) => () => {
      started.push(path);
      return new ShapeThread<ReadText>(path, grammarFolder);
    };
    const kept = new KeptIndex();
    const grammars = new Grammars(grammarFolder);
    const reader = new FolderReader(
      kept,
      grammars,
      threadScript === undefined ? undefined : startThread(threadScript),
    );
    await reader.indexWords(root, { maxFiles: 200 });
    await reader.indexSymbols(root, { maxFiles: 200 });
    const paths = [...kept.index.paths()].sort();
    return paths.map(path => [kept.index.factsOf(path), kept.index.definitionsOf(path)]);
  };
  const missing = join(folder, 'missing.cjs');
  const alone = await read();
  expect(alone[7]).toMatchObject([{ hasSymbols: true }, [{ name: 'A107' }, { name: 'run' }]]);
  expect(await read(script)).toEqual(alone);
  expect(await read(missing)).toEqual(alone);
  expect(started).toEqual([script, missing]);
});
