import { describe, expect, test } from 'vitest';
import { chunksOf } from '../../../../src/core/context/chunks.ts';
import { shapeBySyntax } from '../../../../src/core/index/fileShape.ts';
import { definitionsIn, type SymbolDefinition } from '../../../../src/core/syntax/definitions.ts';
import type { SyntaxRange } from '../../../../src/core/syntax/growRange.ts';
import { languageSyntaxOf } from '../../../../src/core/syntax/languages.ts';
import type { ParseError } from '../../../../src/core/syntax/parseErrors.ts';
import { skeletonLines, skeletonText } from '../../../../src/core/syntax/skeleton.ts';
import { syntaxChunks } from '../../../../src/core/syntax/syntaxChunks.ts';
import { grammars, syntaxTrees } from '../../../support/syntaxTrees.ts';

const trees = syntaxTrees();

async function read(path: string, text: string) {
  const language = languageSyntaxOf(path)!;
  const parser = (await grammars.parserFor(language))!;
  const root = parser.parse(text)!.rootNode;
  const definitions = definitionsIn(root, language, text);
  const { shape } = shapeBySyntax(root, language, text);
  expect(shape.definitions).toEqual(definitions);
  return { definitions, references: shape.references };
}

/** `kind Container.name` for each definition. */
const named = (definitions: readonly SymbolDefinition[]) =>
  definitions.map(({ kind, containers, name }) => `${kind} ${[...containers, name].join('.')}`);

