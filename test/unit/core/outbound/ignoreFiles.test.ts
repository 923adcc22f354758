import { describe, expect, test } from 'vitest';
import { type IgnoreFile, IgnoreFiles } from '../../../../src/core/outbound/ignoreFiles.ts';

/** What excludes a path, given ignore files as `path: patterns`. */
function excludedBy(path: string, files: Record<string, string | undefined>): string | undefined {
  const list: IgnoreFile[] = Object.entries(files).map(([name, text]) => ({ path: name, text }));
  return new IgnoreFiles(list).excludedBy(path);
}

describe('ignore files', () => {
  test('name the file and the pattern', () =>
    expect(excludedBy('a/key.pem', { '.aiignore': '# keys\n*.pem\n' })).toBe('.aiignore: *.pem'));

  test('of any name count', () => {
    for (const name of ['.aiignore', '.cursorignore', '.copilotignore', '.codeiumignore']) {
      expect(excludedBy('secret/a.ts', { [name]: 'secret/' })).toBe(`${name}: secret/`);
    }
  });

  test('leave alone what they do not match', () =>
    expect(excludedBy('src/a.ts', { '.aiignore': 'secret/\n*.pem' })).toBeUndefined());

  test('govern their own folder only', () => {
    const files = { 'packages/app/.aiignore': '/private' };
    expect(excludedBy('packages/app/private/a.ts', files)).toBe('packages/app/.aiignore: /private');
    expect(excludedBy('packages/web/private/a.ts', files)).toBeUndefined();
    expect(excludedBy('private/a.ts', files)).toBeUndefined();
  });

  test('a deeper file of the same name may allow again', () => {
    const files = { '.aiignore': '*.gen.ts', 'src/.aiignore': '!*.gen.ts' };
    expect(excludedBy('src/a.gen.ts', files)).toBeUndefined();
    expect(excludedBy('lib/a.gen.ts', files)).toBe('.aiignore: *.gen.ts');
  });

  test('a file of another name may not allow again', () => {
    const files = { '.cursorignore': '*.gen.ts', 'src/.aiignore': '!*.gen.ts' };
    expect(excludedBy('src/a.gen.ts', files)).toBe('.cursorignore: *.gen.ts');
  });

  test('case, line ends and a byte-order mark do not matter', () =>
    expect(excludedBy('Secret/A.ts', { '.aiignore': '\ufeffsecret/\r\n' })).toBe(
      '.aiignore: secret/',
    ));

  test('one that cannot be read excludes what it governs', () => {
    const files = { 'src/.aiignore': undefined };
    expect(excludedBy('src/a.ts', files)).toBe('src/.aiignore could not be read');
    expect(excludedBy('lib/a.ts', files)).toBeUndefined();
  });

  test.each(['', '../a.ts', '/a.ts', './a.ts'])('%j is no path inside the folder', path =>
    expect(excludedBy(path, { '.aiignore': '*' })).toBeUndefined(),
  );
});
