import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runSuite } from '../../../bench/embedded.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface ShippedCase {
  readonly id: string;
  readonly root: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly below?: string;
}

const shipped = readFileSync(join(root, 'bench/cases/embedded.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as ShippedCase)
  .map(each => ({ ...each, root: join(root, each.root) }));

const withoutMs = (results: readonly object[]) => results.map(each => ({ ...each, ms: 0 }));

describe('the embedded suite', () => {
  test('guesses more than a quarter of the lines of a real project exactly, the surest third better', async () => {
    const cases = shipped.filter(({ root }) => root.endsWith('msal-common/src'));
    const { results } = await runSuite(cases, 1);
    const judged = (results as { text: string | null; confidence?: number }[]).map(
      ({ text, confidence = 0 }, index) => {
        const { path, line, column, root } = cases[index]!;
        const truth = readFileSync(join(root, path), 'utf8').split('\n')[line]!.slice(column);
        return { isRight: text?.trim() === truth.trim(), confidence };
      },
    );
    const share = (some: typeof judged) => some.filter(each => each.isRight).length / some.length;
    const surest = judged.sort((a, b) => b.confidence - a.confidence).slice(0, cases.length / 3);
    expect(share(judged)).toBeGreaterThan(0.27);
    expect(share(surest)).toBeGreaterThan(0.6);
  });

  test('does not know the hidden text: whatever stands there on disk, the guess is the same', async () => {
    const cases = shipped.filter(({ root }) => root.endsWith('examples/shop')).slice(0, 8);
    const results: object[][] = [];
    for (const [index, hidden] of ['', 'somethingElse(entirely, 42); // never seen'].entries()) {
      results.push([]);
      for (const each of cases) {
        const copy = join(folder, `${each.id}-${index}`);
        cpSync(each.root, copy, { recursive: true });
        const lines = readFileSync(join(copy, each.path), 'utf8').split('\n');
        lines[each.line] = lines[each.line]!.slice(0, each.column) + hidden;
        writeFileSync(join(copy, each.path), lines.join('\n'));
        results[index]!.push(...(await runSuite([{ ...each, root: copy }], 1)).results);
      }
    }
    expect(withoutMs(results[1]!)).toEqual(withoutMs(results[0]!));
  });

  test('answers every case in order, with a reason where it can not', async () => {
    const good = shipped[shipped.length - 1]!;
    const { results } = await runSuite(
      [
        { id: 'a', root: 'x' },
        { ...good, id: 'b', path: 'missing.ts' },
        { ...good, id: 'c', line: 100_000 },
        { ...good, id: 'd', unknownKey: 1 },
      ],
      1,
    );
    expect(results.map(result => 'id' in result && result.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(results.map(result => 'reason' in result)).toEqual([true, true, true, false]);
  });
});