const samples: Record<string, readonly [string, readonly string[]]> = {
  'a.ts': [
    `export const limit = 1, add = (x: number) => {
  const local = x;
  return local;
};
export default class Cart<T> extends Base {
  #items: T[] = [];
  get size(): number { return this.#items.length; }
  add(item: T): void {
    list.map(() => item);
  }
}
interface Shape { area(): number; name: string }
type Id = string;
enum Color { Red = 1 }
namespace Inner { export function nested() {} }
exports.old = function () {};
export default { setup() {}, data: () => 1, plain: 2 };
`,
    [
      ...['variable limit', 'function add', 'class Cart', 'field Cart.items'],
      ...['method Cart.size', 'method Cart.add', 'interface Shape', 'method Shape.area'],
      ...['field Shape.name', 'type Id', 'enum Color', 'field Color.Red', 'module Inner'],
      ...['function Inner.nested', 'function old', 'method setup', 'method data'],
    ],
  ],
  'a.js': [
    'class A { b = 1; static c() {} }\nfunction* d() {}\nconst E = class {};\n',
    ['class A', 'field A.b', 'method A.c', 'function d', 'class E'],
  ],
  'a.tsx': [
    'export function View({ a }: Props) {\n  return <p>{a}</p>;\n}\nconst Other = () => <View a={1} />;\n',
    ['function View', 'function Other'],
  ],
  'a.py': [
    `LIMIT: int = 2
class Cart(Base):
    """Doc."""
    items = []

    @property
    def size(self) -> int:
        total = 1
        self.x = 2
        return total

async def load(path):
    def inner():
        pass
`,
    [
      ...['variable LIMIT', 'class Cart', 'variable Cart.items', 'function Cart.size'],
      ...['function load', 'function load.inner'],
    ],
  ],
  'a.go': [
    `package p

const A = 1
var b, c int

type S struct {
	F, G int
}
type I interface {
	M(a int) error
}

func (s *S) Get(a int) (int, error) {
	local := 1
	return local, nil
}
func f[T any](x T) {}
`,
    [
      ...['variable A', 'variable b', 'variable c', 'type S', 'field S.F', 'field S.G'],
      ...['type I', 'method I.M', 'method Get', 'function f'],
    ],
  ],
  'a.rs': [
    `pub struct S<T> { pub a: T }
enum E { A(i32) }
trait T { fn m(&self); }
impl<X> T for S<X> {
    fn m(&self) { let local = 1; }
}
mod inner { pub const C: i32 = 1; }
type Y = i32;
macro_rules! mm { () => {} }
`,
    [
      ...['class S', 'field S.a', 'enum E', 'field E.A', 'interface T', 'function T.m'],
      ...['class S', 'function S.m', 'module inner', 'variable inner.C', 'type Y', 'macro mm'],
    ],
  ],
  'A.java': [
    `public class D<T> extends E {
  private int a = 1, b;
  D() {}
  int m(int x) { String local = "a"; return 1; }
  enum F { A, B { } }
  record R(int q) {}
  interface I { void n(); }
}
@interface An {}
`,
    [
      ...['class D', 'field D.a', 'field D.b', 'method D.D', 'method D.m', 'enum D.F'],
      ...['field D.F.A', 'field D.F.B', 'class D.R', 'interface D.I', 'method D.I.n'],
      'interface An',
    ],
  ],
  'A.cs': [
    `namespace N {
  public class C<T> : D {
    private int a = 1;
    public string P { get; set; }
    public C(int x) {}
    public int M(int y) { var local = 1; int L() => 1; return y; }
  }
  public record R(int A);
  public enum K { X }
  public delegate void Del(int a);
  interface I { void Q(); }
}
`,
    [
      ...['module N', 'class N.C', 'field N.C.a', 'field N.C.P', 'method N.C.C', 'method N.C.M'],
      ...['function N.C.M.L', 'class N.R', 'enum N.K', 'field N.K.X', 'type N.Del'],
      ...['interface N.I', 'method N.I.Q'],
    ],
  ],
  'a.cpp': [
    `#define A 1
namespace ns {
template <class T> class Foo : public Bar {
  int f_ = 3;
  int get(int a) const;
  Foo() {}
};
enum class E { X };
typedef struct { int a; } P;
using Q = int;
int Foo<T>::get(int a) const { int local = 1; return local; }
int *free_fn(char c);
}
`,
    [
      ...['macro A', 'module ns', 'class ns.Foo', 'field ns.Foo.f_', 'method ns.Foo.get'],
      ...['function ns.Foo.Foo', 'enum ns.E', 'field ns.E.X', 'type ns.P', 'field ns.P.a'],
      ...['type ns.Q', 'function ns.get', 'function ns.free_fn'],
    ],
  ],
  'a.rb': [
    `module A
  class B < C
    X = 1
    def foo(a)
      local = 1
    end
    def self.bar = 1
  end
end
`,
    ['module A', 'class A.B', 'variable A.B.X', 'method A.B.foo', 'method A.B.bar'],
  ],
  'a.php': [
    `<?php
namespace A\\B;
const Q = 1;
class F extends G {
  private int $a = 1;
  public function m(int $x): string { $local = 1; return "a"; }
}
interface I { public function n(); }
trait J {}
enum K: string { case A = "a"; }
function g($a) {}
`,
    [
      ...['module A\\B', 'variable Q', 'class F', 'field F.a', 'method F.m', 'interface I'],
      ...['method I.n', 'class J', 'enum K', 'field K.A', 'function g'],
    ],
  ],
  'a.sh': [
    'a=1\nfoo() {\n  local=2\n}\nfunction bar { baz; }\n',
    ['variable a', 'function foo', 'function bar'],
  ],
};

describe('what a file defines', () => {
  test.each(Object.entries(samples))('%s', async (path, [text, expected]) => {
    expect(named((await read(path, text)).definitions)).toEqual(expected);
  });
});

describe('what a file uses', () => {
  test.each([
    ['a.ts', 'function f(a: Cart) {\n  return a.total(a);\n}\n', { Cart: 1, total: 1 }],
    ['a.py', '# not Me\nclass Bee(Cee):\n    x: Dee = eff("Gee")\n', { Cee: 1, Dee: 1, eff: 1 }],
    ['a.cpp', 'Foo<Bar> run() { return ns::make(); }\n', { Foo: 1, Bar: 1, ns: 1, make: 1 }],
    ['a.rb', 'class Foo < Bar\n  def run = baz?\nend\n', { Bar: 1, 'baz?': 1 }],
  ])('%s: %s', async (path, text, expected) => {
    expect(Object.fromEntries((await read(path, text)).references)).toEqual(expected);
  });
});

