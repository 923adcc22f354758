import { describe, expect, test } from 'vitest';
import { codeOf, keepsCode } from '../../../../src/core/edit/keepsCode.ts';
import { rewriteRange } from '../../../../src/core/edit/rewriteRange.ts';

const lines = (...all: string[]) => all;

test.each([
  ['a.ts', lines('/**', ' * Adds.', ' */', 'add();', '  // now', '}'), ['add();', '}']],
  [
    'a.ts',
    lines('/* one', 'two */', "'name',", '--count;', 'a(); // why'),
    ["'name',", '--count;', 'a();'],
  ],
  [
    'a.py',
    lines('f():', '  """Adds.', '', '  Twice.', '  """', '  x = 1  # one'),
    ['f():', 'x = 1'],
  ],
  ['a.py', lines('"""One line."""', 'x = """text"""', 'y = 2'), ['x = """text"""', 'y = 2']],
  ['a.c', lines('#include <x>', '// Why.', 'a();'), ['#include <x>', 'a();']],
  ['a.sql', lines('-- Why.', 'select 1'), ['select 1']],
  ['a.php', lines('#[Pure]', '# Why.'), ['#[Pure]']],
] as const)('code of %s is what is no comment and no documentation', (path, some, code) => {
  expect(codeOf(some, path)).toEqual(code);
});

test.each([
  ['comments above', ['a();'], ['// Why.', 'a();'], true],
  ['a comment behind', ['a();'], ['a(); // why'], true],
  ['comments gone or changed', ['// Old.', 'a();'], ['// New.', 'a();'], true],
  ['a line gone', ['a();', 'b();'], ['a();'], false],
  ['another order', ['a();', 'b();'], ['b();', 'a();'], false],
  ['other code', ['a();'], ['a(1);'], false],
] as const)('%s', (_, old, next, expected) => {
  expect(keepsCode(old, next, 'a.ts')).toBe(expected);
});

describe('an edit of comments alone', () => {
  const text = 'const one = 1;\n\nfunction add(a, b) {\n  return a + b;\n}\n';
  const range = { start: 2, endExclusive: 5 };
  const answer = (code: string) => `\`\`\`js\n${code}\n\`\`\`\n`;
  const document = (code: string) =>
    rewriteRange(text, range, answer(code), { commentsOf: 'a.js' });

  test('goes above the code when the answer is nothing else', () => {
    expect(document('/** Adds. */')).toMatchObject({
      kind: 'rewritten',
      text: text.replace('function', '/** Adds. */\nfunction'),
    });
  });

  test('stands as it is when the code is as it was', () => {
    const code = '/** Adds. */\nfunction add(a, b) {\n  // Both.\n  return a + b;\n}';
    expect(document(code)).toMatchObject({ text: `const one = 1;\n\n${code}\n` });
  });

  test('is kept back when the code is another', () => {
    const code = '/** Adds. */\nfunction add(a, b) {\n  return b + a;\n}';
    expect(document(code)).toMatchObject({
      kind: 'declined',
      reason: expect.stringContaining('more than comments'),
      anyway: `const one = 1;\n\n${code}\n`,
    });
  });
});
