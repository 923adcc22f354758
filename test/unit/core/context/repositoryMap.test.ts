import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MapEntry, repositoryMap } from '../../../../src/core/context/repositoryMap.ts';

const entry = (path: string, startLine: number, text: string): MapEntry => ({
  ...{ path, startLine, text },
  endLineExclusive: startLine + text.split('\n').length,
});
const length = (text: string) => text.length;

test('shows the best heads, those of one file together in the order of their lines', () => {
  const ranked = [
    entry('b.ts', 9, '  total(): number {'),
    entry('a.ts', 4, 'function f() {'),
    entry('b.ts', 2, 'class Cart {'),
    entry('b.ts', 2, 'class Cart {'),
    entry('b.ts', 3, '  items = [];'),
  ];
  expect(repositoryMap(ranked, 1000, length).map(({ path, text }) => `${path}\n${text}`)).toEqual([
    'a.ts\nfunction f() {',
    'b.ts\nclass Cart {\n  items = [];\n⋮\n  total(): number {',
  ]);
});

test('never takes more than its budget, and more of it never shows less', () => {
  const entries = fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(50), fc.constantFrom('x', 'head {', 'a\nb'))
      .map(([path, line, text]) => entry(path, line, text)),
    { maxLength: 40 },
  );
  const sizeOf = (files: ReturnType<typeof repositoryMap>) =>
    files.map(({ path, text }) => `${path}\n${text}\n`).join('').length;
  fc.assert(
    fc.property(entries, fc.nat(200), (ranked, budget) => {
      expect(sizeOf(repositoryMap(ranked, budget, length))).toBeLessThanOrEqual(budget);
      const all = repositoryMap(ranked, 100_000, length);
      expect(all.map(({ path }) => path)).toEqual(
        [...new Set(ranked.map(({ path }) => path))].sort(),
      );
    }),
  );
});
