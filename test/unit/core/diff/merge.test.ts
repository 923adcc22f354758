import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeLines } from '../../../../src/core/diff/merge.ts';

describe('three-way merge', () => {
  const base = 'a\nb\nc\nd\n';

  test('takes both sides where they touch different lines', () => {
    expect(mergeLines(base, 'a typed\nb\nc\nd\n', 'a\nb\nc\nD\n').text).toBe('a typed\nb\nc\nD\n');
  });

  test('keeps the user’s lines where both changed the same, and says so', () => {
    const { text, conflicts } = mergeLines(base, 'a\nmine\nc\nd\n', 'a\ntheirs\nc\nD\n');
    expect(text).toBe('a\nmine\nc\nD\n');
    expect(conflicts).toEqual([
      { start: 1, endExclusive: 2, current: ['mine'], proposed: ['theirs'] },
    ]);
  });

  test('the same change on both sides is no conflict', () => {
    expect(mergeLines(base, 'a\nx\nc\nd\n', 'a\nx\nc\nd\n')).toEqual({
      text: 'a\nx\nc\nd\n',
      conflicts: [],
    });
  });

  test('lines added above move the proposal down', () => {
    expect(mergeLines(base, 'new\na\nb\nc\nd\n', 'a\nb\nC\nd\n').text).toBe('new\na\nb\nC\nd\n');
  });

  const text = fc
    .array(fc.constantFrom('x', 'y', 'z'), { maxLength: 8 })
    .map(lines => lines.map(line => `${line}\n`).join(''));

  test('one side unchanged gives the other; without conflict the order of sides does not matter', () => {
    fc.assert(
      fc.property(text, text, text, (common, left, right) => {
        expect(mergeLines(common, common, right).text).toBe(right);
        expect(mergeLines(common, left, common).text).toBe(left);
        const [one, other] = [mergeLines(common, left, right), mergeLines(common, right, left)];
        expect(one.conflicts.length === 0).toBe(other.conflicts.length === 0);
        if (one.conflicts.length === 0) expect(one.text).toBe(other.text);
      }),
    );
  });
});
