import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companionTestName } from '../../../../src/core/edit/companionTest.ts';
import { enclosingBlock } from '../../../../src/core/edit/enclosingBlock.ts';
import { rewriteRange } from '../../../../src/core/edit/rewriteRange.ts';
import { headAbove } from '../../../../src/core/text/headAbove.ts';

const document = 'class A:\r\n    def f(self):\r\n        return 1\r\n\r\nx = 1';

function check(reply: string): string {
  const result = rewriteRange(document, { start: 1, endExclusive: 3 }, reply);
  return result.kind === 'rewritten' ? result.text : `declined: ${result.reason}`;
}

describe('a rewrite of some lines', () => {
  const expected = 'class A:\r\n    def f(self):\r\n        return 2\r\n\r\nx = 1';

  test('replaces them and nothing else', () => {
    expect(check('```python\n    def f(self):\n        return 2\n```')).toBe(expected);
  });

  test('gets its depth back when it starts at the margin', () => {
    expect(check('```python\ndef f(self):\n    return 2\n```')).toBe(expected);
  });

  test('gets the depth of its first line back when only that was lost', () => {
    expect(check('```python\ndef f(self):\n        return 2\n```')).toBe(expected);
  });

  test('is refused with the model’s own reason when it declines', () => {
    expect(check('There is no loop in these lines.')).toBe(
      'declined: The model answered: There is no loop in these lines.',
    );
  });

  test('is refused when a comment stands for code and its place is unknown', () => {
    const reply = '```python\ndef other(x):\n    # ... existing code ...\n```';
    expect(check(reply)).toContain('declined: The new text says');
  });

  test('is refused when it breaks off', () => {
    expect(check('```python\n    def f(self):\n')).toContain('declined:');
  });
});

describe('a rewrite in the other kind of indentation takes the document’s', () => {
  const rewritten = (
    text: string,
    range: { start: number; endExclusive: number },
    reply: string,
  ) => {
    const result = rewriteRange(text, range, `\`\`\`\n${reply}\n\`\`\``);
    return result.kind === 'rewritten' ? result.text : `declined: ${result.reason}`;
  };
  const tabs = 'class A {\n\tf() {\n\t\treturn 1;\n\t}\n}\n';
  const wanted =
    'class A {\n\tf() {\n\t\tif (x) {\n\t\t\treturn 2;\n\t\t}\n\t\treturn 1;\n\t}\n}\n';
  const body = { start: 1, endExclusive: 4 };

  test('two blanks for a tab', () =>
    expect(
      rewritten(tabs, body, '  f() {\n    if (x) {\n      return 2;\n    }\n    return 1;\n  }'),
    ).toBe(wanted));

  test('four blanks for a tab, at the margin', () =>
    expect(
      rewritten(tabs, body, 'f() {\n    if (x) {\n        return 2;\n    }\n    return 1;\n}'),
    ).toBe(wanted));

  test('where the first line is new and brackets stand at several depths', () =>
    expect(
      rewritten(
        wanted,
        { start: 2, endExclusive: 7 },
        '    log();\n    if (x) {\n      return 3;\n    }\n    return 1;\n  }',
      ),
    ).toBe(wanted.replace('\t\tif', '\t\tlog();\n\t\tif').replace('2', '3')));

  test('a single line, twice as deep as one step', () =>
    expect(rewritten(tabs, { start: 2, endExclusive: 3 }, '        return 2;')).toBe(
      tabs.replace('1', '2'),
    ));

  test('what aligns a comment stays', () =>
    expect(rewritten(tabs, body, '  /**\n   * F.\n   */\n  f() {\n    return 1;\n  }')).toBe(
      'class A {\n\t/**\n\t * F.\n\t */\n\tf() {\n\t\treturn 1;\n\t}\n}\n',
    ));

  test('tabs in a document of blanks', () =>
    expect(
      rewritten(
        'class A:\n  def f(self):\n    return 1\n',
        { start: 1, endExclusive: 3 },
        '\tdef f(self):\n\t\treturn 2',
      ),
    ).toBe('class A:\n  def f(self):\n    return 2\n'));

  test('and what was only quoted is as it was', () => {
    const depths = fc.array(fc.nat(4), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(depths, fc.constantFrom(2, 3, 4, 8), (tabsOf, width) => {
        const at = (unit: string) => tabsOf.map((depth, n) => `${unit.repeat(depth)}call${n}();`);
        const text = at('\t').join('\n');
        const range = { start: 0, endExclusive: tabsOf.length };
        expect(rewritten(text, range, at(' '.repeat(width)).join('\n'))).toBe(text);
      }),
    );
  });

  test('not where the document has both', () => {
    const both = 'a:\n\tb: 1\n  c: 1\n';
    expect(rewritten(both, { start: 1, endExclusive: 2 }, '    b: 2')).toBe(
      'a:\n    b: 2\n  c: 1\n',
    );
  });
});

/** Draws the block of the cursor's line with `>`. */
function drawBlock(marked: string): string {
  const lines = marked.split('\n');
  const cursor = lines.findIndex(line => line.includes('│'));
  const plain = lines.map(line => line.replace('│', ''));
  const { start, endExclusive } = enclosingBlock(plain, cursor);
  return plain.map((line, at) => (start <= at && at < endExclusive ? `>${line}` : line)).join('\n');
}

describe('a cursor means', () => {
  test('the block around it', () => {
    expect(drawBlock('f() {\n  a();│\n  b();\n}\nc();')).toBe('>f() {\n>  a();\n>  b();\n>}\nc();');
  });

  test('the block that it heads', () => {
    expect(drawBlock('a\ndef f():│\n    b\n    c\nd')).toBe('a\n>def f():\n>    b\n>    c\nd');
  });

  test('its line where there is no block', () => {
    expect(drawBlock('a\nb│\nc')).toBe('a\n>b\nc');
  });
});

test.each([
  ['its comment', ['/**', ' * Adds.', ' */', 'f() {', '  a();', '}'], 3, 0],
  ['its attributes', ['x', '', '# Why.', '@cached', 'def f():', '    a'], 4, 2],
  ['not what a blank line parts from it', ['// Other.', '', 'f() {', '  a();', '}'], 2, 2],
  ['nor a line of code', ['i--;', '--i;', 'f() {', '  a();', '}'], 2, 2],
] as const)('with a block goes %s', (_, lines, head, start) => {
  expect(headAbove(lines, head)).toBe(start);
});

test('tests are called as their language calls them', () => {
  const names = ['cart.ts', 'user.py', 'list.go', 'Account.java', 'greeter.rb', 'Makefile'];
  expect(names.map(companionTestName)).toEqual([
    'cart.test.ts',
    'test_user.py',
    'list_test.go',
    'AccountTest.java',
    'greeter_spec.rb',
    'Makefile.test',
  ]);
});
