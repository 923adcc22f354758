import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { pathsIn } from '../../../../src/core/edit/readReply.ts';
import type { ReplyFormat } from '../../../../src/core/edit/reply.ts';

/** The new text of the file `a.ts`, or what was refused. */
function check(format: ReplyFormat, text: string, output: string): string {
  const result = applyReply(format, new Map([['a.ts', text]]), output);
  const failed = result.failed.map(({ reason }) => `refused: ${reason}`);
  return failed[0] ?? result.files.get('a.ts') ?? `refused: ${result.reason}`;
}

const block = (before: string, after: string) =>
  `<<<<<<< SEARCH\n${before}\n=======\n${after}\n>>>>>>> REPLACE`;

describe('a reply is read as it is meant', () => {
  test('where each half of a block stands in a fence, but not where the fence is what is sought', () => {
    const reply = block('```ts\none();\n```', '```ts\ntwo();\n```');
    expect(check('search_replace', 'one();\n', reply)).toBe('two();\n');
    const text = '```ts\none();\n```\n';
    expect(check('search_replace', text, reply)).toBe('```ts\ntwo();\n```\n');
    expect(check('search_replace', text, block('```ts\none();\n```', 'gone'))).toBe('gone\n');
  });

  test('where a patch is as deep as the item of a list that it stands in', () => {
    const patch =
      '*** Begin Patch\n*** Update File: a.ts\n@@\n f() {\n-  one();\n+  two();\n }\n*** End Patch';
    const deep = (lines: string) => lines.replace(/^(?=.)/gm, '   ');
    const text = 'f() {\n  one();\n}\n';
    const want = 'f() {\n  two();\n}\n';
    expect(check('apply_patch', text, `1. Change:\n\n${deep(patch)}\n\n2. Done.`)).toBe(want);
    const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n f() {\n-  one();\n+  two();\n }';
    expect(check('unified_diff', text, `- Change:\n\n${deep(diff)}`)).toBe(want);
  });

  test('where the lines between two parts of a diff are dots', () => {
    const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n...\n four\n-five\n+5\n';
    expect(check('unified_diff', 'one\ntwo\nthree\nfour\nfive\n', diff)).toBe(
      '1\ntwo\nthree\nfour\n5\n',
    );
  });

  test('where a diff shows code blocks', () => {
    const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -1,4 +1,4 @@\n text\n \n ```ts\n-one\n+two\n ```\n';
    expect(check('unified_diff', 'text\n\n```ts\none\n```\n', diff)).toBe(
      'text\n\n```ts\ntwo\n```\n',
    );
  });

  test('where a diff calls the file a new one, and quotes it', () => {
    const diff = '--- /dev/null\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n';
    expect(check('unified_diff', 'one\ntwo\n', diff)).toBe('one\n2\n');
  });

  test('where a diff breaks off before it changes anything, that is said', () => {
    const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-one\n+1\n@@ -3,4 +3,4 @@\n three\n four\n';
    expect(check('unified_diff', 'one\ntwo\nthree\nfour\nfive\nsix\n', diff)).toBe(
      'refused: The reply breaks off inside this change.',
    );
  });

  test('where a whole file of Markdown has code blocks', () => {
    const text = '# Old\n\n```\nrun\n```\n\nMore.\n\n```\nstop\n```\n\nEnd.\n';
    const next = text.replace('Old', 'New');
    expect(check('rewrite', text, `Sure:\n\n\`\`\`markdown\n${next}\`\`\`\n`)).toBe(next);
    expect(
      check('rewrite', text, `\`\`\`\n${next}\`\`\`\n\nTry it:\n\n\`\`\`sh\nmake\n\`\`\`\n`),
    ).toBe(next);
  });

  test('where the file as it is stands above the new one, and blank lines below its end', () => {
    const reply = 'Now:\n\n```ts\none();\ntwo();\n```\n\nThen:\n\n```ts\none();\n2();\n\n\n```\n';
    expect(check('rewrite', 'one();\ntwo();\n', reply)).toBe('one();\n2();\n');
    expect(check('rewrite', 'one();\n\n', '```\none();\n2();\n\n```')).toBe('one();\n2();\n\n');
  });

  test('where a whole file without a fence has talk around it', () => {
    const next = 'const a = 2;\nuse(a);\n';
    const text = 'const a = 1;\nuse(a);\n';
    expect(check('rewrite', text, `Here is the updated file:\n\n${next}`)).toBe(next);
    expect(check('rewrite', text, `${next}\nI changed the number to two.\n`)).toBe(next);
    const sass = '.a\n  padding: 0\n  width: 1px\n';
    expect(check('rewrite', sass, `Here is the updated file:\n\n${sass.replace('0', '2px')}`)).toBe(
      sass.replace('0', '2px'),
    );
    const title = '# A title\n';
    const prose = `${title}\nIt does this and that.\n`;
    expect(check('rewrite', title, prose)).toBe(prose);
    expect(check('rewrite', prose.replace('this', 'these'), prose)).toBe(prose);
  });

  test('where the last line ends with half a line end', () =>
    expect(check('search_replace', 'a1\r\n', `${block('a1', 'b1')}\r`)).toBe('b1\r\n'));

  test.each([
    'src/a.ts (lines 10-20)',
    '- src/a.ts',
    '// src/a.ts',
    '=== src/a.ts ===',
    '[src/a.ts](src/a.ts)',
    'In src/a.ts:',
    '2. Update the file `src/a.ts`:',
  ])('where the file is named as in %s', name => {
    const output = `${name}\n${block('one', 'two')}`;
    expect(pathsIn('search_replace', output)).toEqual(['src/a.ts']);
    const files = new Map([
      ['src/a.ts', 'one\n'],
      ['src/b.ts', 'one\n'],
    ]);
    expect([...applyReply('search_replace', files, output).files]).toEqual([['src/a.ts', 'two\n']]);
  });
});

