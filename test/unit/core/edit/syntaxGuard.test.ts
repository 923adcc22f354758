import { describe, expect, test } from 'vitest';
import { syntaxHarm } from '../../../../src/core/edit/syntaxGuard.ts';
import type { Syntax } from '../../../../src/core/syntax/syntax.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const trees = syntaxTrees();
const syntax = {
  errors: (source, signal) =>
    signal?.aborted ? Promise.resolve(undefined) : trees.answer({ type: 'errors', source }),
} as Pick<Syntax, 'errors'> as Syntax;

const live = new AbortController().signal;
const harm = (path: string, before: string, after: string, signal = live) =>
  syntaxHarm(syntax, { path, text: before }, after, signal);

describe('a change may not add syntax errors', () => {
  test.each([
    ['a.ts', 'f(a);\n', 'f(a);\nconst = 1;\n', 'The new text breaks the syntax in line 2.'],
    [
      'a.py',
      'def f():\n    pass\n',
      'def f(:\n    pass\n',
      'The new text breaks the syntax in line 1.',
    ],
    ['a.ts', 'f(a;\n', 'f(b;\n', undefined],
    ['a.ts', 'f(a;\n', 'f(a);\n', undefined],
    ['a.ts', 'f(a);\n', 'f(a, b);\n', undefined],
    ['a.unknown', 'f(a);\n', 'f(a', undefined],
  ])('%s: %s to %s', async (path, before, after, expected) => {
    expect(await harm(path, before, after)).toBe(expected);
  });

  test('who does not know in time does not stand in the way', async () => {
    expect(await harm('a.ts', 'f();', 'f(', AbortSignal.abort())).toBeUndefined();
  });
});
