import { companionTestName } from './companionTest.ts';

/** Where tests of a file belong. Paths are relative to the workspace folder, with `/`. */
export interface TestPlace {
  readonly path: string;
  /** A file of tests that stands nearest and shows how this project writes them. */
  readonly example?: string;
}

/** How a project calls its files of tests: what stands before and after the name of the tested file. */
const affixes: readonly (readonly [RegExp, string, string])[] = [
  [/^test_(.+)$/, 'test_', ''],
  [/^(.+)\.test$/, '', '.test'],
  [/^(.+)\.spec$/, '', '.spec'],
  [/^(.+)_test$/, '', '_test'],
  [/^(.+)_spec$/, '', '_spec'],
  [/^(.+)-test$/, '', '-test'],
  [/^(.+)Tests$/, '', 'Tests'],
  [/^(.+)Test$/, '', 'Test'],
  [/^(.+)Spec$/, '', 'Spec'],
];
const testFolder = /^(?:__tests__|tests?|specs?)$/i;

interface Known {
  readonly path: string;
  /** The folders of what it tests, as far as they can be read off it. */
  readonly folders: readonly string[];
  /** A folder of tests inside the tested folder, such as `__tests__`. */
  readonly tail: readonly string[];
  readonly before: string;
  readonly after: string;
  /** The name of what it tests, without the extension. */
  readonly subject: string;
}

/** The names of the files that these paths seem to test, so that they can be looked for; without extension. */
export function testedNames(paths: readonly string[]): readonly string[] {
  const subjects = paths.flatMap(path => knownTest(path, partsOf(path).extension));
  return [...new Set(subjects.map(({ subject }) => subject))];
}

/**
 * Finds where tests of `source` belong by where the project's other tests (`paths`) stand. `tested` are files that may
 * be what those test: they tell whether the folders of tests follow those of the sources or hold all of them.
 */
export function testPlace(
  source: string,
  paths: readonly string[],
  tested: readonly string[] = [],
): TestPlace {
  const { folders, stem, extension } = partsOf(source);
  const known = paths.flatMap(path => knownTest(path, extension));
  const placed = known.map(test => ({ test, ...align(test.folders, folders) }));
  const best = placed.toSorted((a, b) => b.length - a.length || a.rest.length - b.rest.length)[0];
  if (best === undefined) {
    const name = companionTestName(`${stem}${extension}`);
    return { path: [...folders, name].join('/') };
  }
  const { test } = best;
  const rest = isFlat(test, known, tested) ? [] : best.rest;
  const name = `${test.before}${stem}${test.after}${extension}`;
  return { path: [...test.folders, ...rest, ...test.tail, name].join('/'), example: test.path };
}

function partsOf(path: string) {
  const folders = path.split('/');
  const name = folders.pop()!;
  const dot = name.lastIndexOf('.');
  const at = dot <= 0 ? name.length : dot;
  return { folders, stem: name.slice(0, at), extension: name.slice(at) };
}

function knownTest(path: string, wanted: string): Known[] {
  const { folders, stem, extension } = partsOf(path);
  if (extension !== wanted) return [];
  const affix = affixes.find(([form]) => form.test(stem));
  if (!affix) return [];
  const hasTail = folders.length > 1 && testFolder.test(folders.at(-1)!);
  const end = hasTail ? -1 : folders.length;
  const [form, before, after] = affix;
  const subject = form.exec(stem)![1]!;
  const [own, tail] = [folders.slice(0, end), folders.slice(end)];
  return [{ path, folders: own, tail, before, after, subject }];
}

/** Whether tests in the folder of this one are about files in folders below, which theirs do not follow. */
function isFlat(test: Known, all: readonly Known[], tested: readonly string[]): boolean {
  const home = test.folders.join('/');
  const beside = all.filter(({ folders }) => folders.join('/') === home);
  return tested.some(path => {
    const { folders, stem } = partsOf(path);
    const isTested = beside.some(({ subject }) => subject === stem);
    return isTested && align(test.folders, folders).rest.length > 0;
  });
}

/**
 * The longest run of folders at the end of a test's path that the source's path has too, and what the
 * source's path has after it. A run of none: the tests of the project stand all in one place.
 */
function align(test: readonly string[], source: readonly string[]) {
  let best: { length: number; rest: readonly string[] } = { length: 0, rest: [] };
  for (let end = source.length; end > 0; end--) {
    let length = 0;
    while (
      length < end &&
      length < test.length &&
      source[end - 1 - length] === test.at(-1 - length)
    )
      length++;
    if (length > best.length) best = { length, rest: source.slice(end) };
  }
  return best;
}
