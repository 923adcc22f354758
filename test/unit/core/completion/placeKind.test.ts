import { expect, test } from 'vitest';
import { placeKind } from '../../../../src/core/completion/placeKind.ts';

test.each([
  ['typescript', 'const a = ', 'code'],
  ['typescript', 'const a = 1; // how', 'comment'],
  ['typescript', '// done\nconst ', 'code'],
  ['typescript', '/** Adds\n * ', 'comment'],
  ['typescript', "import { a } from './", 'string'],
  ['typescript', 'const url = `https://', 'string'],
  ['typescript', "const a = 'b'; ", 'code'],
  ['python', 'def f():\n    """Adds ', 'string'],
  ['python', 'x = 1  # the ', 'comment'],
  ['sql', '-- all ', 'comment'],
  ['markdown', 'Some text', 'code'],
] as const)('%s %j stands in %s', (languageId, prefix, expected) => {
  expect(placeKind({ languageId, prefix })).toBe(expected);
});

test('a comment that began far above is not looked for', () => {
  const prefix = `/*\n${'x\n'.repeat(20_000)}`;
  expect(placeKind({ languageId: 'typescript', prefix })).toBe('code');
});