describe('a skeleton keeps whole lines and leaves out the bodies of functions', () => {
  test.each([
    [
      'a.ts',
      'import a from "a";\n\nexport class A {\n  b = 1;\n  /** Doc. */\n  c(): number {\n    d();\n    return 1;\n  }\n}\nfunction e() {\n  f();\n}\n',
      'import a from "a";\n\nexport class A {\n  b = 1;\n  /** Doc. */\n  c(): number {\n    …\n}\nfunction e() {\n  …\n',
    ],
    [
      'a.py',
      'class A:\n    x = 1\n\n    def f(\n        self,\n    ):\n        a()\n        b()\n\n    def g(self):\n        c()\n',
      'class A:\n    x = 1\n\n    def f(\n        self,\n    ):\n        …\n\n    def g(self):\n        …\n',
    ],
    [
      'a.rb',
      'class A\n  def f(a)\n    b\n    c\n  end\nend\n',
      'class A\n  def f(a)\n    …\n  end\nend\n',
    ],
    [
      'a.go',
      'package p\n\nfunc f() {\n\ta()\n}\n\ntype S struct {\n\tA int\n}\n',
      'package p\n\nfunc f() {\n\t…\n\ntype S struct {\n\tA int\n}\n',
    ],
    [
      'A.cs',
      'class A\n{\n  int F()\n  {\n    return 1;\n  }\n}\n',
      'class A\n{\n  int F()\n  …\n}\n',
    ],
  ])('%s', async (path, text, expected) => {
    const { definitions } = await read(path, text);
    const lines = text.split('\n');
    const kept = skeletonLines(definitions, { startLine: 0, endLineExclusive: lines.length });
    expect(skeletonText(lines, kept)).toBe(expected);
  });
});

test('chunks begin where definitions begin, with their comments, and hold every line once', async () => {
  const text = [
    'import a from "a";',
    '',
    ...['one', 'two', 'three'].flatMap(name => [
      `/** What ${name} does. */`,
      `export function ${name}() {`,
      ...Array.from({ length: 12 }, (_, at) => `  step${at}();`),
      '}',
      '',
    ]),
  ].join('\n');
  const lines = text.split('\n');
  const chunks = syntaxChunks(lines, (await read('a.ts', text)).definitions, chunksOf);
  expect(chunks.map(({ startLine }) => lines[startLine])).toEqual([
    'import a from "a";',
    '/** What two does. */',
    '/** What three does. */',
  ]);
  const held = chunks.flatMap(({ startLine, endLineExclusive }) =>
    lines.slice(startLine, endLineExclusive),
  );
  expect(held.join('\n').trimEnd()).toBe(text.trimEnd());
});

describe('places that the grammar could not read', () => {
  test.each([
    ['a.ts', 'const a = 1;\nf();\n', 0],
    ['a.ts', 'function f() {\n  if (a) {\n}\n', 1],
    ['a.ts', 'const = 1;\nlet x = (;\n', 2],
    ['a.py', 'def f(:\n    pass\n', 1],
    ['a.go', 'package p\nfunc f() {\n', 1],
    ['a.rb', 'def f\n  1\n', 1],
  ])('%s: %s', async (path, text, count) => {
    const errors = await trees.answer({ type: 'errors', source: { path, text } });
    expect((errors as ParseError[]).length).toBeGreaterThanOrEqual(count);
    if (count === 0) expect(errors).toEqual([]);
  });
});

describe('a selection grows to whole nodes', () => {
  test.each([
    ['f(a, «b + c», d)', 'b + c'],
    ['f(a, b« + c, d»)', 'b + c, d'],
    ['a();\nb«();\nc»();\nd();', 'b();\nc();'],
    ['if (a) { b«»b(); }', 'bb'],
    ['  « x = 1; »  ', 'x = 1;'],
  ])('%s', async (picture, expected) => {
    const start = picture.indexOf('«');
    const endExclusive = picture.indexOf('»') - 1;
    const text = picture.replace(/[«»]/g, '');
    const range = { start, endExclusive };
    const grown = await trees.answer({ type: 'grow', source: { path: 'a.js', text }, range });
    const { start: from, endExclusive: to } = grown as SyntaxRange;
    expect(text.slice(from, to)).toBe(expected);
  });
});

test('the definitions around a place, outermost first', async () => {
  const text = 'class A {\n  f() {\n    g();\n  }\n}\n';
  const ask = {
    type: 'enclosing',
    source: { path: 'a.ts', text },
    offset: text.indexOf('g('),
  } as const;
  expect(named((await trees.answer(ask)) as SymbolDefinition[])).toEqual(['class A', 'method A.f']);
});
