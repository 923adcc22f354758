import { describe, expect, test } from 'vitest';
import { boostTrees, type Table } from '../../../../bench/embeddedFit/boostTrees.ts';
import { collectEvents, VoteEvents } from '../../../../bench/embeddedFit/collectVotes.ts';
import { examplesOf } from '../../../../bench/embeddedFit/examples.ts';
import { fitWeights } from '../../../../bench/embeddedFit/fitWeights.ts';
import { startWeights } from '../../../../bench/embeddedFit/startWeights.ts';
import { randomNumbers } from '../../../../bench/embeddedPositions.ts';
import { ProjectIndex } from '../../../../src/core/embedded/projectIndex.ts';
import { Ranker } from '../../../../src/core/embedded/ranker.ts';

const source = (name: string) => ({
  path: `src/${name}.ts`,
  text: `export function load${name}(id: string) {
  const ${name} = store.get(id);
  if (${name} === undefined) throw new NotFound(id);
  return ${name};
}
`.repeat(4),
});
const sources = ['order', 'customer', 'invoice'].map(source);

describe('examples', () => {
  test('are the same in every run, and hide what stands behind the cursor', () => {
    const examples = [...examplesOf(sources, 20, 3)];
    expect(examples).toEqual([...examplesOf(sources, 20, 3)]);
    for (const { cursor, hidden, hiddenLines, below } of examples) {
      const text = sources.find(({ path }) => path === cursor.path)!.text;
      const missing = hiddenLines.map(line => `\n${line}`).join('');
      expect(text).toBe(cursor.prefix + hidden + missing + cursor.suffix);
      expect(below === 'full' ? hiddenLines : []).toEqual([]);
      expect(hidden.trim().length).toBeGreaterThanOrEqual(4);
    }
  });
});

describe('the weights of votes', () => {
  test('make what was written more probable than the weights set by hand do', () => {
    const index = new ProjectIndex();
    index.setFiles(sources);
    const events = new VoteEvents();
    collectEvents(index, examplesOf(sources, 30, 3), events);
    const losses: number[] = [];
    const fitted = fitWeights(events, startWeights(), line => {
      losses.push(Number(/([\d.]+) nats/.exec(line)![1]));
    });
    expect(losses[losses.length - 1]).toBeLessThan(losses[0]!);
    expect(fitted[0]).toBe(0);
    expect(fitted.every(Number.isFinite)).toBe(true);
  });
});

describe('boosted trees', () => {
  const random = randomNumbers(1);
  const table: Table = { rows: [], isRight: [] };
  for (let i = 0; i < 2000; i++) {
    const row = [random(), random(), random()];
    const isRight = row[0]! > 0.5 !== row[1]! > 0.3;
    table.rows.push(Float64Array.from(row));
    table.isRight.push(isRight ? 1 : 0);
  }
  const options = { trees: 30, depth: 2, learningRate: 0.3, leastRows: 10, sample: 0.8 };

  test('find what depends on two numbers at once', () => {
    const { bias, trees } = boostTrees(table, options);
    const ranker = new Ranker(bias, options.depth, trees);
    const isSure = (row: number[]) => ranker.probability(row);
    expect(isSure([0.9, 0.1, 0.5])).toBeGreaterThan(0.9);
    expect(isSure([0.9, 0.9, 0.5])).toBeLessThan(0.1);
    expect(isSure([0.1, 0.9, 0.5])).toBeGreaterThan(0.9);
  });

  test('give a rate of success that is the observed one', () => {
    const { bias, trees } = boostTrees(table, options);
    const ranker = new Ranker(bias, options.depth, trees);
    const told = table.rows.reduce((sum, row) => sum + ranker.probability([...row]), 0);
    const observed = table.isRight.reduce((sum, right) => sum + right, 0);
    expect(told / observed).toBeCloseTo(1, 1);
  });
});
