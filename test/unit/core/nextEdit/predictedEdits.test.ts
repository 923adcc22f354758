import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictedEdits } from '../../../../src/core/nextEdit/predictedEdits.ts';
import { joinLines, splitLines } from '../../../../src/core/text/lines.ts';
import { applyEdits } from '../../../../src/core/text/textEdit.ts';
import { pictureOfEdits } from './pictures.ts';

/** The picture of what an answer for all lines changes; `│` is the cursor. */
function edits(picture: string, answer: string): string {
  const cursor = picture.indexOf('│');
  const text = picture.replace('│', '');
  const whole = splitLines(text);
  const region = { start: 0, endExclusive: whole.lines.length };
  return pictureOfEdits(text, predictedEdits(text, whole, region, answer.split('\n'), cursor));
}

describe('the smallest edits', () => {
  test('are words inside a line', () => {
    expect(edits('use(total + total);\n', 'use(sum + sum);')).toBe(
      'use(⟨total→sum⟩ + ⟨total→sum⟩);\n',
    );
    expect(edits('f(a);\ng(b);\n', 'f(a, c);\ng(b, c);')).toBe('f(a⟨→, c⟩);\ng(b⟨→, c⟩);\n');
    expect(edits('price\n', 'prize')).toBe('⟨price→prize⟩\n');
    expect(edits('const tot│\n', 'const total')).toBe('const tot⟨→al⟩\n');
  });

  test('are the whole line where little is left of it', () => {
    expect(edits('return a;\n', 'throw new Error(b, c);')).toBe(
      '⟨return a→throw new Error(b, c)⟩;\n',
    );
  });

  test('insert at the cursor, else at the end of a line', () => {
    expect(edits('f() {\n  │\n}\n', 'f() {\n  one();\n  two();\n}')).toBe(
      'f() {\n  ⟨→one();\n  two();⟩\n}\n',
    );
    expect(edits('  a();\n  b();\n', '  a();\n  ab();\n  b();')).toBe(
      '  a();⟨→\n  ab();⟩\n  b();\n',
    );
    expect(edits('a();│\nb();\n', 'a();\nc();\nb();')).toBe('a();⟨→\nc();⟩\nb();\n');
    expect(edits('a();\n│', 'a();\nb();')).toBe('a();\n⟨→b();\n⟩');
  });

  test('keep line ends as they are', () => {
    expect(edits('a();\r\nb();\r\n', 'a();\nc();\nb();')).toBe('a();⟨→\r\nc();⟩\r\nb();\r\n');
    expect(edits('a();\r\nb();', 'a();\nb();\nc();')).toBe('a();\r\nb();⟨→\r\nc();⟩');
    expect(edits('\ta();\nb();\r\n', '\ta(1);\nb(1);')).toBe('\ta(⟨→1⟩);\nb(⟨→1⟩);\r\n');
  });

  test('take lines away whole', () => {
    expect(edits('a();\nb();\nc();\n', 'a();\nc();')).toBe('a();\n⟨b();\n→⟩c();\n');
    expect(edits('a();\nb();', 'a();')).toBe('a();⟨\nb();→⟩');
  });
});

const line = fc.constantFrom(
  '',
  'a',
  'b(1);',
  '  b(2);',
  '}',
  '\tif (x) {',
  'é😀',
  'total + total',
);
const lines = fc.array(line, { minLength: 1, maxLength: 8 });

test('law: accepting gives the answer, and every byte outside the region stays', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { minLength: 1, maxLength: 12 }),
      lines,
      fc.nat(),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (document, answer, from, length, cursor, hasEnd) => {
        const joined = document.map(([one, end]) => one + end).join('');
        const text = hasEnd ? joined : joined.replace(/\r?\n$/, '');
        const whole = splitLines(text);
        fc.pre(whole.lines.length > 0);
        const start = from % whole.lines.length;
        const endExclusive = start + 1 + (length % (whole.lines.length - start));
        const made = predictedEdits(text, whole, { start, endExclusive }, answer, cursor % 60);
        for (const { range, was } of made) expect(range.substring(text)).toBe(was);
        const after = splitLines(applyEdits(text, made));
        const expected = [
          ...whole.lines.slice(0, start),
          ...answer,
          ...whole.lines.slice(endExclusive),
        ];
        expect(withoutLastBlank(after.lines)).toEqual(withoutLastBlank(expected));
        // Lines outside keep their line ends too.
        const head = joinLines({
          bom: '',
          lines: whole.lines.slice(0, start),
          ends: whole.ends.slice(0, start),
        });
        expect(applyEdits(text, made).startsWith(head)).toBe(true);
      },
    ),
  );
});

/** Without a line end at the end of the file an empty last line cannot be told from none. */
function withoutLastBlank(all: readonly string[]): readonly string[] {
  let end = all.length;
  while (end > 0 && all[end - 1] === '') end--;
  return all.slice(0, end);
}
