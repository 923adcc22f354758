import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLineArrays } from '../../../../src/core/diff/lineDiff.ts';
import { diffWordMarks } from '../../../../src/core/diff/wordDiff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 });

test('changes turn one list of lines into the other, and lines in between are equal', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const result: string[] = [];
      let at = 0;
      for (const { oldStart, oldEnd, newStart, newEnd } of diffLineArrays(before, after)) {
        result.push(...before.slice(at, oldStart), ...after.slice(newStart, newEnd));
        at = oldEnd;
      }
      expect([...result, ...before.slice(at)]).toEqual(after);
    }),
  );
});

test('words that differ are marked on both sides', () => {
  const marks = diffWordMarks('const total = 1;', 'const sum = 1;');
  expect(marks.removed.map(range => range.substring('const total = 1;'))).toEqual(['total']);
  expect(marks.added.map(range => range.substring('const sum = 1;'))).toEqual(['sum']);
});

test('texts with little in common are not marked word by word', () => {
  expect(diffWordMarks('alpha beta gamma', 'one (two) three four')).toEqual({
    removed: [],
    added: [],
  });
});
