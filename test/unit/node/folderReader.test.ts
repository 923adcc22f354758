import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  oneof,
  record,
} from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { FolderReader } from '../../../src/node/folderReader.ts';
import { KeptIndex } from '../../../src/node/keptIndex.ts';
import { grammars } from '../../support/syntaxTrees.ts';
import { scratchFolder, WatchedFolder } from '../../support/watchedFolder.ts';

const folder = scratchFolder();
afterAll(() => rmSync(folder, { recursive: true }));
let projects = 0;

/** A folder on disk, an index that follows it, and the watcher that tells of changes. */
class Project extends WatchedFolder {
  readonly kept = new KeptIndex();
  readonly reader = new FolderReader(this.kept, grammars);
  private readonly going: Promise<unknown>[] = [];

  constructor() {
    super(join(folder, `p${projects++}`));
  }

  /** The watcher's events arrive. */
  tell(): void {
    const changed = this.events().map(path => ({ filePath: join(this.root, path), path }));
    if (changed.length > 0) this.going.push(this.reader.refresh(changed));
  }

  /** Reads the folder; `breathe` is when other things happen. */
  scan(breathe: () => Promise<void> = () => Promise.resolve()): void {
    const options = { maxFiles: 1000, breathe };
    const scan = async () => {
      await this.reader.indexWords(this.root, options);
      await this.reader.indexSymbols(this.root, options);
      await this.kept.settle(breathe);
    };
    this.going.push(scan());
  }

  async settled(): Promise<void> {
    while (this.going.length > 0) await this.going.shift();
  }

  /** What the index says of each file: its content, as a hash, and whether its symbols are known. */
  known(kept = this.kept): Record<string, string> {
    const files = [...kept.index.paths()].map(path => kept.index.factsOf(path)!);
    return Object.fromEntries(
      files.map(({ path, hash, hasSymbols }) => [path, `${hash} ${hasSymbols}`] as const).sort(),
    );
  }

  /** The same from an index that reads the folder as it is now. */
  async anew(): Promise<Record<string, string>> {
    const kept = new KeptIndex();
    const reader = new FolderReader(kept, grammars);
    await reader.indexWords(this.root, { maxFiles: 1000 });
    await reader.indexSymbols(this.root, { maxFiles: 1000 });
    return this.known(kept);
  }
}

const paths = constantFrom(
  ...[
    'a.ts',
    'b.ts',
    'empty.ts',
    'lib/a.ts',
    'lib/b.ts',
    'lib/c.md',
    'lib/deep/a.ts',
    'build/a.ts',
  ],
);
const movable = constantFrom('lib', 'lib/deep', 'old', 'a.ts', 'lib/a.ts');
const written = record({ type: constant('write' as const), path: paths });
const told = record({ type: constant('tell' as const), isWaitedFor: boolean() });
const happening = oneof(
  { weight: 3, arbitrary: written },
  { weight: 3, arbitrary: told },
  {
    weight: 1,
    arbitrary: record({ type: constant('remove' as const), path: oneof(paths, movable) }),
  },
  { weight: 1, arbitrary: record({ type: constant('move' as const), path: movable, to: movable }) },
  { weight: 1, arbitrary: constant({ type: 'scan' as const }) },
  { weight: 2, arbitrary: constant({ type: 'nothing' as const }) },
);

test('however changes, events and readings cross, the index ends with what the folder holds', async () => {
  let size = 0;
  await assert(
    asyncProperty(array(happening, { minLength: 10, maxLength: 30 }), async happenings => {
      const project = new Project();
      project.write('.gitignore', 'build/\n');
      for (const path of ['a.ts', 'b.ts', 'lib/a.ts', 'lib/b.ts', 'lib/deep/a.ts']) {
        project.write(path, 'function first() {}');
      }
      const left = [...happenings];
      // A reading meets the next thing that happens between any two files.
      const next = async () => {
        const one = left.shift();
        switch (one?.type) {
          case 'write':
            // No two texts are of one length, since sizes and times tell what has changed.
            size += 1;
            return project.write(
              one.path,
              one.path === 'empty.ts' && size % 2 ? '' : 'x'.repeat(size),
            );
          case 'remove':
            return project.remove(one.path);
          case 'move':
            return project.move(one.path, one.to);
          case 'tell':
            project.tell();
            if (one.isWaitedFor) await project.reader.refresh([]);
            return;
          case 'scan':
            return project.scan(next);
        }
      };
      project.scan(next);
      await project.settled();
      while (left.length > 0) await next();
      project.tell();
      await project.settled();
      expect(project.known()).toEqual(await project.anew());
    }),
    { numRuns: 20 },
  );
});

/** One change of a folder that has `a.ts`, `b.md`, `empty.ts` and `lib/c.ts`. */
const changes: Record<string, (project: Project) => void> = {
  'a file is written': project => project.write('a.ts', 'function second() {}'),
  'a text without a grammar is written': project => project.write('b.md', 'Other words.'),
  'an empty file is filled': project => project.write('empty.ts', 'function full() {}'),
  'a file is removed': project => project.remove('a.ts'),
  'a file is new': project => project.write('z.ts', 'function last() {}'),
  'a folder is new': project => project.write('new/deep/z.ts', 'function last() {}'),
  'a folder is moved': project => project.move('lib', 'moved'),
  'a folder is removed': project => project.remove('lib'),
};
/** Between so many files of such a reading something can happen. */
const moments = 12;

for (const [what, change] of Object.entries(changes)) {
  test(`at whatever moment of a reading ${what}, its event is not lost`, async () => {
    for (let moment = 0; moment < moments; moment++) {
      const project = new Project();
      project.write('a.ts', 'function first() {}');
      project.write('b.md', 'Words.');
      project.write('empty.ts', '');
      project.write('lib/c.ts', 'function third() {}');
      let breaths = 0;
      project.scan(async () => {
        if (breaths++ !== moment) return;
        change(project);
        project.tell();
        await project.reader.refresh([]);
      });
      await project.settled();
      if (breaths <= moment) return;
      expect(project.known(), `at moment ${moment}`).toEqual(await project.anew());
    }
  });
}

test('what was written into a new folder is found, though only the folder was told of', async () => {
  const project = new Project();
  project.scan();
  await project.settled();
  project.write('shop/cart/prices.ts', 'const prices = 1;');
  project.tell();
  await project.settled();
  expect(Object.keys(project.known())).toEqual(['shop/cart/prices.ts']);
  project.move('shop', 'store');
  project.tell();
  await project.settled();
  expect(Object.keys(project.known())).toEqual(['store/cart/prices.ts']);
});

test('a change in an ignored folder stays out', async () => {
  const project = new Project();
  project.write('.gitignore', 'build/\n*.gen.ts\n');
  project.scan();
  await project.settled();
  for (const path of ['build/a.ts', 'src/b.gen.ts', 'node_modules/c/c.ts', '.env', 'src/d.ts']) {
    project.write(path, 'const a = 1;');
    project.tell();
  }
  await project.settled();
  expect(Object.keys(project.known())).toEqual(['src/d.ts']);
});

test('what was left out of a reading does not come back with it', async () => {
  const project = new Project();
  project.write('a.ts', 'const a = 1;');
  project.scan(() => project.reader.removeFolder(project.root));
  await project.settled();
  expect(project.known()).toEqual({});
});
