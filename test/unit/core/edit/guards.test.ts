import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { breaksBrackets, looseBrackets } from '../../../../src/core/edit/brackets.ts';
import { guardChange } from '../../../../src/core/edit/guards.ts';

describe('brackets without a partner', () => {
  test.each([
    ['a.ts', 'f(`$' + '{g({ a: "}" })}`, /[)]\\//, b / c); // (', 0],
    ['a.ts', 'if (a) {\n  b();\n', 1],
    ['a.py', 'x = """ ( """ + f(\'[\')  # {\n', 0],
    ['a.py', 'x = [1, 2)\n', 2],
    ['a.rs', "fn f<'a>(c: char) -> bool { c == '{' || c == '\\'' }", 0],
    ['a.go', 'var x = `(` + "]"\nfunc f() { }\n', 0],
    ['a.java', "/** { */ char c = '('; int[] a = {1};", 0],
    ['a.java', 'int a; */', 1],
    ['a.sol', "revert('{'); // (\n", 0],
    ['a.scss', '.a { b: url(http://c.d); } // {\n', 0],
    ['a.mm', '[self add:@"]"', 1],
    ['a.unknown', '(((', undefined],
  ])('%s: %s', (path, text, count) => expect(looseBrackets(path, text)).toBe(count));

  test('a text that had some already is left alone', () => {
    expect(breaksBrackets('a.ts', '(', '((')).toBe(false);
    expect(breaksBrackets('a.ts', '()', '(')).toBe(true);
  });
});

describe('marks of a model that left out, cut off or repeated', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}();`);
  const text = `${lines.join('\n')}\n`;
  const kinds = (after: string) => guardChange('a.ts', text, after).map(guard => guard.kind);

  test.each([
    ['// ... rest of the code ...', ['placeholder']],
    ['// keep the rest for later', []],
    ['// ...', []],
  ])('%s', (line, expected) => expect(kinds(`${text}${line}\n`)).toEqual(expected));

  test('lines that a change repeats are told, but nothing is held back for them', () => {
    const block =
      '<<<<<<< SEARCH\nline 3();\n=======\nline three();\nline 4();\nline 5();\nline 6();\nline 7();\nline 8();\n>>>>>>> REPLACE';
    const { status, warnings } = applyReply('search_replace', new Map([['a.ts', text]]), block);
    expect([status, ...warnings]).toEqual([
      'applied',
      'Lines 5 to 9 stand there twice, one after the other.',
    ]);
    const twice = text.replaceAll(
      /(?<=^|\n)(?=line [26]\(\))/g,
      'assert.equal(first, second);\nassert.ok(first);\n',
    );
    expect(guardChange('a.ts', twice, `${twice}more();\nless();\n`)).toEqual([]);
    const known = `${'assert.equal(first, second);\nassert.ok(first);\n'.repeat(2)}${text}`;
    expect(
      guardChange('a.ts', known, known.replace('line 3', 'l 3').replace('line 9', 'l 9')),
    ).toEqual([]);
  });

  test('a file that loses half of its lines', () => {
    expect(kinds(`${lines.slice(10).join('\n')}\n`)).toEqual(['shrink']);
  });

  test('a line over and over', () => {
    expect(kinds(text + 'again();\n'.repeat(20))).toEqual(['loop']);
  });
});

describe('a reply with such marks', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `call${at}();`);
  const files = new Map([['a.ts', `${lines.join('\n')}\n`]]);

  test('is refused where a placeholder would replace code', () => {
    const output =
      '<<<<<<< SEARCH\ncall3();\ncall4();\ncall5();\n=======\n// ... rest of the calls ...\n>>>>>>> REPLACE';
    const result = applyReply('search_replace', files, output);
    expect(result.status).toBe('refused');
    expect(result.reason).toContain('instead of code');
  });

  test('changes the other file only', () => {
    const both = new Map([...files, ['b.ts', 'one();\n']]);
    const output =
      'a.ts\n<<<<<<< SEARCH\ncall3();\n=======\n// ... existing code ...\n>>>>>>> REPLACE\nb.ts\n<<<<<<< SEARCH\none();\n=======\ntwo();\n>>>>>>> REPLACE';
    const result = applyReply('search_replace', both, output);
    expect(result.status).toBe('partial');
    expect(Object.fromEntries(result.files)).toEqual({ 'b.ts': 'two();\n' });
  });

  test('a whole file that shrinks needs someone who wants it', () => {
    const reply = `\`\`\`ts\n${lines.slice(0, 5).join('\n')}\n\`\`\``;
    expect(applyReply('rewrite', files, reply).reason).toContain('shrinks from 20 to 5');
    expect(applyReply('rewrite', files, reply, { mayShrink: true }).status).toBe('applied');
  });

  test('what quotes every line that goes may shrink a file', () => {
    const output = `<<<<<<< SEARCH\n${lines.slice(0, 15).join('\n')}\n=======\n>>>>>>> REPLACE`;
    expect(applyReply('search_replace', files, output).status).toBe('applied');
  });
});
