import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explicitContext } from '../../../../../bench/explicitContext.ts';
import { runSuite } from '../../../../../bench/filters.ts';
import { isRejected } from '../../../../../src/core/completion/filters/filter.ts';
import { filterAnswer, fitToPlace } from '../../../../../src/core/completion/filters/filters.ts';
import {
  type Surroundings,
  surroundingsOf,
} from '../../../../../src/core/completion/filters/surroundings.ts';
import type { Scope } from '../../../../../src/core/completion/scope.ts';

function at(picture: string, languageId: string, scope: Scope = 'function'): Surroundings {
  const [prefix, suffix] = picture.split('│') as [string, string];
  return surroundingsOf(explicitContext({ languageId, prefix, suffix }), scope);
}

function check(picture: string, languageId: string, raw: string, expected: string, scope?: Scope) {
  const filtered = filterAnswer(raw, at(picture, languageId, scope));
  expect(isRejected(filtered) ? `nothing: ${filtered.rejected}` : filtered).toBe(expected);
}

describe('what stands after the cursor is not said again', () => {
  test('a bracket that VS Code closed', () => check('print(│)', 'python', 'name)', 'name'));
  test('a bracket that is still missing stays', () =>
    check('print(sum(│)', 'python', 'values)', 'values)'));
  test('a nested call keeps its own bracket', () =>
    check('print(│)', 'python', 'sum(values)', 'sum(values)'));
  test('brackets that close one block and open the next', () =>
    check('if (a) {\n  b();\n│\n}\n', 'typescript', '} else {\n  c();', '} else {\n  c();'));
  test('the quote that closes the string', () =>
    check("import x from '│';\n", 'typescript', "node:fs';", 'node:fs'));
  test('whole lines, cut off in the middle of one', () =>
    check(
      'def go():\n    │\n    finish(everything)\n    return None\n',
      'python',
      'start()\n    finish(everything)\n    ret',
      'start()',
    ));
  test('the rest of the line', () => {
    check('function a() {\n  re│ b;\n}\n', 'typescript', 'turn b;', 'turn');
    check('out = cmd.│()\n', 'go', 'Output()\n', 'Output');
    check('#define OUTPUT_S│ 1024\n', 'c', 'IZE 1024', 'IZE');
    check('m = rows[0]│[1]\n', 'python', '[2]', '[2]');
  });
  test('the rest of the line, in a template', () =>
    check('const s = `hi $' + '{│}`;\n', 'typescript', 'name}`;', 'name'));
  test('a bracket in a comment and in markup, unless the answer opened it', () => {
    check('// See (│)\n', 'typescript', 'the manual)', 'the manual');
    check('// See (│)\n', 'typescript', 'the manual (old)', 'the manual (old)');
    check('\\begin{│}\n', 'latex', 'quote}', 'quote');
  });
  test('the end of a comment', () =>
    check('/**\n * │\n */\n', 'typescript', 'Says hello.\n */', 'Says hello.'));
  test('an end that the answer opened itself stays', () =>
    check(
      'def go(names)\n  │\nend\n',
      'ruby',
      'names.each do |name|\n    puts name\n  end',
      'names.each do |name|\n    puts name\n  end',
    ));
  test('nothing but what follows', () => {
    check('def go():\n    │\n    return None\n', 'python', 'return None', 'nothing: repeatsBelow');
    check('def go():\n    │\n    run()\n', 'python', 'run()', 'nothing: repeatsBelow');
  });
});

describe('what only looks like the suffix stays', () => {
  test('one line of it in the middle of other code', () =>
    check(
      'def go():\n    │\n    save(everything)\n    close()\n',
      'python',
      'if fast:\n        return 1\n    save(everything)\n    wait(for_it)\n    again()',
      'if fast:\n        return 1\n    save(everything)\n    wait(for_it)\n    again()',
    ));
  test('the star of the next comment line', () =>
    check('/**\n * One.\n│\n * Two.\n */\n', 'java', ' *', ' *'));
  test('the indentation of the next line', () =>
    check(
      'class A\n  def f\n    if x\n      g│  end\nend\n',
      'ruby',
      '\n    end\n',
      '\n    end\n',
    ));
  test('a string closed and another one opened', () =>
    check("f('a│', 'c')\n", 'python', "', 'b", "', 'b"));
});

