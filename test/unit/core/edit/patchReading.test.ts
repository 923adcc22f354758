import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { asMeant } from '../../../../src/core/edit/format/patchReading.ts';
import type { PatchLine } from '../../../../src/core/edit/hunk.ts';

const notes = `# Notes

- one apple
  and a pear
- two plums
  of a tree
- three figs

---
`;

/** The file after a patch of it with these lines, or why it was refused. */
function check(text: string, lines: string) {
  const output = `*** Begin Patch\n*** Update File: a.md\n${lines}\n*** End Patch`;
  const result = applyReply('apply_patch', new Map([['a.md', text]]), output);
  return result.files.get('a.md') ?? result.reason;
}

test('a quoted item of a list is none of the removals where no quoted line has its blank', () => {
  const patch = `@@
- one apple
  and a pear
-- two plums
+- two prunes
  of a tree
- three figs
`;
  expect(check(notes, patch)).toBe(notes.replace('two plums', 'two prunes'));
  const diff = `--- a/a.md\n+++ b/a.md\n@@ -3,5 +3,5 @@\n${patch.slice(3)}`;
  const result = applyReply('unified_diff', new Map([['a.md', notes]]), diff);
  expect(result.files.get('a.md')).toBe(notes.replace('two plums', 'two prunes'));
});

test('a rule below the change is quoted, too', () => {
  const patch = `@@
  of a tree
-- three figs
+- three dates

---`;
  expect(check(notes, patch)).toBe(notes.replace('three figs', 'three dates'));
});

test('a line that starts with a plus is quoted where no quoted line has its blank', () => {
  const text = '@interface A\n+ (id)of:(int)n;\n+ (id)none;\n@end\n';
  const patch = '@@\n+ (id)of:(int)n;\n+ (id)none;\n-@end\n+- (void)run;\n+@end';
  expect(check(text, `@@\n@interface A\n${patch.slice(3)}`)).toBe(
    text.replace('@end', '- (void)run;\n@end'),
  );
  const added = '@@\n @interface A\n+ (id)all;\n+ (id)of:(int)n;';
  expect(check(text, added)).toContain('(id)all;');
});

test('a removal that lost its own sign is not taken for a quoted line', () => {
  const patch = `@@
  and a pear
- two plums
+- two prunes`;
  expect(check(notes, patch)).toContain('not in the file');
  const marked = `@@
 # Notes

- one apple
   and a pear
+  and a quince`;
  expect(check(notes, marked)).toContain('not in the file');
});

test('one quoted line that also stands one blank shallower does not keep the others from their blank', () => {
  const text = 'if (a) {\n  b();\n    }\n   }\n';
  const patch = '@@\nif (a) {\n  b();\n+  c();\n    }';
  expect(check(text, patch)).toBe(text.replace('b();\n', 'b();\n  c();\n'));
});

test('a new line that lost its sign between others is new', () => {
  const text = 'function run(a) {\n  start();\n}\n';
  const patch = `@@
 function run(a) {
+  if (a === undefined) {
    return;
+  }
   start();`;
  const guarded = '  if (a === undefined) {\n    return;\n  }\n  start();';
  expect(check(text, patch)).toBe(text.replace('  start();', guarded));
});

test('a quoted line that is gone is not put back between new ones', () => {
  const text = 'function run(a) {\n  start();\n}\n';
  const patch = `@@
 function run(a) {
+  log(a);
   prepare();
+  log(a);
   start();`;
  expect(check(text, patch)).toContain('not in the file');
});

const stores = `class Users(Base):
    def load(self, key):
        return self.rows[key]


class Teams(Base):
    def load(self, key):
        return self.rows[key]
`;

test('anchors name what they declare, one below the other or in one line', () => {
  const change = '-        return self.rows[key]\n+        return self.find(key)';
  const changed = stores.replace(/rows\[key\]\n$/, 'find(key)\n');
  expect(check(stores, `@@ class Teams:\n@@ def load(self, key):\n${change}`)).toBe(changed);
  expect(check(stores, `@@ class Teams @@ def load\n${change}`)).toBe(changed);
  expect(check(stores, `@@ class Groups:\n${change}`)).toContain('2 places');
});