describe('brackets are alike', () => {
  const text = 'class {\n    f() {\n        one();\n    }\n}\n';

  test('so one that is quoted too shallow moves nothing else', () => {
    const [before, put] = ['    f() {\n        one();\n}', '    f() {\n        two(() => {\n'];
    const after = `${put}            three();\n        });\n}`;
    const deeper = `const a = 1;\n${text}    // end\n`;
    expect(check('search_replace', deeper.replace('\n}\n', '\n'), block(before, after))).toBe(
      `const a = 1;\nclass {\n${put}            three();\n        });\n    }\n    // end\n`,
    );
  });

  test('and where one was left out the next is not taken for it', () => {
    const before = '    f() {\n        one();\n}';
    const result = check('search_replace', text, block(before, `${before}\n\nmore();`));
    expect(result).toBe('refused: The text that it changes is not in the file.');
    expect(check('search_replace', text, block(before, before.replace('one', 'two')))).toBe(
      text.replace('one', 'two'),
    );
  });
});

describe('tabs for blanks, and blanks for tabs', () => {
  test('new lines that are indented as the text is stay as they are', () => {
    const text = 'f {\n    a {\n      one();\n    }\n}\n';
    const reply = block(
      '\ta {\n\t  one();',
      '\ta {\n\t  one();\n      two {\n        three();\n      }',
    );
    expect(check('search_replace', text, reply)).toBe(
      text.replace('one();\n', 'one();\n      two {\n        three();\n      }\n'),
    );
  });

  test('a whole file comes in the tabs that it has', () => {
    const text = 'f {\n\tone();\n\tif {\n\t\t/*\n\t\t * two\n\t\t */\n\t}\n}\n';
    const next = text.replace('one', 'three');
    for (const blanks of ['  ', '    ']) {
      const reply = `\`\`\`\n${next.replaceAll('\t', blanks)}\`\`\``;
      expect(check('rewrite', text, reply)).toBe(next);
      expect(check('lazy', text, reply)).toBe(next);
    }
  });

  test('the one blank that aligns the lines of a comment stays one', () => {
    const text = 'a {\n\tb {\n\t\tone();\n\t}\n}\nc\n';
    const reply = block('    one();\n  }\n}\nc', '    one();\n  }\n}\n/**\n * More.\n */\nc');
    expect(check('search_replace', text, reply)).toBe(
      text.replace('c\n', '/**\n * More.\n */\nc\n'),
    );
  });

  test('an indentation that was quoted as it is stays too', () => {
    const text = '/**\n * One.\n */\nf {\n\tone();\n}\n';
    const reply = block(
      ' * One.\n */\nf {\n    one();',
      ' * Two.\n * Three.\n */\nf {\n    two();',
    );
    expect(check('search_replace', text, reply)).toBe(
      '/**\n * Two.\n * Three.\n */\nf {\n\ttwo();\n}\n',
    );
  });
});

test('comments that the quoted lines leave out are no sign of another place', () => {
  const text =
    'loadEverythingFrom(first);\n// One.\n// Two.\n// Three.\nstoreEverything(second, at);\nshowEverything(third);\nsend(fourth);\n';
  const reply = block(
    'loadEverythingFrom(first);\nstoreEverything(second, at);\nshowEverything(third);',
    'loadEverythingFrom(first);\nstoreEverything(second, at);\nshowEverything(fifth);',
  );
  expect(check('search_replace', text, reply)).toBe(text.replace('third', 'fifth'));
});

test('lines that stand elsewhere at the very depth they are quoted at are not those at another depth', () => {
  const shallow = '  client.once(data);\n  client.match(five);\n  client.close();\n';
  const deep = shallow
    .replace(/^/gm, '  ')
    .replace(/ +$/, '')
    .replace('five);\n', 'five);\n    log(state);\n    log(index);\n    log(total);\n');
  const quoted = '    client.once(data);\n    client.match(five);\n    client.close();';
  const reply = block(quoted, quoted.replace('five', 'six'));
  expect(check('search_replace', `a {\n${shallow}}\n`, reply)).toBe(
    `a {\n${shallow.replace('five', 'six')}}\n`,
  );
  expect(check('search_replace', `a {\n${shallow}}\n{\n${deep}}\n`, reply)).toBe(
    'refused: The text that it changes is not in the file.',
  );
});

test('of two quoted lines none may be another one', () => {
  const text = "const server = require('../server')({ logger: true });\n\nconst schema = {\n";
  const patch =
    "*** Begin Patch\n*** Update File: a.ts\n@@\n+'use strict';\n const server = require('../server')({ logger: true });\n \n const options = {\n*** End Patch";
  expect(check('apply_patch', text, patch)).toBe(
    'refused: The text that it changes is not in the file.',
  );
});

test('an addition above its context that was made already is not made again', () => {
  const patch =
    '*** Begin Patch\n*** Update File: a.ts\n@@\n+import { first } from "./first";\n const second = 2;\n*** End Patch';
  const once = check('apply_patch', 'const second = 2;\n', patch);
  expect(once).toBe('import { first } from "./first";\nconst second = 2;\n');
  expect(check('apply_patch', once, patch)).toBe('refused: The file has this change already.');
});
