import { describe, expect, test } from 'vitest';
import { CommitBox } from '../../../../src/core/edit/commitBox.ts';
import { conflictAt } from '../../../../src/core/edit/conflictAt.ts';
import { diffFiles } from '../../../../src/core/edit/diffFiles.ts';
import { describeFailed, retryInstruction } from '../../../../src/core/edit/failedChange.ts';
import { readCommitMessage, readFindings, readNames } from '../../../../src/core/edit/findings.ts';
import { chooseForm, noteBlocks } from '../../../../src/core/edit/formatChoice.ts';
import { isMisspelt, isOneWordOff } from '../../../../src/core/edit/match/misspelt.ts';
import { nearestText } from '../../../../src/core/edit/nearestText.ts';
import {
  describeProblems,
  newProblems,
  type Problem,
} from '../../../../src/core/edit/newProblems.ts';
import { readPromptFile, remembered } from '../../../../src/core/edit/promptFile.ts';
import { replyFormat } from '../../../../src/core/edit/replyFormat.ts';

describe('a slip of the pen', () => {
  test.each([
    ['const handler = options;', 'const handlr = options;', true],
    ['return previous + 1;', 'return prevoius + 1;', true],
    ['open(left, right);', 'open(lift, right);', false],
    ['let items = all();', 'let item = all();', false],
    ['row12.value = a;', 'row13.value = a;', false],
    ['call(first, second);', 'call(frst, secnd);', false],
  ])('%s / %s: %s', (said, real, expected) => {
    expect(isMisspelt(said, real)).toBe(expected);
    expect(isMisspelt(real, said)).toBe(expected);
  });

  test('another word is not another string or number', () => {
    expect(isOneWordOff('const name = button;', 'const name = toast;')).toBe(true);
    expect(isOneWordOff("const name = 'button';", "const name = 'toast';")).toBe(false);
    expect(isOneWordOff('of(10);', 'of(20);')).toBe(false);
  });
});

test('the form of an edit depends on its size, the room for an answer, and what worked', () => {
  const facts = { lines: 20, tokens: 200, maxOutputTokens: 4096, record: '' };
  expect(chooseForm(facts)).toBe('rewrite');
  expect(chooseForm({ ...facts, lines: 400, tokens: 2000 })).toBe('blocks');
  expect(chooseForm({ ...facts, tokens: 4000 })).toBe('blocks');
  const poor = [false, false, true, false, false, false, false].reduce(noteBlocks, '');
  expect(chooseForm({ ...facts, lines: 400, tokens: 2000, record: poor })).toBe('rewrite');
  expect(chooseForm({ ...facts, lines: 400, tokens: 4000, record: poor })).toBe('blocks');
  expect(Array.from({ length: 50 }, () => true).reduce(noteBlocks, poor)).not.toContain('0');
});

test.each([
  ['a\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE', 'search_replace'],
  ['*** Begin Patch\n*** Update File: a', 'apply_patch'],
  ['```diff\n@@ -1 +1 @@\n-a\n+b\n```', 'unified_diff'],
  ['```ts\nfoo();\n```', 'lazy'],
])('the format of a reply is read off it: %j', (reply, format) =>
  expect(replyFormat(reply)).toBe(format),
);

describe('the nearest text', () => {
  const lines =
    'a();\nfunction one() {\n  first();\n  second();\n}\nfunction two() {\n  third();\n}'.split(
      '\n',
    );
  test('is where most letters of the sought lines stand', () => {
    expect(nearestText(lines, ['function one() {', '  frist();', '  second();'])).toEqual({
      start: 1,
      endExclusive: 4,
    });
  });
  test('is found by a line that is only like one', () =>
    expect(nearestText(lines, ['funktion two( ) {', 'x'])).toEqual({ start: 5, endExclusive: 7 }));
  test('is nowhere where nothing is like it', () =>
    expect(nearestText(lines, ['import { readFile } from fs'])).toBeUndefined());
});

test('asking again shows what is really there', () => {
  const failed = [
    { before: ['const a = 1;'], after: ['const a = 2;'], reason: 'It is not there.' },
  ];
  const asked = retryInstruction('Make it two.', failed, ['x();', 'const  a = 1', 'y();']);
  for (const part of ['Make it two.', 'It is not there.', 'const a = 2;', 'const  a = 1', 'line 2'])
    expect(asked).toContain(part);
});

test('who looks at a change that found no place sees all of its lines, and nothing like a merge conflict', () => {
  const before = Array.from({ length: 100 }, (_, at) => `line${at}();`);
  const shown = describeFailed([{ before, after: ['last();'], reason: 'It is gone.' }], ['x();']);
  for (const part of ['It is gone.', ...before, 'last();']) expect(shown).toContain(part);
  expect(shown).not.toMatch(/^(<{7}|>{7})/m);
});

describe('a merge conflict at the cursor', () => {
  const lines = 'a\n<<<<<<< HEAD\nours\n||||||| base\nold\n=======\ntheirs\n>>>>>>> main\nb'.split(
    '\n',
  );
  test.each([
    [0, undefined],
    [1, { start: 1, endExclusive: 8 }],
    [4, { start: 1, endExclusive: 8 }],
    [7, { start: 1, endExclusive: 8 }],
    [8, undefined],
  ])('line %i: %j', (line, range) => expect(conflictAt(lines, line)).toEqual(range));
});

