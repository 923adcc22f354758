import { expect, test } from 'vitest';
import {
  isPatchOf,
  newFileText,
  patchedPaths,
  placeBlock,
  severalFilesIn,
} from '../../../../src/core/chat/placeBlock.ts';

const text = `import { a } from './a.ts';

export class Shop {
  total(): number {
    return a + 1;
  }

  name(): string {
    return 'shop';
  }
}
`;

function check(code: string, expected: string, selected?: string, document = text) {
  const placed = placeBlock(code, { path: 'shop.ts', text: document }, selected);
  expect(placed).toMatchObject({ kind: 'placed', after: expected });
}

test('a new version of the selected method replaces it, at its depth', () => {
  const selected = "  name(): string {\n    return 'shop';\n  }\n";
  const code = "name(): string {\n  const name = 'Shop';\n\n  return name;\n}";
  check(
    code,
    text.replace(
      selected,
      "  name(): string {\n    const name = 'Shop';\n\n    return name;\n  }\n",
    ),
    selected,
  );
});

test('a selection that begins after the indentation stays where it is', () => {
  const selected = "name(): string {\n    return 'shop';\n  }";
  check(
    "name(): string {\n  return 'Shop';\n}",
    text.replace(selected, "name(): string {\n    return 'Shop';\n  }"),
    selected,
  );
});

test('carriage returns of the document are kept', () => {
  const document = text.replaceAll('\n', '\r\n');
  const selected = "  name(): string {\r\n    return 'shop';\r\n  }\r\n";
  check(
    "name(): string {\n  return 'Shop';\n}",
    document.replace("'shop'", "'Shop'"),
    selected,
    document,
  );
});

test('without a selection a method is found by the lines it shares', () => {
  check("  name(): string {\n    return 'Shop';\n  }", text.replace("'shop'", "'Shop'"));
});

test('a whole file replaces the file', () => {
  check(text.replace('a + 1', 'a + 2').trimEnd(), text.replace('a + 1', 'a + 2'));
});

test('a unified diff says its place itself', () => {
  check(
    '--- a/shop.ts\n+++ b/shop.ts\n@@ -4,3 +4,3 @@\n   total(): number {\n-    return a + 1;\n+    return a + 3;\n   }',
    text.replace('a + 1', 'a + 3'),
  );
});

test('search and replace says its place itself', () => {
  check(
    '<<<<<<< SEARCH\n    return a + 1;\n=======\n    return a + 4;\n>>>>>>> REPLACE',
    text.replace('a + 1', 'a + 4'),
  );
});

test('code that shares nothing with the document is refused with a reason', () => {
  const placed = placeBlock('console.log(42);', { path: 'shop.ts', text }, undefined);
  expect(placed).toMatchObject({ kind: 'refused', reason: /place is unknown/ });
});

test('a patch of several files is told from one of a single file, and from code', () => {
  const patch = (...paths: readonly string[]) =>
    paths.map(path => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+y`).join('\n');
  expect(severalFilesIn(patch('a.ts', 'lib/b.ts'))).toContain('+++ b/lib/b.ts');
  expect(severalFilesIn(patch('a.ts'))).toBeUndefined();
  expect(severalFilesIn(patch('a.ts', 'a.ts'))).toBeUndefined();
  expect(severalFilesIn('run();\n')).toBeUndefined();
});

test.each([
  ['code', 'export const one = 1;'],
  [
    'a patch that adds it',
    '*** Begin Patch\n*** Add File: one.ts\n+export const one = 1;\n*** End Patch',
  ],
  ['a diff from nothing', '--- /dev/null\n+++ b/one.ts\n@@ -0,0 +1,1 @@\n+export const one = 1;'],
  [
    'a block that searches for nothing',
    `${'<'.repeat(7)} SEARCH\n${'='.repeat(7)}\nexport const one = 1;\n${'>'.repeat(7)} REPLACE`,
  ],
])('a new file is made from %s', (_, code) => {
  expect(newFileText(code, 'one.ts')).toBe('export const one = 1;\n');
});

test('a patch of lines makes no new file, but tells which file it is for', () => {
  const patch =
    "--- a/store/shop.ts\n+++ b/store/shop.ts\n@@ @@\n-    return 'shop';\n+    return 'Shop';";
  expect(newFileText(patch, 'shop.ts')).toBeUndefined();
  expect(patchedPaths(patch)).toEqual(['a/store/shop.ts']);
  expect(isPatchOf(patch, { path: 'shop.ts', text })).toBe(true);
  expect(isPatchOf(patch, { path: 'shop.ts', text: 'other();\n' })).toBe(false);
  expect(isPatchOf(text, { path: 'shop.ts', text })).toBe(false);
});
