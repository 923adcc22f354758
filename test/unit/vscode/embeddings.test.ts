import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOutboundGate } from '../../../src/core/outbound/gate.ts';
import { Ledger } from '../../../src/core/outbound/ledger.ts';
import { SecretVault } from '../../../src/core/outbound/secrets/secretVault.ts';
import { SentLog } from '../../../src/core/outbound/sentLog.ts';
import type { EmbeddingSettings } from '../../../src/core/settings.ts';
import { embeddingModelOf } from '../../../src/core/vectors/embeddingModelSettings.ts';
import type { EmbeddingAnswers, EmbeddingAsk } from '../../../src/node/embeddingAsk.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { WorkspaceIndex } from '../../../src/node/workspaceIndex.ts';
import { Embedder, type EmbedderTools } from '../../../src/vscode/embeddings/embedder.ts';
import { MeaningSearch } from '../../../src/vscode/embeddings/meaningSearch.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { endpointFor } from '../../support/models.ts';

const canary = 'canary_7d20';
const secret = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
const folder = mkdtempSync(join(tmpdir(), 'inkling-embedder-'));
const live = new AbortController().signal;

let server: ModelServer;
beforeAll(async () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('src/freight.ts', 'export function freight(kilos: number) {\n  return kilos * 3;\n}\n');
  write('src/login.ts', `export const token = '${secret}';\n`);
  write('.aiignore', 'private/\n');
  write('private/prices.ts', `export const ${canary} = 1;\n`);
  write('.env', `FREIGHT=${canary}\n`);
  write('deploy/server.pem', `${canary}\n`);
  // What only the gate's rules name: the index has it.
  write('held/back.ts', `export const freight_${canary} = 2;\n`);
  server = await startModelServer({
    embeddings: { synonyms: [['freight', 'shipping', 'delivery']] },
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

let index: WorkspaceIndex;
let log: SentLog;
let isTrusted: boolean;
beforeEach(async () => {
  index = new WorkspaceIndex();
  await index.indexFolder(folder, { maxFiles: 100 });
  log = new SentLog();
  isTrusted = true;
  server.clear();
});

const ignoreRules: EmbedderTools['ignoreRules'] = {
  excludedBy: (_, path) => (path.startsWith('held/') ? 'held/' : undefined),
  whenLoaded: () => Promise.resolve(),
};

function embedder(changes: Partial<EmbeddingSettings> = {}, tools: Partial<EmbedderTools> = {}) {
  const { baseUrl } = server;
  const settings = { provider: 'openai', baseUrl, model: 'nomic-embed-text', ...changes } as const;
  const vault = new SecretVault();
  const client = {
    embeddings: async <Ask extends EmbeddingAsk>(ask: Ask) =>
      (await index.askEmbeddings(ask)) as EmbeddingAnswers[Ask['kind']],
  };
  const store = { load: () => undefined, save: () => {} };
  return new Embedder(settings, endpointFor(embeddingModelOf(settings)), {
    gate: createOutboundGate({ isTrusted: () => isTrusted, ignoreRules, secrets: () => vault }),
    ...{ sentLog: log, ledger: new Ledger(store, () => 0), clock: systemClock, ignoreRules },
    workspace: { started: () => client },
    ...tools,
  });
}

describe('what leaves', () => {
  test('files that rules name never do, secrets are masked, and all of it stands in the log', async () => {
    const one = embedder({ price: 2 });
    expect(await one.survey(live)).toMatchObject({ files: 2, chunks: 2 });
    expect(server.requests).toEqual([]);
    expect(await one.make({}, live)).toMatchObject({ chunks: 2 });
    expect(server.embedded.map(text => text.split('\n')[0])).toEqual([
      'search_document: src/freight.ts',
      'search_document: src/login.ts',
    ]);
    const left = JSON.stringify(server.requests.map(({ body }) => body));
    expect(left).not.toContain(canary);
    expect(left).not.toContain(secret);
    expect(left).toContain('INKLING_SECRET_1_');
    const [sent] = log.requests;
    expect(sent).toMatchObject({
      role: 'embedding',
      price: { input: 2 },
      masked: [expect.any(String)],
    });
    expect(sent?.wires.map(({ body }) => body)).toEqual(server.requests.map(({ body }) => body));
  });

  test('the gate keeps back what got past everything before it', async () => {
    const careless = { ...ignoreRules, excludedBy: () => undefined };
    await embedder({}, { ignoreRules: careless }).make({}, live);
    expect(server.embedded).toHaveLength(2);
    expect(JSON.stringify(server.embedded)).not.toContain(canary);
  });

  test('nothing does in an untrusted workspace', async () => {
    isTrusted = false;
    const one = embedder();
    expect(await one.make({}, live)).toMatchObject({ chunks: 0, refused: expect.any(String) });
    expect(await one.nearest('freight', live)).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('a question is masked, asked once and with the prefix that the model wants', async () => {
    const one = embedder();
    await one.make({}, live);
    server.clear();
    for (let time = 0; time < 2; time++) {
      const [found] = await one.nearest(`delivery by kilos, not ${secret}`, live);
      expect(found?.path).toBe('src/freight.ts');
    }
    expect(server.embedded).toEqual(['search_query: delivery by kilos, not INKLING_SECRET_1_']);
  });

  test('thousands of requests do not push the others out of the log', async () => {
    const one = embedder();
    const other = log.requests.length;
    await one.nearest('the first', live);
    for (let at = 0; at < 8; at++) await one.nearest(`question ${at}`, live);
    expect(log.requests).toHaveLength(other + 5);
  });
});

test('who stops keeps what was made; the next time goes on from there', async () => {
  const many = join(folder, 'many');
  const write = (at: number) => writeFileSync(join(many, `f${at}.ts`), `const a${at} = ${at};\n`);
  mkdirSync(many);
  for (let at = 0; at < 12; at++) write(at);
  await index.indexFolder(folder, { maxFiles: 100 });
  const one = embedder();
  const stop = new AbortController();
  const { chunks } = await one.make({}, stop.signal, () => stop.abort());
  expect(chunks).toBeGreaterThan(0);
  expect(chunks).toBeLessThan(14);
  expect(await one.count(live)).toBe(chunks);
  expect((await one.make({}, live)).chunks).toBe(14 - chunks);
  expect(new Set(server.embedded).size).toBe(server.embedded.length);
  expect(server.embedded).toHaveLength(14);
  rmSync(many, { recursive: true });
});

test('a model that fails ends it with its sentence', async () => {
  server.embedOnce({ failure: { kind: 'status', status: 401 } });
  await expect(embedder().make({}, live)).rejects.toThrow(/Enter API Key/);
  expect(log.requests[0]?.outcome).toMatchObject({ kind: 'failed', error: 'unauthorized' });
});

describe('what nobody asked for', () => {
  test('is only of the files that are meant, and stands in the ledger', async () => {
    const ledger = new Ledger({ load: () => undefined, save: () => {} }, () => 0);
    const started: string[] = [];
    ledger.onDidStart(({ role }) => started.push(role));
    const task = { only: [join(folder, 'src/login.ts')], mayGoOn: () => true };
    expect((await embedder({}, { ledger }).make(task, live)).chunks).toBe(1);
    expect(server.embedded).toEqual([expect.stringMatching(/^search_document: src\/login\.ts/)]);
    expect(started).toEqual(['embedding']);
  });

  test('is not sent when it must wait', async () => {
    await embedder().make({ mayGoOn: () => false }, live);
    expect(server.requests).toEqual([]);
  });
});

describe('a search by meaning', () => {
  const warnings: string[] = [];
  const none = () => {};
  const logger = {
    trace: none,
    debug: none,
    info: none,
    error: none,
    warn: (text: string) => void warnings.push(text),
  };
  const search = (one: Embedder) => new MeaningSearch(() => one, systemClock, logger);
  beforeEach(() => void warnings.splice(0));

  test('asks nothing where no embeddings were made', async () => {
    expect(await search(embedder()).find('freight', 1000, live)).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('finds nothing when the model fails or is late, and says so in the log once', async () => {
    const one = embedder();
    await one.make({}, live);
    const searching = search(one);
    for (let time = 0; time < 2; time++) {
      server.embedOnce({ failure: { kind: 'status', status: 401 } });
      expect(await searching.find('freight', 5000, live)).toEqual([]);
    }
    expect(warnings).toEqual([
      expect.stringMatching(/^Found by words alone.*did not accept the key/),
    ]);
    server.clear();
    server.embedOnce({ failure: { kind: 'silence' } });
    // The deadline passes when the request has arrived.
    const arrived = server.nextRequest(({ path }) => path.endsWith('/embeddings'));
    const late = { now: () => 0, delay: () => arrived.then(() => {}) };
    expect(await new MeaningSearch(() => one, late, logger).find('freight', 20, live)).toEqual([]);
    expect(warnings[1]).toMatch(/took more than 20 ms/);
    await expect.poll(() => server.requests[0]?.abortedAtMs, { timeout: 30_000 }).toBeDefined();
    expect((await searching.find('freight', 5000, live))[0]?.path).toBe('src/freight.ts');
  });
});
