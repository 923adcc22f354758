import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TextWindow, windowAfter } from '../../../../src/core/context/textWindow.ts';

/** The whole of a text as a window. */
const read = (text: string, offset: number, version: number): TextWindow => ({
  ...{ version, offset, firstLine: 0 },
  prefix: text.slice(0, offset),
  suffix: text.slice(offset),
});

const code = fc.string({ unit: fc.constantFrom('a', '(', ')', ' ', '\n', '\r\n', 'ü', '👋') });

test('after typing it is what reading the document again gives', () => {
  fc.assert(
    fc.property(code, code, code, fc.nat(), (before, typed, after, seed) => {
      const text = before + typed + after;
      const change = { rangeOffset: before.length, rangeLength: 0, text: typed };
      const offset = before.length + (seed % (typed.length + 1));
      const window = read(before + after, before.length, 7);
      expect(windowAfter(window, change, { offset, version: 8 })).toEqual(read(text, offset, 8));
    }),
  );
});

test.each([
  ['elsewhere', { rangeOffset: 3, rangeLength: 0, text: 'x' }, { offset: 4, version: 8 }],
  ['in place of text', { rangeOffset: 2, rangeLength: 1, text: 'x' }, { offset: 3, version: 8 }],
  ['not the next one', { rangeOffset: 2, rangeLength: 0, text: 'x' }, { offset: 3, version: 9 }],
  [
    'with the cursor elsewhere',
    { rangeOffset: 2, rangeLength: 0, text: 'x' },
    { offset: 9, version: 8 },
  ],
])('after a change %s the document is read again', (_, change, at) => {
  expect(windowAfter(read('abcdef', 2, 7), change, at)).toBeUndefined();
});
