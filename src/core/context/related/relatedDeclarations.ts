import type { CursorContext } from '../cursorContext.ts';
import type { Codebase, FileRole, OutlinedFile } from './codebase.ts';
import { evidenceFor, isTestPath, likelihood } from './likelihood.ts';
import type { Declaration } from './outline.ts';
import { type Neighbour, type Scene, sceneOf } from './scene.ts';

/** A declaration that may be what is going to be typed next. */
export interface RelatedDeclaration {
  readonly file: OutlinedFile;
  readonly declaration: Declaration;
  /** 0 to 1. */
  readonly score: number;
}

/** How much is looked at, so that the work stays the same in a large codebase. */
const mostTypes = 14;
const mostFilesOfType = 2;
const mostCalls = 8;
const mostBases = 6;
const mostImports = 24;
const mostSiblings = 12;
const mostNeighbourNames = 60;
const mostFilesOfName = 2;
const nPromising = 200;

/**
 * Declarations in other files that are likely to be named next at the cursor, best first. They come from what the
 * visible text imports, from the types that variables near the cursor seem to have, from files beside and companions,
 * and from the names that resembling code uses. Nothing after the cursor on its line is known.
 */
export function relatedDeclarations(
  context: Pick<CursorContext, 'path' | 'prefix' | 'suffix'>,
  neighbours: readonly Neighbour[],
  codebase: Codebase,
): readonly RelatedDeclaration[] {
  const scene = sceneOf(context, neighbours);
  const files = new Outlines(codebase, context.path);
  const roles = filesToLookAt(scene, codebase);
  files.add(roles.keys());
  followReExports(roles, files, codebase);
  files.add(roles.keys());
  const types = typesAround(scene, codebase, files);
  const names = strongest(scene.neighbourNames, mostNeighbourNames);
  for (const name of names) files.add(codebase.declaring(name).slice(0, mostFilesOfName));
  const found: Weighed[] = [];
  const isInTest = isTestPath(context.path);
  for (const file of files.all()) {
    const isTest = isTestPath(file.path);
    const surroundings = { scene, role: roles.get(file.path), types, isTest, isInTest };
    for (const declaration of file.declarations) {
      const { name, owner } = declaration;
      const isWanted =
        surroundings.role !== undefined ||
        types.has(owner) ||
        types.has(name) ||
        scene.neighbourNames.has(name);
      if (!isWanted || name.length < 3) continue;
      const evidence = evidenceFor(declaration, surroundings);
      if (evidence !== undefined) found.push({ file, declaration, evidence });
    }
  }
  return mostPromising(found)
    .map(({ file, declaration, evidence }) => {
      const score = likelihood(evidence, codebase.frequency(declaration.name));
      return { file, declaration, score };
    })
    .sort((one, other) => other.score - one.score || byPlace(one, other));
}

interface Weighed extends Omit<RelatedDeclaration, 'score'> {
  readonly evidence: number;
}

/** Those that most speaks for, best first; of thousands only these are put in order. */
function mostPromising(found: readonly Weighed[]): readonly Weighed[] {
  const evidence = Float64Array.from(found, one => one.evidence).sort();
  const least = evidence[found.length - nPromising] ?? Number.NEGATIVE_INFINITY;
  return found
    .filter(one => one.evidence >= least)
    .sort((one, other) => other.evidence - one.evidence || byPlace(one, other))
    .slice(0, nPromising);
}

type Place = Pick<RelatedDeclaration, 'file' | 'declaration'>;

function byPlace(one: Place, other: Place): number {
  if (one.file.path !== other.file.path) return one.file.path < other.file.path ? -1 : 1;
  return one.declaration.line - other.declaration.line;
}

/** The outlines that are looked at for one place. */
class Outlines {
  private readonly files = new Map<string, OutlinedFile>();

  constructor(
    private readonly codebase: Codebase,
    private readonly ownPath: string,
  ) {}

