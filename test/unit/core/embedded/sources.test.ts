import { expect, test } from 'vitest';
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

test('where nothing is guessed there are no sources', () => {
  const { guess, sources } = createEngine().explain({ path: 'a.ts', prefix: '', suffix: '' });
  expect([guess.kind, sources]).toEqual(['none', []]);
});