describe('the brackets of the whole document', () => {
  test('the end of a namespace is not the end of the function', () =>
    check(
      'namespace a {\nint f() {\n  │\n}  // namespace a\n',
      'cpp',
      'return 1;\n}',
      'return 1;\n}',
    ));
  test('nor does the function need one that stands there', () =>
    check('namespace a {\nint f() {\n  │\n}\n}\n', 'cpp', 'return 1;\n}', 'return 1;'));
  test('a long class of which neither start nor end is near', () => {
    const method = (name: string) => `    int ${name}() {\n        return 1;\n    }\n\n`;
    const many = method('other').repeat(1500);
    const open = `class A {\n${many}    int f() {\n        │`;
    check(`${open}\n\n${many}}\n`, 'java', 'return 2;\n    }', 'return 2;\n    }');
    check(`${open}\n    }\n\n${many}}\n`, 'java', 'return 2;\n    }', 'return 2;');
  });
  test('a backslash at the end of a raw string', () =>
    check('func a() {\n\tp := `c:\\`\n\tb(│)\n}\n', 'go', 'p)', 'p'));
  test('brackets in a text up to a word of its own', () =>
    check("<?php\n$a = <<<EOT\nIt's (\nEOT;\nf(│);\n", 'php', '$a)', '$a'));
});

describe('white space before what follows on the line', () => {
  test('separates words', () => check('x = │b\n', 'python', 'a + ', 'a + '));
  test('is not doubled', () => check('x = │ + b\n', 'python', 'a ', 'a'));
  test('a line end stays at the margin', () =>
    check('def f():\n    a()\n│    c()\n', 'python', '    b()\n', '    b()\n'));
  test('a line end is dropped before a bracket', () => check('f(│)\n', 'python', 'a\n', 'a'));
});

describe('what stands before the cursor is not said again', () => {
  test('the whole function', () =>
    check(
      'class A:\n    def area(self, w, h):\n        """Area."""\n        │\n',
      'python',
      '```python\ndef area(self, w, h):\n    if w < 0:\n        w = 0\n    return w * h\n```',
      'if w < 0:\n            w = 0\n        return w * h',
    ));
  test('the whole function, of which only the first line lost its indentation', () =>
    check(
      'class A {\n  b(c) {\n    const d = c.e;\n    │\n  }\n}\n',
      'typescript',
      'b(c) {\n    const d = c.e;\n    if (d) {\n      f();\n    }\n  }\n',
      'if (d) {\n      f();\n    }',
    ));
  test('a block of the same kind inside is no echo', () =>
    check(
      'def f():\n    try:│\n    except E:\n        pass\n',
      'python',
      '\n        try:\n            a()\n        finally:\n            b()',
      '\n        try:\n            a()\n        finally:\n            b()',
    ));
  test('the start of the line', () =>
    check('const total = │\n', 'typescript', 'const total = 1;', '1;'));
  test('the start of the line with other white space', () => {
    check(
      '  const all = items.filter(│)\n',
      'typescript',
      'const all=items.filter(isHere',
      'isHere',
    );
    check('    local a, b = │\n', 'lua', '\tlocal a,b = c, d', 'c, d');
  });
  test('the second half of the line', () => {
    check('if (one && two.name === │) {}\n', 'typescript', 'two.name === three', 'three');
    check('margin: 0px 0px │;\n', 'css', '0px 0px', '0px 0px');
    check('let add : int -> int -> int = │\n', 'ocaml', 'int -> x', 'int -> x');
    check('a(b(c, │))\n', 'python', 'b(c, d), b(c, e)', 'b(c, d), b(c, e)');
  });
  test('the start of the word', () =>
    check('const total = calc│\n', 'typescript', 'calculate();', 'ulate();'));
  test('lines above', () =>
    check(
      'def area(w, h):\n    │\n',
      'python',
      'def area(w, h):\n    return w * h',
      'return w * h',
    ));
  test('a call within the same call is no echo', () =>
    check('max(│', 'python', 'max(1, 2), 3)', 'max(1, 2), 3)'));
});