test('the blank after the number of a listing is the line\u2019s own where not every line has one', () => {
  const text = 'class A {\n  int one = 1;\n  int two = 2;\n}\n';
  const listed = text
    .trimEnd()
    .split('\n')
    .map((line, at) => `${at + 1}→${line}`)
    .join('\n');
  const next = text.trimEnd().replace('int two', 'long two');
  const output = `<<<<<<< SEARCH\n${listed}\n=======\n${next}\n>>>>>>> REPLACE\n`;
  const result = applyReply('search_replace', new Map([['A.java', text]]), output);
  expect(result.files.get('A.java')).toBe(text.replace('int two', 'long two'));
});

test('a listing with tabs keeps the lines that start with a sign', () => {
  const text = 'const a = b\n    ? c\n    : d;\n';
  const listed = '1\tconst a = b\n2\t    ? c\n3\t    : d;';
  const output = `<<<<<<< SEARCH\n${listed}\n=======\n${listed.replace(': d', ': e')}\n>>>>>>> REPLACE\n`;
  const result = applyReply('search_replace', new Map([['a.ts', text]]), output);
  expect(result.files.get('a.ts')).toBe(text.replace(': d', ': e'));
});

test('with another word in another place than stated it is another text', () => {
  const filler = Array.from({ length: 40 }, (_, at) => `step${at}();`).join('\n');
  const text = `${filler}\nfunction load(items) {\n  const found = lookup(items);\n  return found.first;\n}\n`;
  const diff = (line: number) =>
    `--- a/a.js\n+++ b/a.js\n@@ -${line},4 +${line},4 @@\n function load(items) {\n-  const found = lookup(items);\n+  const found = search(items);\n   return found.newest;\n }\n`;
  const at = (line: number) => applyReply('unified_diff', new Map([['a.js', text]]), diff(line));
  expect(at(41).files.get('a.js')).toBe(text.replace('lookup', 'search'));
  expect(at(3).status).toBe('refused');
});

test('a comment whose blank was cut off, in new lines too, keeps its depth', () => {
  const text = '/**\n * Adds two.\n *\n * @param a one\n */\n';
  const patch = '@@\n * Adds two.\n *\n+* Never fails.\n+*\n * @param a one';
  expect(check(text, patch)).toBe(text.replace(' * @param', ' * Never fails.\n *\n * @param'));
});

test('a new line beside a listing that begins like a number of it stays as it is', () => {
  const text = 'radii: (\n  none: 0,\n);\n';
  const listed = text
    .trimEnd()
    .split('\n')
    .map((line, at) => `${at + 1}→${line}`)
    .join('\n');
  const next = 'radii: (\n  none: 0,\n  1: 4px,\n);';
  const output = `<<<<<<< SEARCH\n${listed}\n=======\n${next}\n>>>>>>> REPLACE\n`;
  const result = applyReply('search_replace', new Map([['a.scss', text]]), output);
  expect(result.files.get('a.scss')).toBe(`${next}\n`);
});

test('what a moved file said before is not taken for a mark of a lazy model', () => {
  const text = '// ... with the rest of the existing code in the other file\nstart();\n';
  const output = `*** Begin Patch\n*** Update File: a.md\n*** Move to: b.md\n@@\n-start();\n+stop();\n*** End Patch`;
  const result = applyReply('apply_patch', new Map([['a.md', text]]), output);
  expect(result.files.get('b.md')).toBe(text.replace('start', 'stop'));
});

test('lines that stand in the text, each with its mark, are left as they are', () => {
  const line = fc.constantFrom('', 'a', ' a', '- a', '  b', '   b', '-b', '}', ' * c', '* c');
  const kinds = fc.array(fc.constantFrom(' ', '-', '+'), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 6, maxLength: 12 }),
      kinds,
      line,
      (text, marks, added) => {
        let at = 0;
        const lines = marks.map(
          (kind): PatchLine =>
            kind === '+' ? { kind, text: added } : { kind: kind as ' ' | '-', text: text[at++]! },
        );
        expect(asMeant(lines, text)).toEqual(lines);
      },
    ),
  );
});
