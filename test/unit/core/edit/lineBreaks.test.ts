import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { searchReplaceBlock } from '../../../../src/core/edit/format/searchReplaceBlock.ts';

/** The new text, or why there is none. */
function check(text: string, before: string, after: string): string {
  const reply = searchReplaceBlock(before.split('\n'), after.split('\n'));
  const result = applyReply('search_replace', new Map([['a.ts', text]]), reply);
  return result.files.get('a.ts') ?? result.reason ?? 'nothing';
}

const text = `import { first, second } from './numbers.ts';

function add(left: number, right: number) {
  return left + right;
}
`;
const none = 'The text that it changes is not in the file.';

describe('quoted lines that are wrapped in other places', () => {
  test('are found, and stay as the file has them', () => {
    const wrapped = 'function add(\n  left: number,\n  right: number) {\n  return';
    expect(check(text, `${wrapped} left + right;`, `${wrapped} left - right;`)).toBe(
      text.replace('left + right', 'left - right'),
    );
    const joined = "import { first, second } from './numbers.ts'; function add(";
    const head = `${joined}left: number, right: number) {`;
    expect(check(text, `${head}\n  return left + right;\n}`, `${head}\n}`)).toBe(
      text.replace('  return left + right;\n', ''),
    );
  });

  test('take the blank lines with them that go', () => {
    const [top, end] = [
      'import { first,\n  second } from',
      'function add(left: number, right: number) {',
    ];
    expect(check(text, `${top} './numbers.ts';\n\n${end}`, `${top} './numbers.ts';\n${end}`)).toBe(
      text.replace('\n\n', '\n'),
    );
  });

  test('are refused where they change themselves, or something is added inside them', () => {
    const before = 'function add(left: number,\n  right: number) {\n  return left + right;';
    expect(check(text, before, before.replace('left:', 'all:'))).toBe(none);
    expect(check(text, before, before.replace(',\n', ',\n  more: number,\n'))).toBe(none);
  });

  test('are refused where they start or end inside a line, or stand twice', () => {
    const before = '(left: number,\n  right: number) {\n  return left + right;';
    expect(check(text, before, before.replace('+', '-'))).toBe(none);
    const whole = `function add${before}`;
    expect(check(text + text, whole, whole.replace('+', '-'))).toMatch(/stands in 2 places/);
  });

  test('never change anything but the line that is meant, however they are wrapped', () => {
    const lines = text.split('\n').slice(0, -1);
    const cuts = fc.array(fc.nat({ max: 60 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(cuts, fc.boolean(), (places, isOdd) => {
        const wrapped = [0, 2].map((line, at) => {
          const cut = lines[line]!.indexOf(' ', places[at]! + (isOdd ? 1 : 0));
          return cut < 1
            ? lines[line]!
            : `${lines[line]!.slice(0, cut)}\n${lines[line]!.slice(cut + 1)}`;
        });
        const before = [wrapped[0], '', wrapped[1], lines[3], lines[4]].join('\n');
        const result = check(text, before, before.replace('left + right', 'left * right'));
        expect([none, text.replace('left + right', 'left * right')]).toContain(result);
        expect(result).not.toBe(none);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the file of a block is named', () => {
  const files = new Map(['src/a.ts', 'src/b.ts'].map(path => [path, 'one\ntwo\n']));
  const block = (extra = '') =>
    searchReplaceBlock([...(extra === '' ? [] : [extra]), 'one', 'two'], ['one', '2']);

  test.each([
    ['below it', `${block()}\n\nsrc/a.ts`],
    ['below its fence', `\`\`\`\n${block()}\n\`\`\`\n\nFile: src/a.ts`],
    ['in its first line', block('src/a.ts')],
    ['in a comment that is its first line', block('// src/a.ts')],
    ['in both of its halves', block('# src/a.ts').replace('=\n', '=\n# src/a.ts\n')],
    ['after the language of its fence', `\`\`\`ts:src/a.ts\n${block()}\n\`\`\``],
  ])('%s', (_, output) => {
    const { files: changed } = applyReply('search_replace', files, output);
    expect([...changed]).toEqual([['src/a.ts', 'one\n2\n']]);
  });

  test('by no line that the file has itself', () => {
    const text = 'src/b.ts\none\ntwo\n';
    const list = new Map([
      ['src/a.ts', text],
      ['src/b.ts', 'one\ntwo\n'],
    ]);
    const output = `src/a.ts\n${searchReplaceBlock(['src/b.ts', 'one'], ['src/b.ts', '1'])}`;
    const { files: changed } = applyReply('search_replace', list, output);
    expect([...changed]).toEqual([['src/a.ts', 'src/b.ts\n1\ntwo\n']]);
  });
});

test('signs of Markdown that were escaped in code are read without the backslash', () => {
  const before = 'const all\\_of = a \\* b;\nuse(all\\_of);';
  expect(
    check('const all_of = a * b;\nuse(all_of);\n', before, before.replace('use', 'take')),
  ).toBe('const all_of = a * b;\ntake(all_of);\n');
});