describe('only code reaches the editor', () => {
  test('a fence', () => check('x = │\n', 'python', '```python\n1\n```', '1'));
  test('a sentence and a fence', () =>
    check('x = │\n', 'python', 'Sure! Here it is:\n\n```\n1\n```\nThis sets x.', '1'));
  test('the name of another file, as prompts say it', () => {
    check('│\n', 'typescript', '// Path: src/a.ts\nlet a = 1;', 'let a = 1;');
    check('x = │\n', 'python', '1\n# Path: src/a.py\n# b = 2', '1');
    check('│\n', 'python', '# Path: where it is\na = 1', '# Path: where it is\na = 1');
  });
  test('the mark of a comment alone', () => {
    check('a()\n│\n', 'python', '#', 'nothing: empty');
    check('# One.\n│\n# Two.\n', 'python', '#', '#');
  });
  test('thinking', () => check('x = │\n', 'python', '<think>hm</think>\n1', '1'));
  test('thinking without end', () => check('x = │\n', 'python', '<think>hm', 'nothing: thinking'));
  test('special tokens', () => check('x = │\n', 'python', '<|fim_middle|>1<|endoftext|>2', '1'));
  test('prose alone', () =>
    check('x = │\n', 'python', "I'm sorry, but I can't help with that.", 'nothing: prose'));
  test('half a character at the cut', () => check("s = '│'\n", 'python', '👋\ud83d', '👋'));
  test('a byte order mark', () => check('x = │\n', 'python', '\ufeff1', '1'));
  test('a fence around the line of a comment', () =>
    check('/**\n * Says │\n */\n', 'typescript', '```ts\nhello.\n```', 'hello.'));
  test('a fence that belongs to the comment stays', () =>
    check('/// │\nfn a() {}\n', 'rust', '```\n/// a();\n/// ```', '```\n/// a();\n/// ```'));
  test('the end of a sentence, which in markup may be that of a tag', () => {
    check('const a = │;\n', 'typescriptreact', 'b</s>', 'b');
    check('const a = │;\n', 'typescriptreact', '<s>b</s>', '<s>b</s>');
  });
  test('a document about special tokens keeps them', () =>
    check('END = "<|endoftext|>"\nx = │\n', 'python', '"<|endoftext|>"', '"<|endoftext|>"'));
});

