/** Most keys have one path: a set for each of them takes 16 MB for 50,000 files. */
type PathsByKey = Map<string, string | Set<string>>;

/** Files by the name of their last segments, so that what an import says can be looked up. */
export class PathLookup {
  /** By the file's name without its extension, and for a folder's main file by the folder's name. */
  private readonly byStem: PathsByKey = new Map();
  private readonly byFolder: PathsByKey = new Map();

  add(path: string): void {
    for (const stem of stemsOf(path)) addTo(this.byStem, stem, path);
    addTo(this.byFolder, lastSegment(folderOf(path)), path);
  }

  remove(path: string): void {
    for (const stem of stemsOf(path)) removeFrom(this.byStem, stem, path);
    removeFrom(this.byFolder, lastSegment(folderOf(path)), path);
  }

  /**
   * The files that an import in `from` may mean, best first: those whose path ends as the import says, nearest first.
   * A package that is imported as a folder (Go, Java with `*`) means the files in it.
   */
  resolve(module: string, from: string): readonly string[] {
    const wanted = segmentsOf(module, from);
    const last = wanted.at(-1);
    if (last === undefined) return [];
    const files = pathsOf(this.byStem, last).filter(
      path => path !== from && isSameFamily(path, from),
    );
    const named = bestMatches(files, wanted, from, path => withoutMain(path));
    if (named.length > 0) return named.slice(0, mostFiles);
    const inFolder = pathsOf(this.byFolder, last).filter(
      path => path !== from && isSameFamily(path, from),
    );
    return bestMatches(inFolder, wanted, from, path => folderOf(path)).slice(0, mostPackageFiles);
  }

  /** The files beside one: in the same folder. */
  beside(path: string): readonly string[] {
    const folder = folderOf(path);
    const sameName = pathsOf(this.byFolder, lastSegment(folder));
    return sameName
      .filter(other => other !== path && folderOf(other) === folder && isSameFamily(other, path))
      .sort();
  }

  /** Tests of a file's code, the code of a file of tests, a header's implementation: files with its name. */
  companions(path: string): readonly string[] {
    const core = coreName(path);
    const found = new Set<string>();
    for (const stem of [
      core,
      `${core}.test`,
      `${core}.spec`,
      `${core}_test`,
      `test_${core}`,
      `${core}_spec`,
      `${core}Test`,
      `${core}Tests`,
      `Test${core}`,
    ]) {
      for (const other of pathsOf(this.byStem, stem.toLowerCase())) {
        if (other !== path && isSameFamily(other, path)) found.add(other);
      }
    }
    return [...found].sort(byNearness(path)).slice(0, mostFiles);
  }
}

const mostFiles = 4;
const mostPackageFiles = 16;

const families: readonly string[] = [
  'ts tsx mts cts js jsx mjs cjs vue svelte',
  'c h cc cpp cxx hh hpp hxx inl m mm',
  'py pyi pyx',
  'java kt kts scala groovy',
];

const familyOf = new Map(
  families.flatMap((family, number) =>
    family.split(' ').map(extension => [extension, number] as const),
  ),
);

function isSameFamily(one: string, other: string): boolean {
  const [first, second] = [extensionOf(one), extensionOf(other)];
  const family = familyOf.get(first);
  return first === second || (family !== undefined && family === familyOf.get(second));
}

/** Files that stand for their folder. */
const mainFile = /^(?:index|__init__|mod|lib|main)$/;

function stemsOf(path: string): string[] {
  const stem = stemOf(path).toLowerCase();
  const folder = lastSegment(folderOf(path)).toLowerCase();
  return mainFile.test(stem) && folder !== '' ? [stem, folder] : [stem];
}

