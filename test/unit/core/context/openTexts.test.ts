import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../../../src/core/context/openTexts.ts';

test('lines of a text stand as they stand in it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', ' ') });
  const line = fc.nat(8);
  fc.assert(
    fc.property(text, line, line, (text, startLine, more) => {
      const lines = text.split(/(?<=\n)/);
      if (text === '' || text.endsWith('\n')) lines.push('');
      const end = startLine + more;
      expect(linesOf(text, startLine, end)).toBe(lines.slice(startLine, end).join(''));
    }),
  );
});
