import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedHunks } from '../../../../src/core/diff/unifiedHunks.ts';

const numbered = (...changed: readonly (readonly [number, string])[]) =>
  Array.from({ length: 20 }, (_, at) => new Map(changed).get(at + 1) ?? `line ${at + 1}`);

test('near changes stand in one hunk, far ones in their own, each with three lines around', () => {
  const [before, after] = [numbered(), numbered([2, 'two'], [8, 'eight'], [20, 'twenty\nmore'])];
  expect(unifiedHunks(before.join('\r\n'), after.join('\n'))).toBe(`@@ -1,11 +1,11 @@
 line 1
-line 2
+two
 line 3
 line 4
 line 5
 line 6
 line 7
-line 8
+eight
 line 9
 line 10
 line 11
@@ -17,4 +17,5 @@
 line 17
 line 18
 line 19
-line 20
+twenty
+more`);
  expect(unifiedHunks('same\n', 'same\n')).toBe('');
});

test('what the hunks say turns one text into the other', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '-d', '@@'), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const result: string[] = [];
      let at = 0;
      for (const hunk of unifiedHunks(before.join('\n'), after.join('\n')).split(/^(?=@@ -)/m)) {
        if (hunk === '') continue;
        const [head, ...body] = hunk.replace(/\n$/, '').split('\n');
        const [, start, count, newStart, newCount] = /@@ -(\d+),(\d+) \+(\d+),(\d+) @@/
          .exec(head!)!
          .map(Number);
        result.push(...before.slice(at, start! - 1));
        expect(result.length).toBe(newStart! - 1);
        const sides = (mark: string) => body.filter(line => line[0] === ' ' || line[0] === mark);
        expect(sides('-').map(line => line.slice(1))).toEqual(
          before.slice(start! - 1, start! - 1 + count!),
        );
        expect(sides('+')).toHaveLength(newCount!);
        result.push(...sides('+').map(line => line.slice(1)));
        at = start! - 1 + count!;
      }
      expect([...result, ...before.slice(at)]).toEqual(after);
    }),
  );
});
