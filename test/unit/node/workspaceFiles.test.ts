import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listWorkspaceFiles, readSourceText } from '../../../src/node/workspaceFiles.ts';

const root = mkdtempSync(join(tmpdir(), 'inkling-files-'));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | Uint8Array = 'text\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

for (const path of ['main.ts', 'src/b.ts', 'src/a.ts', 'src/deep/c.py', 'README.md']) write(path);
for (const path of ['node_modules/x/i.js', '.git/config', 'dist/o.js', 'src/p.png']) write(path);
write('.gitignore', 'generated/\n*.tmp.ts\n');
write('src/.gitignore', '/local.ts\n');
write('generated/g.ts');
write('src/x.tmp.ts');
write('src/local.ts');
write('app.min.js');
write('package-lock.json');

const list = async (options: Partial<Parameters<typeof listWorkspaceFiles>[1]> = {}) =>
  (
    await listWorkspaceFiles(root, {
      maxFiles: 100,
      ignoreFileNames: ['.gitignore'],
      ...options,
    })
  ).map(({ path }) => path);

describe('the files of a workspace', () => {
  test('are source files, level by level, without what others wrote or a build made', async () => {
    expect(await list()).toEqual(['README.md', 'main.ts', 'src/a.ts', 'src/b.ts', 'src/deep/c.py']);
  });

  test('are no more than allowed, those near the root first', async () => {
    expect(await list({ maxFiles: 3 })).toEqual(['README.md', 'main.ts', 'src/a.ts']);
  });

  test('include what .gitignore names when that does not count', async () => {
    expect(await list({ ignoreFileNames: [] })).toContain('generated/g.ts');
  });

  test('are those that the caller accepts', async () => {
    expect(await list({ accepts: path => path.endsWith('.py') })).toEqual(['src/deep/c.py']);
  });

  test('do not run in circles along links', async () => {
    symlinkSync(root, join(root, 'src', 'loop'), 'junction');
    expect(await list()).toHaveLength(5);
  });

  test('are none where there is no such folder', async () => {
    expect(await listWorkspaceFiles(join(root, 'missing'), { maxFiles: 9 })).toEqual([]);
  });
});

describe('the text of a file', () => {
  const read = (path: string) => readSourceText({ path, filePath: join(root, path) });

  test('comes without a byte order mark', async () => {
    write('bom.ts', '\uFEFFlet a;\r\n');
    expect(await read('bom.ts')).toBe('let a;\r\n');
  });

  test.each([
    ['missing', undefined],
    ['binary', Uint8Array.of(65, 0, 66)],
    ['minified', 'a();'.repeat(3000)],
    ['empty', ''],
  ])('is nothing when it is %s', async (name, content) => {
    const path = `${name.replaceAll(' ', '')}.js`;
    if (content !== undefined) write(path, content);
    expect(await read(path)).toBeUndefined();
  });

  test('is nothing when it is 50 MB', async () => {
    write('huge.js', 'let a = 1;\n');
    // It is not read, so it need not be written.
    truncateSync(join(root, 'huge.js'), 50_000_000);
    expect(await read('huge.js')).toBeUndefined();
  });
});
