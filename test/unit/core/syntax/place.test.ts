import { describe, expect, test } from 'vitest';
import type { SyntaxPlace } from '../../../../src/core/syntax/place.ts';
import type { ScopeEnd } from '../../../../src/core/syntax/scopeEnd.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const trees = syntaxTrees();

/** The place of the `│` in a picture. */
async function place(path: string, picture: string): Promise<SyntaxPlace> {
  const offset = picture.indexOf('│');
  const text = picture.replace('│', '');
  return (await trees.answer({ type: 'place', source: { path, text }, offset })) as SyntaxPlace;
}

/** `block`, `line`, or what the cursor is inside of. */
async function fits(path: string, picture: string): Promise<string> {
  const { inside, fits } = await place(path, picture);
  return inside === 'code' ? fits : inside;
}

describe('comments and strings', () => {
  test.each([
    ['a.ts', 'const a = 1; // the│', 'comment'],
    ['a.ts', 'const a = 1; // the\n│', 'block'],
    ['a.ts', '/* a│ */', 'comment'],
    ['a.ts', '/* a */│', 'line'],
    ['a.ts', 'f("a│")', 'string'],
    ['a.ts', 'f("a"│)', 'line'],
    ['a.ts', 'f("a│', 'string'],
    ['a.ts', 'f("│', 'string'],
    ['a.ts', 'f(`a $' + '{b│} c`)', 'line'],
    ['a.ts', 'f(`a $' + '{b} c│`)', 'string'],
    ['a.tsx', 'const a = <p title="x│">y</p>;', 'string'],
    ['a.py', 'f(f"a {b│} c")', 'line'],
    ['a.py', 'f(f"a {b} c│")', 'string'],
    ['a.py', 'x = 1  # one│\n', 'comment'],
    ['a.py', 'def f():\n    """Doc.\n    │\n    """\n', 'string'],
    ['a.go', 'var a = `x│`\n', 'string'],
    ['a.rs', '/// Doc│\nfn f() {}\n', 'comment'],
    ['a.rs', 'fn f() { g(r#"a│"#) }\n', 'string'],
    ['A.java', 'class A { String s = "a│"; }', 'string'],
    ['A.cs', 'class A { string s = $"a {b} c│"; }', 'string'],
    ['A.cs', 'class A { string s = $"a {b│} c"; }', 'line'],
    ['a.cpp', '#include <vec│>\n', 'string'],
    ['a.rb', 'p "a #{b│} c"\n', 'line'],
    ['a.rb', '# a│\n', 'comment'],
    ['a.php', '<?php\n$a = "x│";\n', 'string'],
    ['a.sh', 'echo "a $(b│)"\n', 'line'],
    ['a.sh', 'echo "a│"\n', 'string'],
    ['a.css', 'a { b: "c│" }', 'string'],
  ])('%s: %s', async (path, picture, expected) => {
    expect(await fits(path, picture)).toBe(expected);
  });
});

describe('a block just opened, and where a statement starts, take several lines', () => {
  test.each([
    ['a.ts', 'function f() {│'],
    ['a.ts', 'function f() {│}'],
    ['a.ts', 'function f() {\n  │\n}\n'],
    ['a.ts', 'class A {\n  f(a: string) {│\n  }\n}\n'],
    ['a.ts', 'class A {\n  f() {\n    for (const x of y) {│\n  }\n}\n'],
    ['a.ts', 'list.map(x => {│})'],
    ['a.ts', 'a();\n│\nb();\n'],
    ['a.ts', 'function f() {\n  a();\n  │\n}\n'],
    ['a.py', 'def f(a):│\n'],
    ['a.py', 'def f(\n    a,\n):│\n'],
    ['a.py', 'class A:\n    def f(self):\n        │\n\n    def g(self):\n        pass\n'],
    ['a.py', 'def f(a):\n    x = 1\n    │\n'],
    ['a.go', 'func f() {\n\t│\n}\n'],
    ['a.go', 'func f() {\n\tif err != nil {│\n}\n'],
    ['a.rs', 'impl A {\n    fn f(&self) {│}\n}\n'],
    ['A.java', 'class A {\n  int f() {│\n  }\n}\n'],
    ['A.cs', 'class A\n{\n  int F()\n  {\n    │\n  }\n}\n'],
    ['a.cpp', 'int f() {│}\n'],
    ['a.rb', 'class A\n  def f(a)│\n  end\nend\n'],
    ['a.rb', 'list.each do |x|│\nend\n'],
    ['a.rb', 'def f\n  │\nend\n'],
    ['a.php', '<?php\nfunction f() {│}\n'],
    ['a.sh', 'f() {\n  │\n}\n'],
    ['a.sh', 'if test -f a; then│\nfi\n'],
    ['a.css', 'a {│}\n'],
  ])('%s: %s', async (path, picture) => expect(await fits(path, picture)).toBe('block'));
});

describe('inside of something that is under way the line is enough', () => {
  test.each([
    ['a.ts', 'const a = │'],
    ['a.ts', 'const a =\n  │\n'],
    ['a.ts', 'f(a, │)'],
    ['a.ts', 'f(\n  a,\n  │\n)'],
    ['a.ts', 'if (│) {\n  a();\n}\n'],
    ['a.ts', 'function f() {│\n  a();\n}\n'],
    ['a.ts', 'a│ + b'],
    ['a.py', 'def f(a│\n'],
    ['a.py', 'x = f(a)│\n'],
    ['a.py', 'if x:│\n    y()\n'],
    ['a.py', 'f(\n    a,\n    │\n)\n'],
    ['a.go', 'func f() {\n\ta := │\n}\n'],
    ['a.rs', 'fn f() { let a = │ }'],
    ['A.java', 'class A { int a = │; }'],
    ['a.rb', 'def f│\nend\n'],
    ['a.rb', 'x = a if │\n'],
    ['a.php', '<?php\n$a = │;\n'],
    ['a.sh', 'a=│\n'],
  ])('%s: %s', async (path, picture) => expect(await fits(path, picture)).toBe('line'));
});

