import { describe, expect, test } from 'vitest';
import { codeOf, keepsCode } from '../../../../src/core/edit/keepsCode.ts';
import { rewriteRange } from '../../../../src/core/edit/rewriteRange.ts';

const lines = (...all: string[]) => all;

test('code is what is no comment and no documentation', () => {
  expect(codeOf(lines('/**', ' * Adds.', ' */', 'function add() {', '  // now', '}'))).toEqual([
    'function add() {',
    '}',
  ]);
  expect(
    codeOf(lines('def add():', '    """Adds.', '', '    Twice.', '    """', '    x = 1  # one')),
  ).toEqual(['def add():', 'x = 1']);
  expect(codeOf(lines('/* one */', 'a();', '#include <x>', '#[test]'))).toEqual([
    'a();',
    '#[test]',
  ]);
  expect(codeOf(lines('"""One line."""', 'x = """text"""', 'y = 2'))).toEqual([
    'x = """text"""',
    'y = 2',
  ]);
});

test.each([
  ['comments above', ['a();'], ['// Why.', 'a();'], true],
  ['a comment behind', ['a();'], ['a(); // why'], true],
  ['comments gone or changed', ['// Old.', 'a();'], ['// New.', 'a();'], true],
  ['a line gone', ['a();', 'b();'], ['a();'], false],
  ['another order', ['a();', 'b();'], ['b();', 'a();'], false],
  ['other code', ['a();'], ['a(1);'], false],
] as const)('%s', (_, old, next, expected) => {
  expect(keepsCode(old, next)).toBe(expected);
});

describe('an edit of comments alone', () => {
  const text = 'const one = 1;\n\nfunction add(a, b) {\n  return a + b;\n}\n';
  const range = { start: 2, endExclusive: 5 };
  const answer = (code: string) => `\`\`\`js\n${code}\n\`\`\`\n`;
  const document = (code: string) =>
    rewriteRange(text, range, answer(code), { changesComments: true });

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
