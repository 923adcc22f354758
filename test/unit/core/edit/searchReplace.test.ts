import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';

/** Applies one SEARCH/REPLACE block to a text; answers the new text, or why it was refused. */
function check(text: string, search: string, replace: string): string {
  const output = `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
  const result = applyReply('search_replace', new Map([['a.txt', text]]), output);
  return result.files.get('a.txt') ?? `refused: ${result.reason}`;
}

describe('a SEARCH/REPLACE block lands', () => {
  test('where its text stands', () => {
    expect(check('one\ntwo\nthree\n', 'two', '2')).toBe('one\n2\nthree\n');
  });

  test('with the line ends and the missing final newline of the document', () => {
    expect(check('one\r\ntwo', 'two', '2\n3')).toBe('one\r\n2\r\n3');
  });

  test('at the depth of the lines that it replaces', () => {
    expect(check('if a:\n    b()\n    c()\n', 'b()\nc()', 'b()\nif d:\n    c()')).toBe(
      'if a:\n    b()\n    if d:\n        c()\n',
    );
  });

  test('with its lines of white space as deep as the code beside them', () => {
    const text = 'f {\n    if a {\n        b\n    }\n}\n';
    expect(check(text, 'if a {\n    b\n}', 'if a {\n    \n    c\n\n    d\n}')).toBe(
      'f {\n    if a {\n        \n        c\n\n        d\n    }\n}\n',
    );
  });

  test('so that the blank lines before what follows stay as many', () => {
    expect(check('one()\n\n\ntwo()\n', 'one()\n\ntwo()', 'one()\n\nnew()\n\ntwo()')).toBe(
      'one()\n\nnew()\n\n\ntwo()\n',
    );
    expect(check('one()\n\n\ntwo()\n', 'one()\n\ntwo()', 'one()\n\nnew()\n\n\ntwo()')).toBe(
      'one()\n\n\nnew()\n\n\ntwo()\n',
    );
  });

  test('with tabs where the document has tabs', () => {
    expect(
      check('f {\n\tif a {\n\t\tb\n\t}\n}\n', '  if a {\n    b\n  }', '  if a {\n    c\n  }'),
    ).toBe('f {\n\tif a {\n\t\tc\n\t}\n}\n');
  });

  test('when only its first line lost its indentation', () => {
    expect(check('x {\n  a {\n    b\n  }\n}\n', 'a {\n    b\n  }', 'a2 {\n    b2\n  }')).toBe(
      'x {\n  a2 {\n    b2\n  }\n}\n',
    );
  });

  test('and leaves quoted lines as the document spells them', () => {
    expect(check('keep  \nold\n', 'keep\nold', 'keep\nnew')).toBe('keep  \nnew\n');
  });

  test('inside a line, where the piece stands once and not within a word', () => {
    expect(check('const a = call(x);\n', 'call(x)', 'call(y)')).toBe('const a = call(y);\n');
  });
});

describe('a SEARCH/REPLACE block is refused', () => {
  test('where its text stands twice, naming both places', () => {
    expect(check('a\nb\na\n', 'a', 'c')).toContain('2 places (lines 1, 3)');
  });

  test.each([
    ['within a word', 'aa = 1;\n', '\ta = 1;'],
    ['with words joined', 'foobar()\n', 'foo bar()'],
    ['in another case', 'MAX = 1\n', 'max = 1'],
    [
      'with only its ends in the document',
      'f {\n  one\n  two\n  six\n}\n',
      'f {\n  four\n  five\n  ten\n}',
    ],
    ['where it was applied already', 'new line of text\n', 'old line of text'],
  ])('%s', (_, text, search) => {
    expect(check(text, search, 'new line of text')).toContain('refused:');
  });

  test('where a line that it does not show would go with the others', () => {
    const text = 'load()\nread the data\naudit the data\ncheck the data\nreturn it\n';
    const search = 'load()\nread the data\ncheck the data\nreturn it';
    expect(check(text, search, 'load()\nreturn it')).toContain('refused:');
  });
});

describe('several blocks', () => {
  const output = (...pairs: string[][]) =>
    pairs.map(([b, a]) => `<<<<<<< SEARCH\n${b}\n=======\n${a}\n>>>>>>> REPLACE`).join('\n');
  const apply = (text: string, reply: string) =>
    applyReply('search_replace', new Map([['a.txt', text]]), reply);

  test('report each failure and let the others stand', () => {
    const result = apply('one\ntwo\n', output(['one', '1'], ['three', '3']));
    expect(result.status).toBe('partial');
    expect(result.failed.map(({ index }) => index)).toEqual([1]);
    expect(result.files.get('a.txt')).toBe('1\ntwo\n');
  });

  test('that contradict each other: the first stands', () => {
    const result = apply('one\n', output(['one', 'eins'], ['one', 'uno']));
    expect(result.failed[0]?.reason).toContain('contradicts change 1');
    expect(result.files.get('a.txt')).toBe('eins\n');
  });

  test('may quote what an earlier one made', () => {
    const result = apply('a\nb\n', output(['a', 'A'], ['A\nb', 'A\nB']));
    expect(result.files.get('a.txt')).toBe('A\nB\n');
    expect(result.confidence).toBeLessThan(1);
  });

  test('an exact match is certain, an approximate one is not', () => {
    expect(apply('one\n', output(['one', '1'])).confidence).toBe(1);
    expect(apply('  one\n', output(['one', '1'])).confidence).toBeLessThan(1);
  });
});