describe('what a model reports', () => {
  test.each([
    ['12: error: `x` may be null. Check it.', 11, 'error', '`x` may be null. Check it.'],
    ['- **Line 13**: **Warning**: the file stays open', 12, 'warning', 'the file stays open'],
    ['* L14-15 | info | `a` says nothing', 13, 'info', '`a` says nothing'],
  ])('%s', (text, line, severity, message) => {
    const range = { start: 10, endExclusive: 20 };
    expect(readFindings(text, range)).toEqual([{ line, severity, message }]);
  });
  test('is left out where it names no line that was asked about', () => {
    const reply =
      'Here is what I found:\n3: error: elsewhere\n12: great: nice\nnone\n12: error: a\n12: error: a';
    expect(readFindings(reply, { start: 10, endExclusive: 20 })).toHaveLength(1);
  });
});

test('names come without numbers, ticks and reasons, each once', () => {
  const reply =
    'Names:\n1. `rowCount` - counts rows\n2. totalRows\n- total\n* rowCount\nHere is a sentence.';
  expect(readNames(reply, 'total')).toEqual(['rowCount', 'totalRows']);
});

test.each([
  ['Add a cache\n\nIt was slow.\n', 'Add a cache\n\nIt was slow.'],
  ['```\nAdd a cache\n```', 'Add a cache'],
  ['"Add a cache"', 'Add a cache'],
  ['```text\nAdd a ca', 'Add a ca'],
])('a commit message is read from %j', (reply, message) =>
  expect(readCommitMessage(reply)).toBe(message),
);

test('a diff is cut by files', () => {
  const diff =
    'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-x\n+y\ndiff --git a/old.ts b/new.ts\nsimilarity index 100%\nrename from old.ts\nrename to new.ts\ndiff --git a/gone.ts b/gone.ts\n--- a/gone.ts\n+++ /dev/null\n';
  expect(diffFiles(diff).map(({ path }) => path)).toEqual(['a.ts', 'new.ts', 'gone.ts']);
  expect(diffFiles('')).toEqual([]);
});

test.each([
  [
    'diff --git a/.env b/env.txt\nsimilarity index 90%\nrename from .env\nrename to env.txt',
    '.env → env.txt',
  ],
  ['diff --git a/.env b/b.txt\ncopy from .env\ncopy to b.txt', '.env → b.txt'],
  ['diff --git a/x y/a b.ts b/x y/a b.ts\n--- a/x y/a b.ts\t', 'x y/a b.ts'],
  ['diff --git i/.env w/.env\n--- i/.env\n+++ w/.env', '.env'],
  ['diff --git .env .env\n--- .env\n+++ .env', '.env'],
  ['diff --git a/lib/.env a/lib/.env\n--- a/lib/.env', 'a/lib/.env'],
  ['diff --git "a/schl\\303\\274ssel.env" "b/schl\\303\\274ssel.env"', 'schlüssel.env'],
  ['diff --git "a/tab\\t\\"q\\".ts" "b/tab\\t\\"q\\".ts"', 'tab\t"q".ts'],
  ['diff --git a/a b c\n@@ -1 +1 @@\n-rename from x\n+rename to y', ''],
])('the names in %j are %s', (head, expected) => {
  const names = diffFiles(`${head}\n`).map(({ path, from }) => (from ? `${from} → ${path}` : path));
  expect(names.join()).toBe(expected);
});

describe('instructions of the user', () => {
  test('a prompt file is its text; front matter describes it', () => {
    const text = '---\ndescription: "Say it shorter"\nmode: edit\n---\nMake it shorter.\n';
    expect(readPromptFile('x/.github/prompts/short.prompt.md', text)).toEqual({
      name: 'short',
      description: 'Say it shorter',
      instruction: 'Make it shorter.',
    });
    expect(readPromptFile('a.md', '---\na: b\n---\n')).toBeUndefined();
  });
  test('the last used stands first, and once', () =>
    expect(remembered(['a', 'b', 'c'], ' b ', 3)).toEqual(['b', 'a', 'c']));
});

describe('problems after an edit', () => {
  const problem = (message: string, severity: Problem['severity'] = 'error'): Problem => ({
    severity,
    message,
    source: 'ts',
  });
  test('are new as often as they are now beyond how often they were', () => {
    const before = [problem('a'), problem('b')];
    const now = [problem('b'), problem('b'), problem('c', 'warning'), problem('a')];
    expect(newProblems(before, now)).toEqual([problem('b'), problem('c', 'warning')]);
    expect(newProblems(now, before)).toEqual([]);
  });
  test('are told in a sentence, errors first', () => {
    expect(describeProblems([])).toBeUndefined();
    expect(describeProblems([problem('w', 'warning'), problem('a\nmore')])).toBe('A new error: a');
    expect(describeProblems([problem('x', 'warning'), problem('y', 'warning')])).toBe(
      '2 new warnings: x',
    );
  });
});

describe('a commit message is written into its box', () => {
  test('as it comes, and what stood there comes back where none came', () => {
    const box = { value: 'draft' };
    const writing = new CommitBox(box);
    writing.show('```');
    expect(box.value).toBe('draft');
    writing.show('```\nAdd a');
    expect(box.value).toBe('Add a');
    writing.restore();
    expect(box.value).toBe('draft');
  });
  test('and never over what is typed meanwhile', () => {
    const box = { value: '' };
    const writing = new CommitBox(box);
    writing.show('Add a');
    box.value = 'Add a cache of mine';
    writing.show('Add a cache');
    writing.restore();
    expect(box.value).toBe('Add a cache of mine');
  });
});