describe('scope', () => {
  test('the function ends before the next one', () =>
    check('def a():\n    │\n', 'python', 'return 1\n\ndef b():\n    return 2\n', 'return 1'));
  test('with its brace', () =>
    check('function a() {\n  │', 'typescript', 'return 1;\n}\n\nfunction b() {', 'return 1;\n}'));
  test('before a closer that stands there, with the next function', () =>
    check(
      'class A {\n  a() {\n    │\n  }\n}\n',
      'typescript',
      'return 1;\n  }\n\n  b() {\n    return 2;\n  }',
      'return 1;',
    ));
  test('where nothing but the margin tells definitions, it ends before the next one after a blank line', () => {
    const body = 'case x of\n    Just y -> y\n\n    Nothing -> 0';
    const next = '\n\ndouble :: Int -> Int\ndouble x = 2 * x\n';
    check('value :: Maybe Int -> Int\nvalue x =\n  │', 'haskell', body + next, body);
    const clauses = '= pi * r\narea (Square s) = s * s';
    check('area :: Shape -> Double\narea (Circle r) │', 'haskell', clauses + next, clauses);
    check('import A│\n', 'haskell', '.B\n\nimport C\nimport D', '.B\n\nimport C\nimport D');
    check('a = b│\n', 'haskell', '\n\nc = d\nd = e', '\n\nc = d\nd = e');
    check('(defn f [x]\n  │', 'clojure', '(inc x))\n\n(defn g [x]\n  (dec x))', '(inc x))');
    check(';; One│\n', 'lisp', ' line.\n\n;;; Two:', ' line.\n\n;;; Two:');
    check('let f x =\n  │', 'ocaml', 'x + 1\n\nlet g x = x\n', 'x + 1');
    check('f(X) ->\n    │', 'erlang', 'X + 1.\n\ng(X) ->\n    X.\n', 'X + 1.');
  });
  test('after the end of a function, the next one is all there is', () => {
    const next = '\n\n  c() {\n    d();\n  }';
    const picture = 'class A {\n  a() {\n    b();\n  }│\n}\n';
    check(picture, 'typescript', `${next}\n\n  e() {\n  }\n`, next);
    check(
      'def a():\n    return 1│\n',
      'python',
      '\n\n\ndef b():\n    c()\n',
      '\n\n\ndef b():\n    c()',
    );
    check('namespace a {│\n}\n', 'cpp', '\n\nusing b = c;\n', '\n\nusing b = c;');
  });
  test('an arrow function without braces, and a method with a computed name', () => {
    const arrow = 'use(a).pipe(\n    b,\n  )';
    const head = 'export const f = (a: A): B =>\n  │';
    check(head, 'typescript', `${arrow}\n\nexport const g = (a: A): B => {\n  c();\n}`, arrow);
    const method = 'return 1;\n  }';
    const name = 'class A {\n  [Hash.of](): number {\n    │\n}\n';
    check(name, 'typescript', `${method}\n\n  b() {\n    return 2;\n  }\n`, method);
  });
  test('a function with its brace on the next line', () =>
    check(
      'int f(int a)\n{\n    │',
      'c',
      'return a;\n}\n\nint main(void)\n{\n    return 0;\n}',
      'return a;\n}',
    ));
  test('the rest of the document is more than the function', () =>
    check('class A {\n  a() {\n    │', 'typescript', 'b();\n  }\n\n  c() {}\n}', 'b();\n  }'));
  test('a closure is a part of the function that goes on below', () =>
    check(
      'function f(a) {\n  a.each(b => {\n    │\n  done();\n}\n',
      'typescript',
      'b();\n  });\n  more();',
      'b();\n  });\n  more();',
    ));
  test('the branches of a method', () =>
    check('def f\n  │\nend\n', 'ruby', 'a\nrescue E\n  b', 'a\nrescue E\n  b'));
  test('all that fills a class', () =>
    check('class A {\n  │\n}\n', 'typescript', 'a() {}\n\n  b() {}', 'a() {}\n\n  b() {}'));
  test('a comment that leads into the next one', () =>
    check(
      'func A() {\n\t│\n// than B.\nfunc C() {}\n',
      'go',
      'b()\n}\n\n// C is better',
      'b()\n}\n\n// C is better',
    ));
  test('a line', () => check('x = │\n', 'python', '1\ny = 2', '1', 'line'));
  test('a statement goes on while a bracket is open', () =>
    check('x = │\n', 'python', 'f(\n    1,\n)\ny = 2', 'f(\n    1,\n)', 'statement'));
  test('a statement with a block', () =>
    check('if x│\n', 'python', ':\n    a()\n    b()\nc()', ':\n    a()\n    b()', 'statement'));
});

