import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { runSuite } from '../../../bench/context.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inkling-context-'));
  for (const folder of ['context', 'outbound', 'prompt', 'text']) {
    await cp(join('src/core', folder), join(root, folder), { recursive: true });
  }
});
afterEach(() => rm(root, { recursive: true }));

const path = 'outbound/gate.ts';
const resultSchema = z.object({
  prompt: z.string(),
  tokens: z.number(),
  sources: z.array(
    z.object({
      kind: z.string(),
      path: z.string(),
      startLine: z.number(),
      endLine: z.number(),
      tokens: z.number(),
    }),
  ),
});

/** Runs a case at a piece of text in the file; what follows it on its line is hidden. */
async function promptAt(marker: string, budgetTokens = 800) {
  const text = await readFile(join(root, path), 'utf8');
  const before = text.slice(0, text.indexOf(marker) + marker.length).split('\n');
  const given = {
    id: 1,
    root,
    path,
    line: before.length - 1,
    column: before.at(-1)?.length,
    budgetTokens,
    open: ['prompt/prompt.ts', path],
  };
  const { results } = await runSuite([given]);
  return resultSchema.parse(results[0]);
}

test('what is hidden leaves no trace in the prompt', async () => {
  const marker = 'const fitted = ';
  const first = await promptAt(marker);
  const file = join(root, path);
  const text = await readFile(file, 'utf8');
  const changed = text.replace(
    /const fitted = .*/,
    'const fitted = RecentEdits.keepEnd(chunksOf, LexicalIndex);',
  );
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  expect(await promptAt(marker)).toEqual(first);
});

test('every source stands in its file where it says, within the budget', async () => {
  for (const budget of [128, 512, 2000]) {
    const { prompt, tokens, sources } = await promptAt('const fitted = ', budget);
    expect(tokens).toBeLessThanOrEqual(budget);
    expect(sources.length).toBeGreaterThan(2);
    const above = sources.find(({ kind }) => kind === 'prefix');
    for (const source of sources.filter(({ kind }) => kind !== 'prefix' && kind !== 'suffix')) {
      const lines = (await readFile(join(root, source.path), 'utf8')).split('\n');
      expect(prompt).toContain(lines.slice(source.startLine, source.endLine).join('\n'));
      // Of the file itself only what stands above the text before the cursor.
      if (source.path === path) {
        expect(source.kind).toBe('ownFile');
        expect(source.endLine).toBeLessThanOrEqual(above?.startLine ?? 0);
      }
    }
  }
});

test('a case that cannot be run says why', async () => {
  const { results } = await runSuite([
    { id: 'x' },
    { id: 'y', root, path: 'none.ts', line: 0, column: 0, budgetTokens: 9 },
  ]);
  expect(results).toMatchObject([
    { id: 'x', reason: expect.any(String) },
    { id: 'y', reason: expect.stringContaining('none.ts') },
  ]);
});