  add(paths: Iterable<string>): void {
    for (const path of paths) {
      if (path === this.ownPath || this.files.has(path)) continue;
      const file = this.codebase.outline(path);
      if (file) this.files.set(path, file);
    }
  }

  get(path: string): OutlinedFile | undefined {
    return this.files.get(path);
  }

  /** In a steady order. */
  all(): OutlinedFile[] {
    return [...this.files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  forEachDeclaration(visit: (declaration: Declaration) => void): void {
    for (const { declarations } of this.all()) declarations.forEach(visit);
  }
}

/** The keys of the highest weights; of equal ones the first by name. */
function strongest(weights: ReadonlyMap<string, number>, most: number): readonly string[] {
  const sorted = [...weights].sort(
    ([one, first], [other, second]) => second - first || (one < other ? -1 : 1),
  );
  return sorted.slice(0, most).map(([key]) => key);
}

function filesToLookAt(scene: Scene, codebase: Codebase): Map<string, FileRole> {
  const roles = new Map<string, FileRole>();
  const roleOf = (path: string) => {
    const known = roles.get(path) ?? { imported: 0, companion: 0, beside: 0 };
    roles.set(path, known);
    return known;
  };
  const ranked = scene.imports
    .map(({ module, names }) => ({
      module,
      worth:
        names.some(name => scene.nearNames.has(name)) ||
        scene.nearNames.has(/\w+$/.exec(module)?.[0] ?? '')
          ? 1
          : 0.5,
    }))
    .sort((one, other) => other.worth - one.worth);
  for (const { module, worth } of ranked.slice(0, mostImports)) {
    for (const path of codebase.resolve(module, scene.path)) {
      const role = roleOf(path);
      role.imported = Math.max(role.imported, worth);
    }
  }
  for (const path of codebase.companions(scene.path)) roleOf(path).companion = 1;
  for (const path of codebase.beside(scene.path).slice(0, mostSiblings)) roleOf(path).beside = 1;
  return roles;
}

/** A file that only hands on what others declare leads to those. */
function followReExports(roles: Map<string, FileRole>, files: Outlines, codebase: Codebase): void {
  for (const [path, role] of [...roles]) {
    if (role.imported === 0) continue;
    for (const module of files.get(path)?.handsOn.slice(0, mostImports) ?? []) {
      const target = codebase.resolve(module, path)[0];
      if (target === undefined) continue;
      const known = roles.get(target);
      const imported = Math.max(known?.imported ?? 0, role.imported * 0.8);
      roles.set(target, { companion: 0, beside: 0, ...known, imported });
    }
  }
}

/** The types that matter, with those that functions return and those that types are made from. */
function typesAround(
  scene: Scene,
  codebase: Codebase,
  files: Outlines,
): ReadonlyMap<string, number> {
  const { calls } = scene.view;
  const types = new Map(scene.view.types);
  const addDeclaring = (names: readonly string[]) => {
    for (const name of names) files.add(codebase.declaring(name).slice(0, mostFilesOfType));
  };
  addDeclaring(strongest(calls, mostCalls));
  files.forEachDeclaration(({ name, types: returned }) => {
    const weight = calls.get(name) ?? 0;
    if (weight === 0) return;
    for (const type of returned) types.set(type, Math.max(types.get(type) ?? 0, weight));
  });
  const declared = new Map([...types].filter(([name]) => codebase.declaring(name).length > 0));
  const chosen = new Map(
    strongest(declared, mostTypes).map(name => [name, declared.get(name) ?? 0]),
  );
  addDeclaring([...chosen.keys()]);
  const bases = new Map<string, number>();
  files.forEachDeclaration(({ name, isType, types: madeFrom }) => {
    const weight = isType ? (chosen.get(name) ?? 0) : 0;
    if (weight < 0.3) return;
    for (const base of madeFrom) if (!chosen.has(base)) bases.set(base, weight * 0.6);
  });
  const taken = strongest(bases, mostBases);
  addDeclaring(taken);
  return new Map([...chosen, ...taken.map(name => [name, bases.get(name) ?? 0] as const)]);
}
