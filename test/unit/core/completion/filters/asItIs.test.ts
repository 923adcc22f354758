import { describe, expect, test } from 'vitest';
import { explicitContext } from '../../../../../bench/explicitContext.ts';
import { isRejected } from '../../../../../src/core/completion/filters/filter.ts';
import { filterAnswer } from '../../../../../src/core/completion/filters/filters.ts';
import { surroundingsOf } from '../../../../../src/core/completion/filters/surroundings.ts';

function check(picture: string, languageId: string, raw: string, expected = raw) {
  const [prefix, suffix] = picture.split('│') as [string, string];
  const around = surroundingsOf(explicitContext({ languageId, prefix, suffix }), 'function');
  const filtered = filterAnswer(raw, around);
  expect(isRejected(filtered) ? `nothing: ${filtered.rejected}` : filtered).toBe(expected);
}

describe('a cursor within the indentation', () => {
  test('where no line can begin, the white space completes it', () =>
    check('def go():\n    wait()\n │\n', 'python', '   return 1'));
  test('right after the head of a block, too', () =>
    check('if (a)\n    b();\nif (c) {\n  │\n}\n', 'c', '  d();'));
  test('a statement is deeper than the brace it stands in', () =>
    check('class A {\n    int b() {\n        c();\n    │\n    }\n}\n', 'java', '    return 1;'));
  test('a statement does not end the function that it returns from', () =>
    check('class A:\n    def b(self):\n        c()\n    │\n', 'python', '    return 1'));
  test('a closer stands as deep as what it closes', () =>
    check('void a() {\n    if (b) {\n        c();\n  │\n}\n', 'c', '  }'));
  test('the rest of an expression stands deeper than its start', () =>
    check('fn a() {\n    let b = c\n    │\n}\n', 'rust', '    .d();'));
  test('where a line begins like that, the indentation is said again', () =>
    check('def go():\n    wait()\n    │\n    again()\n', 'python', '    return 1', 'return 1'));
  test('the last line of a signature is not what a body is deeper than', () =>
    check(
      'A::A(B b)\n    : b_(b),\n      c_(1) {\n  │\n}\n\nvoid A::d() {\n  e();\n}\n',
      'cpp',
      '  f();',
      'f();',
    ));
});

describe('lines as deep as the first one', () => {
  test('are its other branches', () =>
    check(
      "a = case b\n    when 1 then 'c'\n    │\n    end\n",
      'ruby',
      "when 2 then 'd'\n    else 'e'",
    ));
});

describe('a line that begins like the cursor’s', () => {
  test('is another line after the end of a tag', () =>
    check('<div>\n  <div>\n    <p>a</p>\n  </div>│\n<p>b</p>\n', 'html', '\n</div>\n<p>c</p>'));
  test('is another line after a bare comment mark', () =>
    check('/// One.\n///│\nfn a() {}\n', 'rust', '\n/// Two.'));
  test('is the same line where its tab is said again, too', () =>
    check('func a() {\n\tb(`(│)\n}\n', 'go', '\tb(`(c', 'c'));
  test('is another line after a complete one', () =>
    check('def a\n  return unless b│\nend\n', 'ruby', '\n  return unless b.c?\n  d'));
  test('is another line at another depth', () =>
    check('def a\n  if b\n    c\n  end│\n\ndef d\nend\n', 'ruby', '\nend'));
  test('is the same line after an incomplete one', () =>
    check('def a():\n    b = │\n', 'python', '\n    b = c()', 'c()'));
});

describe('what stands on both sides of the border', () => {
  test('a quote that closes', () => check('a("│");\n', 'go', 'b")', 'b'));
  test('a quote that opens', () => check('a("│"c", d);\n', 'go', 'b", '));
  test('a path', () => check('a = │:b;\n', 'cpp', 'std:'));
  test('the end of a word', () => check('equal(a│, value_of(b));\n', 'c', ', value'));
  test('a line that has ended is not the rest of the next one', () =>
    check('def a():\n    b = │name = c\n', 'python', 'name\n    '));
});

describe('the function ends', () => {
  test('with the brace that closes its own', () =>
    check(
      'class A\n{\n    int B()\n    │',
      'csharp',
      '{\n        return 1;\n    }\n\n    #region C\n    int D() {}\n}\n',
      '{\n        return 1;\n    }',
    ));
  test('not with the brace that opens it after bounds', () =>
    check('fn a<B>(b: B)\nwhere\n    B: C,│\n\nfn d() {}\n', 'rust', '\n{\n    e();\n}'));
  test('not with a closure that is handed to a call', () =>
    check('func A() B {\n\treturn C(\n\t\tfunc(d D) {\n\t\t\t│', 'go', 'e(d)\n\t\t},\n\t)\n}'));
  test('with a method, when more of them follow', () =>
    check(
      'class A {\n    int b()\n            throws C {\n        │\n}\n',
      'java',
      'return 1;\n    }\n\n    int d() {\n        return 2;\n    }',
      'return 1;\n    }',
    ));
});

describe('brackets are told from others', () => {
  test('text at the margin inside a call begins no definition', () =>
    check(
      'class A {\n    void b() {\n        c(\n"text",\nd());\n    }\n\n    int e() {\n        │\n}\n',
      'java',
      'return 1;\n    }',
    ));
  test('the end of a namespace is none of the function’s', () =>
    check(
      `namespace {\n${'// far\n'.repeat(6000)}void a() {\n  b();\n│\n}  // namespace\n`,
      'cpp',
      '}',
    ));
});
