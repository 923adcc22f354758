import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantise } from '../../../../src/core/vectors/quantise.ts';
import { VectorTable } from '../../../../src/core/vectors/vectorTable.ts';

const components = fc.double({ min: -1000, max: 1000, noNaN: true });
const vector = fc
  .array(components, { minLength: 1, maxLength: 40 })
  .filter(values => values.some(value => Math.abs(value) > 1e-3));

const lengthOf = (values: readonly number[]) => Math.hypot(...values);

test('each component of the unit vector comes back, off by half a step at most', () => {
  fc.assert(
    fc.property(vector, values => {
      const { scale, values: bytes } = quantise(values)!;
      for (const [at, value] of values.entries()) {
        const unit = value / lengthOf(values);
        expect(Math.abs(bytes[at]! * scale - unit)).toBeLessThanOrEqual(scale / 2 + 1e-12);
        expect(Math.abs(bytes[at]!)).toBeLessThanOrEqual(127);
      }
    }),
  );
});

test('the similarity of two vectors is their cosine, off by as much as the steps allow', () => {
  const two = fc
    .integer({ min: 1, max: 40 })
    .chain(length => {
      const values = fc.array(components, { minLength: length, maxLength: length });
      return fc.tuple(values, values);
    })
    .filter(pair => pair.every(values => values.some(value => Math.abs(value) > 1e-3)));
  fc.assert(
    fc.property(two, ([one, other]) => {
      const table = new VectorTable(one.length);
      const [a, b] = [quantise(one)!, quantise(other)!];
      const dot = one.reduce((sum, value, at) => sum + value * other[at]!, 0);
      const cosine = dot / lengthOf(one) / lengthOf(other);
      // Each of n components is off by half a step of either side; |a·b − a'·b'| ≤ |a||b−b'| + |b'||a−a'|.
      const root = Math.sqrt(one.length);
      const bound = (b.scale / 2) * root + (1 + (b.scale / 2) * root) * (a.scale / 2) * root;
      expect(Math.abs(table.similarity(table.add(a), b) - cosine)).toBeLessThanOrEqual(
        bound + 1e-9,
      );
    }),
  );
});

test('what has no direction is no vector', () => {
  expect(quantise([0, 0])).toBeUndefined();
  expect(quantise([])).toBeUndefined();
  expect(quantise([1, Number.NaN])).toBeUndefined();
  expect(quantise([Number.POSITIVE_INFINITY, 1])).toBeUndefined();
});

test('a row that was freed is given out again, and the others stay as they are', () => {
  const table = new VectorTable(2);
  const [east, north] = [quantise([1, 0])!, quantise([0, 1])!];
  const rows = Array.from({ length: 3000 }, () => table.add(east));
  table.remove(rows[1500]!);
  expect(table.length).toBe(2999);
  expect(table.add(north)).toBe(rows[1500]);
  expect(table.similarity(rows[1500]!, north)).toBeCloseTo(1);
  expect(table.similarity(rows[1499]!, north)).toBeCloseTo(0);
  expect(table.similarity(rows[1501]!, east)).toBeCloseTo(1);
});
