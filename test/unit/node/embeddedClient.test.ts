import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger.ts';
import { EmbeddedClient } from '../../../src/node/embeddedClient.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-embedded-'));
const script = join(folder, 'embeddedWorker.cjs');
const project = join(folder, 'project');

beforeAll(async () => {
  await build({
    entryPoints: [resolve(import.meta.dirname, '../../../src/node/embeddedWorker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  for (const name of ['order', 'customer']) {
    mkdirSync(join(project, name), { recursive: true });
    const text = `export const ${name} = await store.load('${name}');\n`;
    writeFileSync(join(project, name, 'load.ts'), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const clients: EmbeddedClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function start(path = script): EmbeddedClient {
  const client = new EmbeddedClient(path, nullLogger);
  clients.push(client);
  return client;
}

const live = new AbortController().signal;
const cursor = { path: 'x/open.ts', prefix: 'const item = await store.', suffix: '' };

function learned(client: EmbeddedClient): Promise<number> {
  return new Promise(resolve => {
    client.onDidProgress(progress => progress.isDone && resolve(progress.learned));
    client.index({ roots: [{ folder: project, prefix: 'x/' }], maxFiles: 100 });
    client.start();
  });
}

describe('the embedded engine in its worker', () => {
  test('learns a folder and suggests from it', async () => {
    const client = start();
    expect(await learned(client)).toBe(2);
    const guess = await client.suggest(cursor, live);
    expect(guess).toMatchObject({ kind: 'line', text: expect.stringMatching(/^load\('/) });
  });

  test('learns from open editors alone', async () => {
    const client = start();
    client.update('untitled:a', 'store.fetchAll(key);\nstore.fetchAll(key);\n');
    expect(await client.suggest(cursor, live)).toMatchObject({ text: 'fetchAll(key);' });
  });

  test('prefers what is in the editor over what is on disk, and forgets what is removed', async () => {
    const client = start();
    for (const name of ['order', 'customer']) {
      client.update(`x/${name}/load.ts`, 'store.newer();\n');
    }
    await learned(client);
    expect(await client.suggest(cursor, live)).toMatchObject({ text: 'newer();' });
    for (const name of ['order', 'customer']) client.remove(`x/${name}/load.ts`);
    expect(await client.suggest(cursor, live)).toMatchObject({ kind: 'none' });
  });

  test('reads a file again from disk when its editor is closed', async () => {
    const client = start();
    const path = 'x/order/load.ts';
    client.start();
    client.update(path, 'store.newer();\nstore.newer();\n');
    client.readFile(path, join(project, 'order', 'load.ts'));
    await expect
      .poll(() => client.suggest(cursor, live))
      .toMatchObject({ kind: 'line', text: expect.stringMatching(/^load\('/) });
  });

  test('knows at the next start what it has learned, without reading files that did not change', async () => {
    const storeFile = join(folder, 'store', 'embedded.bin');
    const only = join(folder, 'only');
    mkdirSync(only);
    const write = (text: string) => {
      writeFileSync(join(only, 'a.ts'), text);
      utimesSync(join(only, 'a.ts'), 1000, 1000);
    };
    const index = (client: EmbeddedClient) =>
      new Promise(resolve => {
        client.onDidProgress(progress => progress.isDone && resolve(progress.learned));
        client.index({ roots: [{ folder: only, prefix: 'y/' }], maxFiles: 100, storeFile });
        client.start();
      });
    write('const item = await store.fetch(one);\n');
    await index(start());
    await expect.poll(() => existsSync(storeFile), { timeout: 30_000 }).toBe(true);
    // As long as before and with the same time: it is the store that answers.
    write('const item = await store.erase(two);\n');
    const client = start();
    expect(await index(client)).toBe(1);
    expect(await client.suggest(cursor, live)).toMatchObject({ text: 'fetch(one);' });
    expect((await client.explain(cursor)).sources[0]).toMatchObject({ path: 'y/a.ts' });
  });

  test('says which lines match, as they are in the editor or on disk', async () => {
    const client = start();
    client.update('x/order/load.ts', '\n\nexport const order = await store.load(id);\n');
    await learned(client);
    const matching = async (prefix: string) => {
      const [best] = await client.matches({ ...cursor, prefix }, live);
      return best && `${best.path}:${best.line} ${best.text}`;
    };
    expect(await matching('export const order = await store.')).toBe(
      'x/order/load.ts:2 export const order = await store.load(id);',
    );
    expect(await matching('export const customer = await store.')).toBe(
      "x/customer/load.ts:0 export const customer = await store.load('customer');",
    );
    expect(await client.matches(cursor, AbortSignal.abort())).toEqual([]);
  });

  test('does not learn secrets or what ignore files exclude', async () => {
    writeFileSync(join(project, 'deploy.env'), 'const item = await store.secret();\n');
    writeFileSync(join(project, '.aiignore'), 'private.ts\n');
    writeFileSync(join(project, 'private.ts'), 'const item = await store.hidden();\n');
    expect(await learned(start())).toBe(2);
  });

  test('does not start before the first question', async () => {
    const log: string[] = [];
    const logger = { ...nullLogger, error: (message: string) => void log.push(message) };
    const client = new EmbeddedClient(join(folder, 'missing.cjs'), logger);
    clients.push(client);
    client.update('untitled:a', 'store.fetchAll(key);\n');
    client.index({ roots: [{ folder: project, prefix: 'x/' }], maxFiles: 100 });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(log).toEqual([]);
    await client.suggest(cursor, live);
    expect(log).not.toEqual([]);
  });

  test('answers a cancelled question at once', async () => {
    const client = start();
    const controller = new AbortController();
    const guess = client.suggest(cursor, controller.signal);
    controller.abort();
    expect(await guess).toEqual({ kind: 'none', reason: 'cancelled' });
    expect(await client.suggest(cursor, AbortSignal.abort())).toMatchObject({ kind: 'none' });
  });

  test('gives up quietly when its worker can not be started', async () => {
    const client = start(join(folder, 'missing.cjs'));
    for (let i = 0; i < 6; i++) {
      expect(await client.suggest(cursor, live)).toMatchObject({ kind: 'none' });
    }
  });

  test('starts again after a crash and still knows the open editors', async () => {
    const fragile = join(folder, 'fragile.cjs');
    const crash = `require('node:worker_threads').parentPort.on('message', message => {
      if (message.type === 'remove' && message.path === 'crash') throw new Error('crash');
    });`;
    writeFileSync(fragile, `${crash}\nrequire(${JSON.stringify(script)});`);
    const client = start(fragile);
    client.update('untitled:a', 'store.fetchAll(key);\nstore.fetchAll(key);\n');
    expect(await client.suggest(cursor, live)).toMatchObject({ text: 'fetchAll(key);' });
    client.remove('crash');
    expect(await client.suggest(cursor, live)).toMatchObject({ reason: 'cancelled' });
    expect(await client.suggest(cursor, live)).toMatchObject({ text: 'fetchAll(key);' });
  });
});
