import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  joinLines,
  joinLinesAfter,
  splitLines,
  splitLinesAfter,
} from '../../../../src/core/text/lines.ts';

const text = fc
  .array(fc.constantFrom('a', 'two words', '', '\n', '\r', '\r\n', '\uFEFF'), { maxLength: 12 })
  .map(pieces => pieces.join(''));

test('a text is its lines with their ends, and no line holds an end', () =>
  fc.assert(
    fc.property(text, whole => {
      const split = splitLines(whole);
      expect(joinLines(split)).toBe(whole);
      expect(split.lines.join('')).not.toMatch(/[\r\n]/);
      expect(split.ends.slice(0, -1)).not.toContain('');
      const bare = whole.replace(/^\uFEFF/, '');
      expect(split.lines).toEqual(
        bare === '' ? [] : bare.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/),
      );
    }),
  ));

test('a text that came of another is cut and put together as if it were new', () => {
  const edit = fc.record({ from: fc.nat(30), to: fc.nat(30), put: text });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), edit, (pieces, { from, to, put }) => {
      const before = pieces.join('\n');
      const after = before.slice(0, from) + put + before.slice(Math.max(from, to));
      const [known, next] = [splitLines(before), splitLines(after)];
      expect(splitLinesAfter(known, before, after)).toEqual(next);
      expect(joinLinesAfter(known, before, next)).toBe(after);
    }),
  );
});

test('line ends are told apart', () =>
  expect(splitLines('a\r\nb\n\rc\r\r\nd')).toEqual({
    bom: '',
    lines: ['a', 'b', '', 'c', '', 'd'],
    ends: ['\r\n', '\n', '\r', '\r', '\r\n', ''],
  }));