describe('form', () => {
  test('tabs of the document', () =>
    check('func a() {\n\t│\n}\n', 'go', 'if b {\n        c()\n    }', 'if b {\n\t\tc()\n\t}'));
  test('the alignment of the document with tabs', () =>
    check('func a() {\n\t│\n}\n', 'c', 'b(1,\n\t    2);\n    c();', 'b(1,\n\t    2);\n\tc();'));
  test('line ends of the document', () =>
    check('void A()\r\n{\r\n    │\r\n}\r\n', 'csharp', 'B();\n    C();', 'B();\r\n    C();'));
  test('indentation said twice', () =>
    check('def a():\n    │\n', 'python', '    b()\n    c()', 'b()\n    c()'));
  test('the cases of a switch', () =>
    check(
      'func a() {\n\t│\n}\n',
      'go',
      'switch b {\n\tcase 1:\n\t\tc()\n\t}',
      'switch b {\n\tcase 1:\n\t\tc()\n\t}',
    ));
  test('the tabs of an answer for a document without indentation', () =>
    check('func a() {│\n', 'go', '\n\tb()\n}', '\n\tb()\n}'));
  test('an indented line of its own needs no new one', () => {
    check('def a():\n    │\n', 'python', '\n    return 1', 'return 1');
    check('def a():\n    b()│\n', 'python', '\n\n    return 1', '\n\n    return 1');
  });
  test('indentation that begins before the cursor', () =>
    check('def a():\n  │\n', 'python', '  b()', '  b()'));
  test('a loop of blocks, of which the first begins at the cursor', () =>
    check(
      'def a():\n    │\n',
      'python',
      'if b:\n        c()\n'.concat('    if b:\n        c()\n'.repeat(3)),
      'if b:\n        c()',
    ));
  test('a loop', () =>
    check(
      'def a():\n    │\n',
      'python',
      'b()\n    again()\n    again()\n    again()',
      'b()\n    again()',
    ));
});

test('every shipped case', async () => {
  const file = new URL('../../../../../bench/cases/filters.jsonl', import.meta.url);
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const { results, summary } = await runSuite(cases);
  expect(results).toHaveLength(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(400);
  expect(summary).toBe(
    `filters: ${cases.length} cases, ${cases.length} of ${cases.length} as expected`,
  );
});

const piece = fc.constantFrom(
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  'a',
  'foo',
  ' ',
  '\n',
  '  ',
  ';',
  ',',
  '"',
  "'",
  '```',
  '\t',
  'é',
  '👋',
  '\r\n',
  'return x',
  '//',
  '#',
  '"""',
  '<think>',
  '<|end|>',
);
const code = fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join(''));
const language = fc.constantFrom(
  'typescript',
  'python',
  'rust',
  'ruby',
  'markdown',
  'html',
  'shellscript',
);

describe('laws, over random text', () => {
  test('nothing throws, nothing blank is shown, line ends are the document’s', () => {
    fc.assert(
      fc.property(code, code, code, language, (prefix, suffix, raw, languageId) => {
        const context = explicitContext({ languageId, prefix, suffix });
        const filtered = filterAnswer(raw, surroundingsOf(context, 'function'));
        if (isRejected(filtered)) return;
        expect(filtered.trim()).not.toBe('');
        if (context.eol === '\n') expect(filtered).not.toContain('\r');
        else expect(filtered.replaceAll('\r\n', '')).not.toContain('\n');
      }),
    );
  });

  test('a completion that fits is not changed by fitting it again', () => {
    fc.assert(
      fc.property(code, code, code, language, (prefix, suffix, raw, languageId) => {
        const around = surroundingsOf(explicitContext({ languageId, prefix, suffix }), 'function');
        const once = fitToPlace(raw, around);
        if (isRejected(once)) return;
        const twice = fitToPlace(once, around);
        expect(isRejected(twice) ? twice.rejected : twice).toBe(once);
      }),
    );
  });

  test('a whole suffix line is never said again at the end', () => {
    const word = fc.stringMatching(/^[a-z]{4,8}$/);
    const line = fc.tuple(word, word).map(([name, value]) => `${name} = ${value}_of_it`);
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 4, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (lines, cut) => {
          const [first, hidden, ...rest] = lines as [string, string, ...string[]];
          const suffix = `\n    ${rest.join('\n    ')}\n`;
          const around = at(`def f():\n    ${first}\n    │${suffix}`, 'python');
          const over = `${hidden}\n    ${rest.join('\n    ').slice(0, -cut)}`;
          expect(filterAnswer(over, around)).toBe(hidden);
        },
      ),
    );
  });
});
