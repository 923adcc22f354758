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
import { ProjectIndex } from '../../../src/core/embedded/projectIndex.ts';
import type { FileStamp } from '../../../src/core/embedded/snapshot.ts';
import { ChangeLearner } from '../../../src/node/changeLearner.ts';
import { learnFolders } from '../../../src/node/learnFolders.ts';
import { readLearnable } from '../../../src/node/readLearnable.ts';
import { scratchFolder, WatchedFolder } from '../../support/watchedFolder.ts';

const folder = scratchFolder();
afterAll(() => rmSync(folder, { recursive: true }));
let projects = 0;

const nothing = () => Promise.resolve();

/** A folder on disk, what was learned of it, and a watcher that tells of changes. */
class Project extends WatchedFolder {
  readonly index = new ProjectIndex();
  readonly open = new Map<string, string>();
  private readonly stamps = new Map<string, FileStamp>();
  private readonly options = { roots: [{ folder: this.root, prefix: 'x/' }], maxFiles: 1000 };
  private readonly going: Promise<unknown>[] = [];
  private reading = 0;
  private readonly learner = new ChangeLearner(
    () => ({ ...this, project: this.index, stamps: this.stamps, options: this.options }),
    () => this.scan(nothing),
  );

  constructor() {
    super(join(folder, `p${projects++}`));
  }

  /** The watcher's events arrive. */
  tell(): void {
    for (const path of this.events()) {
      this.going.push(
        this.learner.read({ path: `x/${path}`, filePath: join(this.root, ...path.split('/')) }),
      );
    }
  }

  /** The whole folder is named. */
  tellOfRoot(): void {
    this.going.push(this.learner.read({ path: 'x', filePath: this.root }));
    this.learner.forget('x');
  }

  /** Reads the folder; `between` is when other things happen. */
  scan(between: () => Promise<void>): void {
    const reading = ++this.reading;
    this.learner.beginReading();
    const hooks = {
      isStale: () => reading !== this.reading,
      isNewer: (path: string) => this.open.has(path) || this.learner.isTouched(path),
      report: () => {},
      read: async (...file: Parameters<typeof readLearnable>) => {
        await between();
        const read = await readLearnable(...file);
        await between();
        return read;
      },
    };
    this.going.push(learnFolders(this.index, this.options, hooks, this.stamps));
  }

  async settled(): Promise<void> {
    while (this.going.length > 0) await this.going.shift();
  }

  /** What was learned, by path. */
  learned({ corpus, vocabulary } = this.index): Record<string, string> {
    const texts = corpus.files.flatMap(file => {
      if (!file) return [];
      const tokens = [...corpus.tokens.slice(file.start + 2, file.endExclusive - 1)];
      return [
        [
          file.path,
          tokens
            .map(token => vocabulary.text(token))
            .join('')
            .trim(),
        ] as const,
      ];
    });
    return Object.fromEntries(texts.sort());
  }

  /** The same from somebody who reads the folder as it is now. */
  async anew(): Promise<Record<string, string>> {
    const index = new ProjectIndex();
    const hooks = { isStale: () => false, isNewer: () => false, report: () => {} };
    await learnFolders(index, this.options, hooks);
    return this.learned(index);
  }
}

const paths = constantFrom('a.ts', 'b.ts', 'lib/a.ts', 'lib/b.ts', 'lib/deep/a.ts', 'build/a.ts');
const movable = constantFrom('lib', 'lib/deep', 'old', 'a.ts', 'lib/a.ts');
const happening = oneof(
  { weight: 3, arbitrary: record({ type: constant('write' as const), path: paths }) },
  { weight: 3, arbitrary: record({ type: constant('tell' as const), isWaitedFor: boolean() }) },
  {
    weight: 1,
    arbitrary: record({ type: constant('remove' as const), path: oneof(paths, movable) }),
  },
  { weight: 1, arbitrary: record({ type: constant('move' as const), path: movable, to: movable }) },
  { weight: 1, arbitrary: constant({ type: 'scan' as const }) },
  { weight: 2, arbitrary: constant({ type: 'nothing' as const }) },
);

test('however changes, events and readings cross, what the folder holds is learned in the end', async () => {
  let size = 10;
  await assert(
    asyncProperty(array(happening, { minLength: 10, maxLength: 30 }), async happenings => {
      const project = new Project();
      // One file stays, so that the folder never looks like a disk that is gone.
      project.write('kept.ts', 'kept');
      project.write('.gitignore', 'build/\n');
      for (const path of ['a.ts', 'b.ts', 'lib/a.ts', 'lib/deep/a.ts'])
        project.write(path, 'first');
      const left = [...happenings];
      const next = async () => {
        const one = left.shift();
        switch (one?.type) {
          case 'write':
            // No two texts are of one length, since sizes and times tell what has changed.
            return project.write(one.path, 'x'.repeat(++size));
          case 'remove':
            return project.remove(one.path);
          case 'move':
            return project.move(one.path, one.to);
          case 'tell':
            project.tell();
            if (one.isWaitedFor) await new Promise(resolve => setImmediate(resolve));
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
      expect(project.learned()).toEqual(await project.anew());
    }),
    { numRuns: 20 },
  );
});

async function learnedAfter(...steps: ((project: Project) => void)[]): Promise<readonly string[]> {
  const project = new Project();
  project.write('kept.ts', 'kept();');
  project.scan(nothing);
  for (const step of steps) {
    await project.settled();
    step(project);
    project.tell();
  }
  await project.settled();
  return Object.keys(project.learned());
}

test('what was written into a new folder is learned, though only the folder was told of', async () => {
  const write = (project: Project) => project.write('shop/cart/prices.ts', 'const prices = 1;');
  const move = (project: Project) => project.move('shop', 'store');
  expect(await learnedAfter(write)).toEqual(['x/kept.ts', 'x/shop/cart/prices.ts']);
  expect(await learnedAfter(write, move)).toEqual(['x/kept.ts', 'x/store/cart/prices.ts']);
  expect(await learnedAfter(write, project => project.remove('shop'))).toEqual(['x/kept.ts']);
});

test('what ignore files exclude is not learned when it changes', async () => {
  const learned = await learnedAfter(
    project => project.write('.gitignore', 'build/\n*.gen.ts\n'),
    ...['build/a.ts', 'src/b.gen.ts', 'node_modules/c/c.ts', '.env', 'src/d.ts'].map(
      path => (project: Project) => project.write(path, 'const a = 1;'),
    ),
  );
  expect(learned).toEqual(['x/kept.ts', 'x/src/d.ts']);
});

test('so many files at once are read with all others', async () => {
  const many = (project: Project) => {
    for (let i = 0; i < 250; i++) project.write(`new/${i}.ts`, `call(${i});`);
  };
  expect(await learnedAfter(many)).toHaveLength(251);
});

test('an open editor is newer than the disk', async () => {
  const learned = await learnedAfter(project => {
    project.open.set('x/new/a.ts', 'newer();');
    project.write('new/a.ts', 'older();');
  });
  expect(learned).toEqual(['x/kept.ts']);
});

test('what was learned from a workspace folder stays when the folder itself is named', async () => {
  expect(await learnedAfter(project => project.tellOfRoot())).toEqual(['x/kept.ts']);
});
