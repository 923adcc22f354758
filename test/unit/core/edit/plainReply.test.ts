import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { searchReplaceBlock } from '../../../../src/core/edit/format/searchReplaceBlock.ts';
import { plainReply } from '../../../../src/core/edit/plainReply.ts';
import type { ReplyFormat } from '../../../../src/core/edit/reply.ts';

const text = 'f() {\n  one();\n\n  two();\n}\n';
const want = text.replace('two', 'three');

/** The new text of `a.ts`, or why there is none. */
function check(format: ReplyFormat, output: string, from = text): string {
  const result = applyReply(format, new Map([['a.ts', from]]), output);
  return result.files.get('a.ts') ?? result.reason ?? 'nothing';
}

const block = searchReplaceBlock(['  two();'], ['  three();']);
const patch = '*** Begin Patch\n*** Update File: a.ts\n@@\n-  two();\n+  three();\n*** End Patch';
const diff = '--- a/a.ts\n+++ b/a.ts\n@@ -4 +4 @@\n-  two();\n+  three();\n';
const whole = `\`\`\`ts\n${want}\`\`\``;

const replies: readonly (readonly [ReplyFormat, string])[] = [
  ['search_replace', block],
  ['apply_patch', patch],
  ['unified_diff', diff],
  ['rewrite', whole],
];

describe.each(replies)('an answer in %s is read', (format, reply) => {
  test('where it is quoted', () => {
    const quoted = reply.replace(/^/gm, '> ').replace(/^> $/gm, '>');
    expect(check(format, quoted)).toBe(want);
    expect(check(format, `Change this:\n\n${quoted}\n\nThat is all.`)).toBe(want);
  });

  test('where every blank of its indentation is one that does not break', () =>
    expect(check(format, reply.replace(/ {2}(?=\S)/g, '\u00A0\u00A0'))).toBe(want));

  test('after what was thought aloud, with drafts, and not before that has ended', () => {
    const other = reply.replace('three', 'four');
    expect(check(format, `<think>\n${other}\n</think>\n${reply}`)).toBe(want);
    expect(check(format, `So:\n${other}\n</think>\n${reply}`)).toBe(want);
    expect(check(format, `<think>\n${reply}\nNo.`)).not.toContain('three');
  });

  test('with carriage returns, and where the file has them', () => {
    const [crlf, wanted] = [text, want].map(each => each.replaceAll('\n', '\r\n'));
    expect(check(format, reply.replace('\n', '\r\n'), crlf)).toBe(wanted);
  });
});

test.each(replies.slice(0, 3))(
  'an answer in %s is read where another was asked for',
  (format, reply) => {
    const formats: ReplyFormat[] = [
      'search_replace',
      'apply_patch',
      'unified_diff',
      'rewrite',
      'lazy',
    ];
    for (const asked of formats) expect(check(asked, reply), asked).toBe(want);
    expect(check(format, JSON.stringify({ answer: reply }))).toBe(want);
    expect(check(format, JSON.stringify({ name: 'edit', arguments: { input: reply } }))).toBe(want);
    expect(check(format, JSON.stringify(reply))).toBe(want);
    expect(check(format, JSON.stringify(reply).slice(1, -1))).toBe(want);
  },
);

describe('edits in JSON', () => {
  const [before, after] = ['f() {\n  one();\n\n  two();', 'f() {\n  one();\n\n  three();'];

  test.each<unknown>([
    { edits: [{ search: before, replace: after }] },
    [{ path: 'a.ts', old_string: before, new_string: after }],
    { file: 'a.ts', explanation: 'It was two.', changes: [{ before, after }] },
    { file_path: 'a.ts', content: want },
    { code: want },
  ])('are read: %j', said => {
    const json = JSON.stringify(said, null, 2);
    expect(check('rewrite', json)).toBe(want);
    expect(check('lazy', `Here it is:\n\n\`\`\`json\n${json}\n\`\`\`\n\nDone.`)).toBe(want);
  });

  test('are read with commas too many, and with line ends as they are', () => {
    const [search, replace] = [before, after].map(code => `"${code}"`);
    const loose = `{"edits": [\n{"search": ${search}, "replace": ${replace},},\n]}`;
    expect(check('search_replace', loose)).toBe(want);
    const commas = JSON.stringify({ search: 'f(a, ]', replace: 'f(b, ]' });
    expect(check('search_replace', commas, 'f(a, ]\n')).toBe('f(b, ]\n');
  });

  test('name their files', () => {
    const edits = [
      { path: 'b.ts', old: 'one', new: 'two' },
      { path: 'a.ts', old: 'one', new: 'three' },
    ];
    const files = new Map(['a.ts', 'b.ts'].map(path => [path, 'one\n']));
    const { files: changed } = applyReply('search_replace', files, JSON.stringify({ edits }));
    expect(Object.fromEntries(changed)).toEqual({ 'a.ts': 'three\n', 'b.ts': 'two\n' });
  });

  test('keep lines that look like the marks of a block', () => {
    const marks = `a\n${'='.repeat(7)}\nb`;
    const json = JSON.stringify({ search: marks, replace: `${marks}\nc` });
    expect(check('search_replace', json, `${marks}\n`)).toBe(`${marks}\nc\n`);
  });

  test('may take everything away', () =>
    expect(check('lazy', JSON.stringify({ search: '\n  two();', replace: '' }))).toBe(
      'f() {\n  one();\n}\n',
    ));

  test('take a blank line away where only one side ends with it', () =>
    expect(check('lazy', JSON.stringify({ old: '  one();\n', new: '  one();' }))).toBe(
      text.replace('\n\n', '\n'),
    ));

  test.each([
    [
      'a file of JSON',
      '{\n  "code": "a\\nb",\n  "old": "c",\n  "new": "d"\n}\n',
      '{\n  "code": ""\n}\n',
    ],
    ['code that is one string', '"use strict"', "'use strict'\n"],
    ['a sentence', JSON.stringify({ error: 'It cannot be done.', text: 'Too long.' }), text],
  ])('are not what %s is taken for', (_, output, from) =>
    expect(plainReply(output, from)).toBe(output),
  );
});

describe('edits in tags', () => {
  test.each([
    ['search', 'replace'],
    ['old_str', 'new_str'],
    ['original', 'updated'],
  ])('are read: %s and %s', (old, next) => {
    const tagged = `<edit>\n<path>a.ts</path>\n<${old}>\n  two();\n</${old}>\n<${next}>\n  three();\n</${next}>\n</edit>`;
    expect(check('search_replace', tagged)).toBe(want);
    expect(check('search_replace', tagged.replace(/\n(?= |<\/(?!edit))/g, ''))).toBe(want);
  });

  test('are read from the call of a tool', () => {
    const given = { path: 'a.ts', old_str: '  two();', new_str: '  three();' };
    const list = Object.entries(given).map(
      ([name, text]) => `<parameter name="${name}">${text}</parameter>`,
    );
    expect(check('search_replace', `<invoke name="edit">\n${list.join('\n')}\n</invoke>`)).toBe(
      want,
    );
  });

  test('are left alone where the file has such tags', () => {
    const html = '<search>a</search>\n<replace>b</replace>\n';
    expect(plainReply(html, html)).toBe(html);
  });
});

test('characters that the file has itself stay', () => {
  expect(plainReply('\u00A0one', '\u00A0one\n')).toBe('\u00A0one');
  expect(plainReply('a\u00A0b', '')).toBe('a\u00A0b');
  expect(plainReply('+\u200B  one\n-  two', '')).toBe('+  one\n-  two');
});
