import { describe, expect, test } from 'vitest';
import { pictureOf } from '../../../../src/core/nextEdit/picture.ts';
import { pictured } from './pictures.ts';

/** How it looks: `~removed~`, `+added+`, and at the end of a line what is drawn beside it. */
function drawn(picture: string): string {
  const { text, prediction } = pictured(picture);
  const { removed, inline, aside } = pictureOf(prediction, text);
  const marks = [
    ...removed.flatMap(({ start, endExclusive }) => [
      { at: start, mark: '~', order: 1 },
      { at: endExclusive, mark: '~', order: 0 },
    ]),
    ...inline.map(({ at, text: put }) => ({ at, mark: `+${put}+`, order: 2 })),
    ...aside.map(({ at, gap, text: put }) => ({ at, mark: `${' '.repeat(gap)}|${put}`, order: 3 })),
  ].sort((one, other) => one.at - other.at || one.order - other.order);
  let result = text;
  for (const { at, mark } of marks.toReversed())
    result = result.slice(0, at) + mark + result.slice(at);
  return result;
}

describe('a prediction is drawn', () => {
  test('with words inside their line', () => {
    expect(drawn('use(⟨total→sum⟩);\n')).toBe('use(~total~+sum+);\n');
    expect(drawn('f(a⟨→, b⟩);\n⟨old();\n→⟩')).toBe('f(a+, b+);\n~old();\n~');
    // A word that only grows is not struck through.
    expect(drawn('⟨tot→total⟩;\n')).toBe('tot+al+;\n');
  });

  test('with new lines beside those that follow, without their common indentation', () => {
    expect(drawn('import x;\nf() {\n  one();⟨→\n  two();\n    three();⟩\n}\nlast\n')).toBe(
      'import x;\nf() {\n  one();    |+ two();    \n}           |+   three();\nlast\n',
    );
  });

  test('with lines that take the place of others beside them', () => {
    expect(drawn('⟨a();\nb();→if (x) {\n  a();\n}⟩\nc();\n')).toBe(
      '~a();    |+ if (x) {\nb();~    |+   a();  \nc();    |+ }       \n',
    );
  });

  test('with the block clear of what is drawn inside the lines', () => {
    expect(drawn('a();⟨→\nb();\nc();⟩\nuse(⟨total→sum⟩);\n')).toBe(
      'a();              |+ b();\nuse(~total~+sum+);    |+ c();\n',
    );
  });

  test('in one line where the document ends, and not without end', () => {
    expect(drawn('a();⟨→\nb();\nc();⟩')).toBe('a();    |+ b(); ⏎ c();');
    const many = Array.from({ length: 20 }, (_, at) => `line${at}`).join('\n');
    const picture = drawn(`a();⟨→\n${many}⟩\n${'x\n'.repeat(30)}`);
    expect(picture).toContain('|+ line11        \n');
    expect(picture).toContain('|+ … 8 more lines\n');
    expect(picture).not.toContain('line12');
  });
});
