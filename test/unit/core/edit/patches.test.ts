import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import type { ReplyFormat } from '../../../../src/core/edit/reply.ts';

function check(format: ReplyFormat, files: Record<string, string>, output: string) {
  const result = applyReply(format, new Map(Object.entries(files)), output);
  return result.status === 'applied'
    ? Object.fromEntries(result.files)
    : (result.reason ?? result.failed);
}

const twins = 'def f():\n    return 1\n\ndef g():\n    return 1\n';

describe('apply_patch', () => {
  const patch = (body: string) => `*** Begin Patch\n*** Update File: a.py\n${body}\n*** End Patch`;

  test('an anchor tells equal places apart', () => {
    const output = patch('@@ def g():\n-    return 1\n+    return 2');
    expect(check('apply_patch', { 'a.py': twins }, output)).toEqual({
      'a.py': 'def f():\n    return 1\n\ndef g():\n    return 2\n',
    });
  });

  test('without anything that tells them apart it is refused', () => {
    const output = patch('@@\n-    return 1\n+    return 2');
    expect(check('apply_patch', { 'a.py': twins }, output)).toContain('2 places');
  });

  test('the order of the hunks tells them apart', () => {
    const output = patch('@@\n-    return 1\n+    return 2\n@@\n-    return 1\n+    return 3');
    expect(check('apply_patch', { 'a.py': twins }, output)).toEqual({
      'a.py': 'def f():\n    return 2\n\ndef g():\n    return 3\n',
    });
  });

  test('adds, deletes and moves files', () => {
    const output = `*** Begin Patch
*** Add File: new.py
+x = 1
*** Delete File: old.py
*** Update File: a.py
*** Move to: b.py
@@
-y = 1
+y = 2
*** End Patch`;
    expect(check('apply_patch', { 'old.py': 'z\n', 'a.py': 'y = 1\n' }, output)).toEqual({
      'new.py': 'x = 1\n',
      'old.py': null,
      'a.py': null,
      'b.py': 'y = 2\n',
    });
  });

  test('never writes over a file that it means to add', () => {
    const output = '*** Begin Patch\n*** Add File: a.py\n+x\n*** End Patch';
    expect(check('apply_patch', { 'a.py': 'y\n', 'b.py': '' }, output)).toContain('exists already');
  });

  test('a cut-off patch does not apply its last change', () => {
    const output = '*** Begin Patch\n*** Update File: a.py\n@@\n-y = 1\n+y =';
    expect(check('apply_patch', { 'a.py': 'y = 1\n' }, output)).toContain('breaks off');
  });
});

describe('unified diff', () => {
  test('wrong line numbers and counts do not matter where the text is unique', () => {
    const output = '--- a/x\n+++ b/x\n@@ -40,9 +41,2 @@\n one\n-two\n+2\n three\n';
    expect(check('unified_diff', { x: 'one\ntwo\nthree\n' }, output)).toEqual({
      x: 'one\n2\nthree\n',
    });
  });

  test('the stated line decides between equal places', () => {
    const output = '--- a/a.py\n+++ b/a.py\n@@ -5 +5 @@\n-    return 1\n+    return 2\n';
    expect(check('unified_diff', { 'a.py': twins }, output)).toEqual({
      'a.py': 'def f():\n    return 1\n\ndef g():\n    return 2\n',
    });
  });

  test('says whether the last line ends', () => {
    const output = '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n';
    expect(check('unified_diff', { x: 'a' }, output)).toEqual({ x: 'a\n' });
  });

  test('a removed comment of Lua is no file header', () => {
    const output = '--- a/x.lua\n+++ b/x.lua\n@@ -1,2 +1,2 @@\n--- one\n+-- two\n y()\n';
    expect(check('unified_diff', { 'x.lua': '-- one\ny()\n' }, output)).toEqual({
      'x.lua': '-- two\ny()\n',
    });
  });

  test('deletes a file only if it is what the diff shows', () => {
    const output = '--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-other\n';
    expect(check('unified_diff', { x: 'text\n', y: '' }, output)).toContain(
      'not what the reply deletes',
    );
  });
});