test('the innermost block, and whether its end stands behind the cursor', async () => {
  const block = async (path: string, picture: string) => (await place(path, picture)).block;
  expect(await block('a.ts', 'f();\nif (a) {│\n}\n')).toEqual({
    headerStart: 5,
    bodyStart: 13,
    isClosed: true,
  });
  expect((await block('a.ts', 'function f() {\n  if (a) {│\n  b();\n}\n'))?.isClosed).toBe(false);
  expect(await block('a.ts', 'f();\n│\n')).toBeUndefined();
  expect(
    (await block('a.py', 'class A:\n    def f(self):\n        x = 1\n    │\n'))?.headerStart,
  ).toBe(0);
});

/** What of a candidate for the `│` of a picture stays in its scope; `…` at the end says that it goes on. */
async function inScope(path: string, picture: string, candidate: string): Promise<string> {
  const offset = picture.indexOf('│');
  const text = picture.replace('│', '');
  const ask = { type: 'scopeEnd', source: { path, text }, offset, candidate } as const;
  const { end, isComplete } = (await trees.answer(ask)) as ScopeEnd;
  return candidate.slice(0, end) + (isComplete ? '' : '…');
}

describe('a candidate ends with the scope that it was asked for', () => {
  const body = '\n  if (a) {\n    b("}");\n  }\n  return c;';
  test.each([
    ['a.ts', 'function f() {│\n}\n', `${body}\n}\n\nfunction g() {}`, body],
    ['a.ts', 'function f() {│', `${body}\n}\n\nfunction g() {}`, `${body}\n}`],
    ['a.ts', 'function f() {│}', `${body}\n`, `${body}\n…`],
    ['a.ts', 'list.map(x => {│})', '\n  return x;\n});\nnext();', '\n  return x;'],
    ['a.ts', 'list.map(x => {│', '\n  return x;\n});\nnext();', '\n  return x;\n});'],
    [
      'a.ts',
      'const a = 1;\n│',
      'function f() {\n  b();\n}\n\nfunction g() {\n',
      'function f() {\n  b();\n}',
    ],
    [
      'a.ts',
      '│',
      'if (a) {\n  b();\n} else {\n  c();\n}\nd();\n',
      'if (a) {\n  b();\n} else {\n  c();\n}',
    ],
    [
      'a.py',
      'def f(a):│\n',
      '\n    if a:\n        b()\n\n    return c\n\n\ndef g():\n',
      '\n    if a:\n        b()\n\n    return c',
    ],
    [
      'a.py',
      'def f(a):\n    │\n',
      'b("""\nx\n""")\n    return (\n  c\n)\nd()\n',
      'b("""\nx\n""")\n    return (\n  c\n)',
    ],
    ['a.py', '│', 'def f():\n    a()\n\n\ndef g():\n    b()\n', 'def f():\n    a()'],
    ['a.go', 'func f() {│\n}\n', '\n\tg(`}`)\n}\n\nfunc h() {}', '\n\tg(`}`)'],
    ['a.rs', 'fn f() {│', "\n    g('}', 'a');\n}\n\nfn h() {}", "\n    g('}', 'a');\n}"],
    [
      'A.java',
      'class A {\n  int f() {│\n  }\n}\n',
      '\n    return 1; // }\n  }\n  int g() {',
      '\n    return 1; // }',
    ],
    [
      'A.cs',
      'class A {\n  int F() {│\n  }\n}\n',
      '\n    return $"{a}}}";\n  }\n}',
      '\n    return $"{a}}}";',
    ],
    ['a.cpp', 'int f() {│\n}\n', '\n  return g({1, 2});\n}\nint h();', '\n  return g({1, 2});'],
    [
      'a.rb',
      'def f│\nend\n',
      '\n  a if b\n  c.each do |x|\n    p x\n  end\nend\n\ndef g',
      '\n  a if b\n  c.each do |x|\n    p x\n  end',
    ],
    [
      'a.rb',
      'def f(a)│',
      '\n  while a do\n    b\n  end\nend\n\ndef g\n',
      '\n  while a do\n    b\n  end\nend',
    ],
    [
      'a.php',
      '<?php\nfunction f() {│\n}\n',
      '\n  return "a}";\n}\nfunction g()',
      '\n  return "a}";',
    ],
    [
      'a.sh',
      'f() {│\n}\n',
      '\n  for a in b; do\n    echo "}"\n  done\n}\nf\n',
      '\n  for a in b; do\n    echo "}"\n  done',
    ],
    [
      'a.sh',
      'if a; then│\nfi\n',
      '\n  case $b in\n    c) d;;\n  esac\nfi\ne',
      '\n  case $b in\n    c) d;;\n  esac',
    ],
    ['a.css', 'a {│\n}\n', '\n  b: c;\n}\nd {\n', '\n  b: c;'],
    [
      'a.tsx',
      'const a = (\n  <ul>│\n  </ul>\n);\n',
      '\n    <li>x</li>\n  </ul>\n);\n',
      '\n    <li>x</li>',
    ],
  ])('%s: %s + %s', async (path, picture, candidate, expected) => {
    expect(await inScope(path, picture, candidate)).toBe(expected);
  });
});

test('without a grammar there is no answer', async () => {
  const source = { path: 'a.unknown', text: 'a' };
  expect(await trees.answer({ type: 'place', source, offset: 1 })).toBeUndefined();
});