/** `order` for `order.test.ts`, `test_order.py`, `order_spec.rb` and `OrderTest.java`. */
function coreName(path: string): string {
  const stem = stemOf(path);
  const core = stem
    .replace(/[._-](?:test|tests|spec|unittest)$/i, '')
    .replace(/^test[._-]/i, '')
    .replace(/(?<=[a-z0-9])(?:Tests?|Spec)$/, '')
    .replace(/^Test(?=[A-Z])/, '');
  return core.toLowerCase();
}

/** What an import says as segments of a path; of a relative one from the root. */
function segmentsOf(module: string, from: string): string[] {
  const isPythonRelative = /^\.+\w*/.test(module) && !module.includes('/') && /\.pyi?$/.test(from);
  if (isPythonRelative) {
    const dots = /^\.+/.exec(module)?.[0].length ?? 1;
    const folder = folderOf(from).split('/').filter(Boolean);
    const base = dots > 1 ? folder.slice(0, folder.length - dots + 1) : folder;
    return [...base, ...module.slice(dots).split('.').filter(Boolean)];
  }
  if (module.startsWith('.')) return joined(folderOf(from), module).map(withoutExtension);
  const segments = /[\\/]/.test(module)
    ? module.split(/[\\/]/).map(withoutExtension)
    : module.split(/::|\.(?!h\b|hpp\b|hh\b)/).map(withoutExtension);
  return segments.filter(
    segment => segment !== '' && !/^(?:crate|self|super|@|~|src)$/.test(segment),
  );
}

function joined(folder: string, relative: string): string[] {
  const segments = folder.split('/').filter(Boolean);
  for (const step of relative.split('/')) {
    if (step === '..') segments.pop();
    else if (step !== '.' && step !== '') segments.push(step);
  }
  return segments;
}

function withoutExtension(segment: string): string {
  return segment.replace(/\.(?:[cm]?[jt]sx?|h|hpp|hh|hxx|rb|py)$/, '').toLowerCase();
}

/** Those that share most of the import's last segments, and of these the nearest to the importing file. */
function bestMatches(
  files: readonly string[],
  wanted: readonly string[],
  from: string,
  shown: (path: string) => string,
): string[] {
  const lower = wanted.map(segment => segment.toLowerCase());
  const scored = files.map(path => ({
    path,
    common: commonEnd(shown(path).toLowerCase().split('/').filter(Boolean), lower),
  }));
  const most = Math.max(1, ...scored.map(({ common }) => common));
  const near = byNearness(from);
  return scored
    .filter(({ common }) => common === most)
    .map(({ path }) => path)
    .sort(near);
}

/** The path as an import would say it: without extension, a folder's main file as the folder. */
function withoutMain(path: string): string {
  const stem = stemOf(path);
  const folder = folderOf(path);
  if (mainFile.test(stem.toLowerCase())) return folder;
  return folder === '' ? stem : `${folder}/${stem}`;
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  let common = 0;
  while (
    common < one.length &&
    common < other.length &&
    one.at(-1 - common) === other.at(-1 - common)
  )
    common++;
  return common;
}

/** Order by how many folders two files share; ties by path, so that it is always the same. */
function byNearness(from: string): (one: string, other: string) => number {
  const own = folderOf(from).split('/');
  const shared = (path: string) => {
    const other = folderOf(path).split('/');
    let count = 0;
    while (count < own.length && own[count] === other[count]) count++;
    return count * 100 - other.length;
  };
  return (one, other) => shared(other) - shared(one) || (one < other ? -1 : 1);
}

function addTo(map: PathsByKey, key: string, path: string): void {
  const known = map.get(key);
  if (known instanceof Set) known.add(path);
  else if (known !== path) map.set(key, known === undefined ? path : new Set([known, path]));
}

function removeFrom(map: PathsByKey, key: string, path: string): void {
  const known = map.get(key);
  if (known instanceof Set) known.delete(path);
  else if (known === path) map.delete(key);
}

function pathsOf(map: PathsByKey, key: string): string[] {
  const known = map.get(key) ?? [];
  return typeof known === 'string' ? [known] : [...known];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot).replace(/\.d$/, '');
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
