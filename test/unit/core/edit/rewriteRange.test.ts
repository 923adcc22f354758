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
