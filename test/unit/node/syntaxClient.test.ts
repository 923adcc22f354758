import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nullLogger } from '../../../src/base/logger.ts';
import { SyntaxClient } from '../../../src/node/syntaxClient.ts';
import { grammarFolder, syntaxTrees } from '../../support/syntaxTrees.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkling-syntax-'));
const script = join(folder, 'syntaxWorker.cjs');
const clients: SyntaxClient[] = [];

beforeAll(async () => {
  await build({
    entryPoints: [resolve(import.meta.dirname, '../../../src/node/syntaxWorker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function start(path = script, grammars = grammarFolder): SyntaxClient {
  const client = new SyntaxClient(path, grammars, nullLogger);
  clients.push(client);
  return client;
}

const source = { path: 'a.ts', text: 'function f() {\n}\n' };

test('answers from a worker, in the order asked', async () => {
  const client = start();
  const [place, end, errors] = await Promise.all([
    client.placeAt(source, 14),
    client.scopeEnd(source, 14, '\n  a();\n}\nb();'),
    client.errors(source),
  ]);
  expect(place?.fits).toBe('block');
  expect(end).toEqual({ end: 7, isComplete: true });
  expect(errors).toEqual([]);
});

test('nothing is answered after an abort, without a grammar, without a worker and after the end', async () => {
  const client = start();
  expect(await client.errors(source, AbortSignal.abort())).toBeUndefined();
  expect(await client.errors({ path: 'a.unknown', text: '' })).toBeUndefined();
  expect(await start(join(folder, 'none.cjs')).errors(source)).toBeUndefined();
  expect(await start(script, folder).errors(source)).toBeUndefined();
  const asked = client.errors(source);
  client.dispose();
  expect(await asked).toBeUndefined();
  expect(await client.errors(source)).toBeUndefined();
});

test('a tree that follows the changes of a text is the tree of the text', async () => {
  const following = syntaxTrees();
  const statement = fc.constantFrom(
    'function f(a) {\n  return a;\n}\n',
    'class A {\n  b() {\n    `x $' + '{c}`;\n  }\n}\n',
    'const d = (e) => {\n  if (e) g();\n};\n',
    '// } é 😀 {\n',
    'h({ i: 1 });\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { maxLength: 6 }), async parts => {
      const ask = { type: 'definitions', source: { path: 'a.ts', text: parts.join('') } } as const;
      expect(await following.answer(ask)).toEqual(await syntaxTrees().answer(ask));
    }),
    { numRuns: 40 },
  );
});
