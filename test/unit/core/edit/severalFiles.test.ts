import { describe, expect, test } from 'vitest';
import type { PathMeaning } from '../../../../src/core/edit/appliedReply.ts';
import { applyReply, onlyOf } from '../../../../src/core/edit/applyReply.ts';
import { pathsIn } from '../../../../src/core/edit/readReply.ts';
import { replyFormat } from '../../../../src/core/edit/replyFormat.ts';

const block = (path: string, before: string, after: string) =>
  `${path}\n${'<'.repeat(7)} SEARCH\n${before}${'='.repeat(7)}\n${after}${'>'.repeat(7)} REPLACE\n`;

const a = 'const one = 1;\nconst two = 2;\n';
const b = 'use(one);\nuse(two);\n';

function apply(
  texts: Readonly<Record<string, string>>,
  output: string,
  paths: Readonly<Record<string, PathMeaning>> = {},
) {
  const files = new Map(Object.entries(texts));
  return applyReply(replyFormat(output), files, output, { paths: new Map(Object.entries(paths)) });
}

describe('the paths of a reply', () => {
  test('stand above its blocks, plain or dressed', () => {
    const reply = [
      block('src/a.ts', 'x\n', 'y\n'),
      block('### `./lib/b.ts`:', 'x\n', 'y\n'),
      `\`\`\`ts src/c.ts\n${block('', 'x\n', 'y\n').trimStart()}\`\`\`\n`,
    ].join('\n');
    expect(pathsIn('search_replace', reply)).toEqual(['src/a.ts', 'lib/b.ts', 'src/c.ts']);
  });
  test('are the heads of a patch, with the names of what moves', () => {
    const reply =
      '*** Begin Patch\n*** Add File: new.ts\n+x\n*** Update File: old.ts\n*** Move to: lib/now.ts\n@@\n-x\n+y\n*** Delete File: gone.ts\n*** End Patch';
    expect(pathsIn('apply_patch', reply)).toEqual(['new.ts', 'old.ts', 'lib/now.ts', 'gone.ts']);
  });
  test('are the heads of a diff', () => {
    const diff =
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-x\n+y\n--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+x\n';
    expect(pathsIn('unified_diff', diff)).toEqual(['a/src/a.ts', 'new.ts']);
  });
});

describe('a reply about several files', () => {
  const both = block('a.ts', 'const one = 1;\n', 'const first = 1;\n');
  test('changes each', () => {
    const { files, status } = apply(
      { 'a.ts': a, 'b.ts': b },
      both + block('b.ts', 'use(one);\n', 'use(first);\n'),
    );
    expect(status).toBe('applied');
    expect([...files.values()]).toEqual([a.replace('one', 'first'), b.replace('one', 'first')]);
  });
  test('is not taken for one about the only file that is there', () => {
    const other = block('b.ts', 'const two = 2;\n', 'gone();\n');
    const { files, failed } = apply({ 'a.ts': a }, both + other);
    expect([...files]).toEqual([['a.ts', a.replace('one', 'first')]]);
    expect(failed).toMatchObject([{ path: 'b.ts', reason: 'There is no file b.ts.' }]);
    expect(apply({ 'a.ts': a }, other).files.get('a.ts')).toBe('const one = 1;\ngone();\n');
  });
  test('in which only one file was asked about again leaves the others as they are', () => {
    const named = { 'a.ts': { file: 'a.ts' }, 'b.ts': { file: 'b.ts' } };
    const paths = Object.fromEntries(onlyOf('a.ts', new Map(Object.entries(named))));
    const alike = block('b.ts', 'const two = 2;\n', 'gone();\n');
    const whole = apply({ 'a.ts': a }, both + alike, paths);
    expect([...whole.files]).toEqual([['a.ts', a.replace('one', 'first')]]);
    expect(whole.failed).toMatchObject([{ path: 'b.ts' }]);
    expect(apply({ 'a.ts': a }, alike, paths).status).toBe('refused');
  });
  test('changes nothing where that is refused, and says why', () => {
    const refused = 'keys/b.ts is kept out of prompts; nothing is changed there.';
    const reply = both + block('./keys/b.ts', 'const two = 2;\n', 'leak();\n');
    const { files, failed } = apply({ 'a.ts': a }, reply, { 'keys/b.ts': { refused } });
    expect([...files]).toEqual([['a.ts', a.replace('one', 'first')]]);
    expect(failed).toMatchObject([{ path: 'keys/b.ts', reason: refused }]);
    const alone = block('keys/b.ts', 'const two = 2;\n', 'leak();\n');
    expect(apply({ 'a.ts': a }, alone, { 'keys/b.ts': { refused } }).files.size).toBe(0);
    const fresh = '*** Begin Patch\n*** Add File: keys/b.ts\n+x\n*** End Patch';
    expect(apply({ 'a.ts': a }, fresh, { 'keys/b.ts': { refused } })).toMatchObject({
      status: 'refused',
      reason: refused,
    });
  });
  test('may call a file by another name', () => {
    const reply = both + block('project/lib/b.ts', 'use(two);\n', 'use(2);\n');
    const { files } = apply({ 'a.ts': a, 'lib/b.ts': b }, reply, {
      'project/lib/b.ts': { file: 'lib/b.ts' },
    });
    expect(files.get('lib/b.ts')).toBe('use(one);\nuse(2);\n');
  });
  test('makes, moves and deletes files', () => {
    const patch =
      '*** Begin Patch\n*** Update File: a.ts\n*** Move to: lib/a.ts\n@@\n-const two = 2;\n+const two = 3;\n*** Add File: new.ts\n+x\n*** Delete File: b.ts\n*** End Patch';
    const { files, moves } = apply({ 'a.ts': a, 'b.ts': b }, patch);
    expect(Object.fromEntries(files)).toEqual({
      'a.ts': null,
      'lib/a.ts': a.replace('= 2', '= 3'),
      'new.ts': 'x\n',
      'b.ts': null,
    });
    expect([...moves]).toEqual([['a.ts', 'lib/a.ts']]);
  });
});
