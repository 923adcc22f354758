import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import type { ReplyFormat } from '../../../../src/core/edit/reply.ts';

/** The new text of `a.ts`, or why there is none; a partial one with the first reason. */
function check(format: ReplyFormat, text: string, output: string): string {
  const result = applyReply(format, new Map([['a.ts', text]]), output);
  const failed = result.failed.map(({ reason }) => reason).join('\n');
  return (result.files.get('a.ts') ?? '') + failed;
}

const patch = (body: string) =>
  `*** Begin Patch\n*** Update File: a.ts\n@@\n${body}\n*** End Patch`;
const diff = (head: string, body: string) => `--- a/a.ts\n+++ b/a.ts\n${head}\n${body}\n`;

describe('a blank line without a mark', () => {
  const text = 'one\n\ntwo\n';

  test.each([
    [' one\n+a\n\n+b\n \n two', 'between new lines is new'],
    [' one\n+a\n\n+b\n\n two', 'after the last new line is the one that the text has'],
    [' one\n \n+a\n\n+b\n two', 'is new below what was quoted'],
  ])('%j: %s', body => {
    const blank = body.startsWith(' one\n \n');
    const want = blank ? 'one\n\na\n\nb\ntwo\n' : 'one\na\n\nb\n\ntwo\n';
    expect(check('apply_patch', text, patch(body))).toBe(want);
    expect(check('unified_diff', text, diff('@@ ... @@', body))).toBe(want);
  });

  test('between new lines is quoted where the text has it there', () =>
    expect(check('apply_patch', text, patch(' one\n+a\n\n+b\n two'))).toBe('one\na\n\nb\ntwo\n'));

  test('is quoted where the text has it there, also where no quoted line has its mark', () =>
    expect(
      check(
        'unified_diff',
        '  one\n\n  two\n',
        diff('@@ -1,3 +1,5 @@', '  one\n+  a\n\n+  b\n  two'),
      ),
    ).toBe('  one\n  a\n\n  b\n  two\n'));

  test('above what is quoted below new lines is new where the text has only that one', () =>
    expect(check('apply_patch', 'one\ntwo\n', patch(' one\n+a\n\n two'))).toBe('one\na\n\ntwo\n'));

  test('between lines that go goes too where the counts say so', () => {
    const body = ' one\n-a\n\n-b\n two';
    const old = 'one\na\n\nb\ntwo\n';
    expect(check('unified_diff', old, diff('@@ -1,5 +1,2 @@', body))).toBe('one\ntwo\n');
    expect(check('unified_diff', old, diff('@@ -1,5 +1,3 @@', body))).toBe('one\n\ntwo\n');
    expect(check('unified_diff', old, diff('@@ ... @@', body))).toBe('one\n\ntwo\n');
  });
});

test('a blank behind each sign is no part of the line, where the text tells', () => {
  const text = 'f {\n  one();\n}\n';
  const want = 'f {\n  two();\n}\n';
  expect(check('apply_patch', text, patch(' f {\n-   one();\n+   two();\n }'))).toBe(want);
  expect(check('apply_patch', text, patch(' f {\n-  one();\n+   two();\n }'))).toBe(
    'f {\n   two();\n}\n',
  );
});

test('the signature of a mailed patch is no line that goes', () => {
  const mail = `From 1 Mon\nSubject: [PATCH] x\n\n---\n a.ts | 2 +-\n\ndiff --git a/a.ts b/a.ts\nold mode 100644\nnew mode 100755\nindex 1..2 100644\n${diff('@@ -1,2 +1,2 @@', '-one\n+1\n two')}-- \n2.39.2\n\n`;
  expect(check('unified_diff', 'one\ntwo\n', mail)).toBe('1\ntwo\n');
});

test('a diff without any header is read where a whole file was asked for', () => {
  const text = 'one\ntwo\n';
  expect(check('rewrite', text, '```diff\n one\n-two\n+2\n```')).toBe('one\n2\n');
  expect(check('lazy', text, '-two\n+2\n')).toBe('one\n2\n');
  const list = '- one\n- two\n';
  expect(check('rewrite', list, '```\n- one\n- 2\n- three\n```')).toBe('- one\n- 2\n- three\n');
});

test('numbers before every line of a whole file are those of a listing', () => {
  const text = 'one\n  two\nthree\n';
  for (const gap of [' | ', ': ', '\t', '→', ' ']) {
    const numbered = ['one', '  2', 'three'].map((line, at) => `${at + 1}${gap}${line}`);
    expect(check('rewrite', text, `\`\`\`\n${numbered.join('\n')}\n\`\`\``), gap).toBe(
      'one\n  2\nthree\n',
    );
  }
  const steps = '1: one\n2: two\n';
  expect(check('rewrite', steps, '```\n1: one\n2: 2\n```')).toBe('1: one\n2: 2\n');
});

describe('what a reply asks of one file in several parts', () => {
  const text = 'one\ntwo\nthree\n';
  const section = (body: string) => `*** Update File: a.ts\n@@\n${body}\n`;
  const whole = (...parts: string[]) => `*** Begin Patch\n${parts.join('')}*** End Patch`;

  test('means one version of it', () => {
    const first = section('-one\n+two\n');
    const result = check('apply_patch', text, whole(first, section('-two\n+2\n')));
    expect(result).toBe('two\n2\nthree\n');
  });

  test('is refused where it contradicts itself', () => {
    const adds = (line: string) => section(` one\n+${line}\n two`);
    expect(check('apply_patch', text, whole(adds('a'), adds('b')))).toBe(
      'one\na\ntwo\nthree\nIt contradicts change 1 of the reply: both change the same lines.',
    );
  });

  test('is a rewrite where it is deleted and made anew, and never only deleted', () => {
    const anew = '*** Delete File: a.ts\n*** Add File: a.ts\n+one\n+2\n+three\n';
    expect(check('apply_patch', text, whole(anew))).toBe('one\n2\nthree\n');
    const shrunk = '*** Delete File: a.ts\n*** Add File: a.ts\n+one\n';
    const long = Array.from({ length: 40 }, (_, at) => `line ${at}\n`).join('');
    expect(check('apply_patch', long, whole(shrunk))).toMatch(/^The file shrinks/);
  });
});

test('a header alone moves no file', () => {
  const result = applyReply('unified_diff', new Map([['a.ts', 'one\n']]), '--- a/a.ts\n+++ b/a.\n');
  expect([result.status, [...result.files]]).toEqual(['refused', []]);
});
