import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProjectIndex } from '../../../src/core/embedded/projectIndex.ts';
import type { FileStamp } from '../../../src/core/embedded/snapshot.ts';
import type { IndexOptions, IndexProgress } from '../../../src/node/embeddedMessages.ts';
import { EmbeddedStore } from '../../../src/node/embeddedStore.ts';
import { type LearnHooks, learnFolders } from '../../../src/node/learnFolders.ts';
import { readLearnable } from '../../../src/node/readLearnable.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkling-learn-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function learn(
  project: ProjectIndex,
  options: Partial<IndexOptions> = {},
  stamps = new Map<string, FileStamp>(),
  reads: Partial<LearnHooks> = {},
): Promise<IndexProgress> {
  const reports: IndexProgress[] = [];
  await learnFolders(
    project,
    { roots: [{ folder: root, prefix: '' }], maxFiles: 100, ...options },
    {
      ...reads,
      isStale: () => false,
      isNewer: () => false,
      report: progress => void reports.push(progress),
    },
    stamps,
  );
  return reports[reports.length - 1]!;
}

describe('learning a folder', () => {
  test('leaves out what teaches nothing, and says how much of which kind', async () => {
    write('good.ts', 'const a = 1;\n');
    write('empty.ts', '');
    write('binary.ts', 'a\0b');
    write('bundle.js', `${'var a=1;'.repeat(2000)}\n`);
    write('huge.log2', 'x\n'.repeat(300_000));
    const project = new ProjectIndex();
    const { skipped, learned, isDone } = await learn(project);
    expect({ skipped, learned, isDone }).toEqual({
      skipped: { empty: 1, binary: 1, minified: 1, tooBig: 1 },
      learned: 1,
      isDone: true,
    });
    expect(project.paths).toEqual(['good.ts']);
  });

  test('leaves out lines that are no UTF-8, and files in another encoding', async () => {
    const good = 'call(x);\n'.repeat(30);
    writeFileSync(
      join(root, 'name.ts'),
      Buffer.from(`${good}// Gr\xfc\xdfe\nlast(y);\n`, 'latin1'),
    );
    writeFileSync(join(root, 'latin.ts'), Buffer.from('a("\xe4");\nb("\xf6");\n', 'latin1'));
    const project = new ProjectIndex();
    const { skipped } = await learn(project);
    expect(skipped).toEqual({ encoding: 1 });
    expect(textOf(project, 'name.ts').split(/\n\d/).slice(-2)).toEqual(['call(x);', 'last(y);']);
  });

  test('does not wait for a disk that does not answer', async () => {
    for (let i = 0; i < 12; i++) write(`${i}.ts`, 'x();\n');
    const asked: string[] = [];
    const read: LearnHooks['read'] = file => {
      asked.push(file.path);
      return new Promise(() => {});
    };
    const { skipped, learned, isDone } = await learn(new ProjectIndex(), {}, undefined, {
      read,
      longestMs: 1,
    });
    expect({ skipped, learned, isDone }).toEqual({
      skipped: { slow: 12 },
      learned: 0,
      isDone: true,
    });
    expect(asked.length).toBeLessThan(8);
  });

  test('reads in order, and no more files at a time than it may', async () => {
    for (const name of 'abcdefgh') write(`${name}.ts`, `${name}();\n`);
    let underWay = 0;
    let most = 0;
    const read: LearnHooks['read'] = async (file, known) => {
      most = Math.max(most, ++underWay);
      const result = await readLearnable(file, known);
      underWay--;
      return result;
    };
    const project = new ProjectIndex();
    await learn(project, {}, undefined, { read });
    expect(project.paths).toEqual([...'abcdefgh'].map(name => `${name}.ts`));
    expect(most).toBe(3);
  });

  test('keeps what it has learned while a folder is not there', async () => {
    write('src/a.ts', 'before(one);\n');
    const stamps = new Map<string, FileStamp>();
    const project = new ProjectIndex();
    const roots = [{ folder: join(root, 'src'), prefix: 'x/' }];
    await learn(project, { roots }, stamps);
    rmSync(join(root, 'src'), { recursive: true });
    expect((await learn(project, { roots }, stamps)).skipped).toEqual({ folder: 1 });
    expect(project.paths).toEqual(['x/a.ts']);
    // An empty folder is what is left where a disk was.
    mkdirSync(join(root, 'src'));
    await learn(project, { roots }, stamps);
    expect(project.paths).toEqual(['x/a.ts']);
    write('src/b.ts', 'after(two);\n');
    expect((await learn(project, { roots }, stamps)).skipped).toEqual({});
    expect(project.paths).toEqual(['x/b.ts']);
  });

  test('learns several folders, and what vanishes from one takes nothing from another', async () => {
    for (const path of ['one/a.ts', 'one/gone.ts', 'two/a.ts']) write(path, 'x();\n');
    const roots = ['one', 'two'].map(name => ({ folder: join(root, name), prefix: `${name}/` }));
    const project = new ProjectIndex();
    const stamps = new Map<string, FileStamp>();
    const pathsAfter = async () => {
      await learn(project, { roots }, stamps);
      return [...project.paths].sort();
    };
    expect(await pathsAfter()).toEqual(['one/a.ts', 'one/gone.ts', 'two/a.ts']);
    rmSync(join(root, 'two'), { recursive: true });
    rmSync(join(root, 'one', 'gone.ts'));
    expect(await pathsAfter()).toEqual(['one/a.ts', 'two/a.ts']);
  });

  test('stops at the memory cap with what is near the open file', async () => {
    for (let i = 0; i < 20; i++) {
      const body = Array.from({ length: 300 }, (_, n) => `call${i}(x, ${n});`).join('\n');
      write(`${i < 5 ? 'near' : 'far'}/f${i}.ts`, body);
    }
    const project = new ProjectIndex();
    const maxBytes = project.memoryBytes + 400_000;
    const { skipped } = await learn(project, { near: 'near/open.ts', maxBytes });
    expect(skipped!.memory).toBeGreaterThan(5);
    expect(project.paths).toEqual(expect.arrayContaining(['near/f0.ts', 'near/f4.ts']));
  });

  test('counts files beyond the highest number', async () => {
    for (const name of ['a', 'b', 'c']) write(`${name}.ts`, 'x();\n');
    const { skipped, total } = await learn(new ProjectIndex(), { maxFiles: 2 });
    expect({ skipped, total }).toEqual({ skipped: { many: 1 }, total: 2 });
  });

  test('reads again only what changed on disk, and forgets what is gone', async () => {
    for (const name of ['same', 'changed', 'gone']) write(`${name}.ts`, 'before(one);\n');
    const stamps = new Map<string, FileStamp>();
    const project = new ProjectIndex();
    await learn(project, {}, stamps);
    // Another text under the same stamp shows whether it is read.
    write('same.ts', 'unread(one);\n');
    utimesSync(join(root, 'same.ts'), 1000, 1000);
    stamps.set('same.ts', { modifiedMs: 1_000_000, bytes: 13 });
    write('changed.ts', 'after(one, two);\n');
    rmSync(join(root, 'gone.ts'));
    await learn(project, {}, stamps);
    expect([...project.paths].sort()).toEqual(['changed.ts', 'same.ts']);
    expect([...stamps.keys()].sort()).toEqual(['changed.ts', 'same.ts']);
    const words = (path: string) => textOf(project, path);
    expect(words('same.ts')).toBe('before(one);');
    expect(words('changed.ts')).toBe('after(one,two);');
  });

  test('is not done again at the next start: the store has it', async () => {
    write('a.ts', 'before(one);\n');
    const stamps = new Map<string, FileStamp>();
    const project = new ProjectIndex();
    await learn(project, {}, stamps);
    const store = new EmbeddedStore(join(root, '.store', 'embedded.bin'));
    await store.save(project, stamps);
    const restored = new ProjectIndex();
    expect(await store.load(restored)).toEqual(stamps);
    expect(textOf(restored, 'a.ts')).toBe('before(one);');
    writeFileSync(join(root, '.store', 'embedded.bin'), 'damaged');
    expect(await store.load(new ProjectIndex())).toBeUndefined();
  });
});

test('a store that was written while something changed is not kept', async () => {
  const file = join(root, 'embedded.bin');
  const project = new ProjectIndex();
  project.setFiles([{ path: 'a.ts', text: 'before(one);' }]);
  const store = new EmbeddedStore(file);
  const saving = store.save(project, new Map());
  project.setFiles([{ path: 'a.ts', text: 'after(two);' }]);
  expect(await saving).toBe('changedMeanwhile');
  expect(readdirSync(root)).toEqual([]);
  expect(await store.save(project, new Map())).toBe('saved');
  expect(readdirSync(root)).toEqual(['embedded.bin']);
});

/** The tokens of a learned file, joined. */
function textOf({ corpus, vocabulary }: ProjectIndex, path: string): string {
  const { start, endExclusive } = corpus.fileOfPath(path)!;
  return [...corpus.tokens.slice(start + 2, endExclusive - 1)]
    .map(t => vocabulary.text(t))
    .join('');
}
