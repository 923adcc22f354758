import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/core/embedded/createEngine.ts';
import { findLine } from '../../../../src/core/embedded/sources.ts';

const text =
  '// Loads things.\nimport x from "y";\n\nconst order = await store.load(id); // at last\n';

test('a guess tells which lines it was learned from', () => {
  const engine = createEngine();
  engine.project.setFiles([{ path: 'src/a.ts', text }]);
  const cursor = { path: 'src/b.ts', prefix: 'const order = await st', suffix: '' };
  const { guess, sources } = engine.explain(cursor);
  expect(guess).toEqual(engine.guess(cursor, () => false));
  expect(guess).toMatchObject({ text: 'ore.load(id);' });
  expect(sources[0]).toMatchObject({ path: 'src/a.ts', words: 'constorder=awaitstore.load(id);' });
  expect(findLine(text, sources[0]!.words)).toBe(3);
});

test('a line that has changed since is not found', () => {
  expect(findLine(text, 'constorder=awaitstore.save(id);')).toBeUndefined();
});

describe('what matches at a place', () => {
  const cursor = { path: 'src/b.ts', prefix: 'const order = await st', suffix: '' };
  const matches = (files: Readonly<Record<string, string>>) => {
    const engine = createEngine();
    engine.project.setFiles(Object.entries(files).map(([path, each]) => ({ path, text: each })));
    return engine.matches(cursor, () => false).map(({ path, words }) => `${path}: ${words}`);
  };

  test('are lines of other files, also those of what is less likely', () =>
    expect(
      matches({
        'src/a.ts': text,
        'src/c.ts': 'const order = await store.find(name);\n',
        'src/b.ts': 'const order = await store.own(id);\n',
      }).sort(),
    ).toEqual([
      'src/a.ts: constorder=awaitstore.load(id);',
      'src/c.ts: constorder=awaitstore.find(name);',
    ]));

  test('are none where only the own file is alike', () =>
    expect(matches({ 'src/b.ts': text })).toEqual([]));
});

test('what was found holds until the text around the cursor or the project is another', () => {
  const engine = createEngine();
  const ask = (more = {}) =>
    engine.guess({ path: 'src/b.ts', prefix: 'await store.', suffix: '', ...more }, () => false);
  engine.project.setFiles([{ path: 'src/a.ts', text }]);
  const first = ask();
  expect(ask()).toEqual(first);
  expect(ask({ prefix: 'await store.load(' })).toMatchObject({ text: 'id);' });
  expect(ask({ suffix: '\n' })).toMatchObject({ text: 'load(id);' });
  engine.project.setFiles([{ path: 'src/a.ts', text: text.replace('load', 'save') }]);
  expect(ask()).toMatchObject({ text: 'save(id);' });
  engine.project.setFiles([{ path: 'src/a.ts', text }]);
  expect(ask()).toEqual(first);
});

test('a cancelled question leaves nothing behind', () => {
  const engine = createEngine();
  engine.project.setFiles([{ path: 'src/a.ts', text }]);
  const cursor = { path: 'src/b.ts', prefix: 'const order = await st', suffix: '' };
  expect(engine.guess(cursor, () => true)).toMatchObject({ reason: 'cancelled' });
  expect(engine.guess(cursor, () => false)).toMatchObject({ text: 'ore.load(id);' });
});

test('where nothing is guessed there are no sources', () => {
  const { guess, sources } = createEngine().explain({ path: 'a.ts', prefix: '', suffix: '' });
  expect([guess.kind, sources]).toEqual(['none', []]);
});
