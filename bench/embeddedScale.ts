import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectIndex } from '../src/core/embedded/projectIndex.ts';
import { learn, ownMs, type Spread, spreadOf } from './embeddedLearn.ts';
import { maskLines } from './embeddedMask.ts';
import { randomNumbers, samplePositions } from './embeddedPositions.ts';
import { makeProject } from './syntheticProject.ts';

/** What a project of many files costs. */
export interface Scale {
  readonly files: number;
  readonly tokens: number;
  /** Own time of building. */
  readonly ms: number;
  /** Memory by the engine's own account. */
  readonly megabytes: number;
  /** What the arrays of the process grew by while it learned. */
  readonly processMegabytes: number;
  readonly saveMs: Spread;
  readonly createMs: Spread;
  readonly deleteMs: Spread;
  readonly renameMs: Spread;
  /** A suggestion in a file that was just gone to, and one after the next key. */
  readonly firstMs: Spread;
  readonly nextMs: Spread;
}

const changedFiles = 60;
/** Each change is made so many times: the least disturbed time counts. */
const timesEach = 3;
const places = 200;

/** Makes a project of so many files from those of a folder, learns it, and measures what happens in it then. */
export async function measureScale(templateRoot: string, files: number): Promise<Scale> {
  const root = await makeProject(templateRoot, files);
  try {
    const before = process.memoryUsage().arrayBuffers;
    const { engine, ms } = await learn(root);
    const processMegabytes = (process.memoryUsage().arrayBuffers - before) / 1e6;
    const { project } = engine;
    const { fileCount, tokenCount, memoryBytes } = project;
    const random = randomNumbers(files);
    const paths = [...project.paths].sort();
    const sources = Array.from({ length: changedFiles }, () => {
      const path = paths[Math.floor(random() * paths.length)]!;
      return { path, text: readFileSync(join(root, path), 'utf8') };
    });
    const changes = measureChanges(project, sources);
    const firstMs: number[] = [];
    const nextMs: number[] = [];
    const texts = new Map(sources.map(({ path, text }) => [path, text.split('\n')]));
    for (const { path, line, column } of samplePositions(sources, places, random)) {
      const { cursor } = maskLines(texts.get(path)!, path, line, column, 'block');
      const typed = { ...cursor, suffix: `${cursor.suffix} ` };
      firstMs.push(ownMs(() => engine.guess(cursor, () => false)));
      nextMs.push(ownMs(() => engine.guess(typed, () => false)));
    }
    return {
      ...{ files: fileCount, tokens: tokenCount, ms, megabytes: memoryBytes / 1e6 },
      ...{ processMegabytes, ...changes },
      ...{ firstMs: spreadOf(firstMs), nextMs: spreadOf(nextMs) },
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function measureChanges(
  project: ProjectIndex,
  sources: readonly { readonly path: string; readonly text: string }[],
): Pick<Scale, 'saveMs' | 'createMs' | 'deleteMs' | 'renameMs'> {
  const times = { save: [] as number[], create: [], delete: [], rename: [] };
  for (const { path, text } of sources) {
    const lines = text.split('\n');
    lines.splice(lines.length >> 1, 0, 'const one = more(line);');
    const longer = lines.join('\n');
    const other = `${path}.new.ts`;
    const set = (at: string, what: string) => project.setFiles([{ path: at, text: what }]);
    const remove = (at: string) => project.removeFiles([at]);
    const rename = (from: string, to: string) => {
      remove(from);
      set(to, text);
    };
    const note = (into: number[], change: () => void, back: () => void) => {
      const each = Array.from({ length: timesEach }, () => {
        const ms = ownMs(change);
        back();
        return ms;
      });
      into.push(Math.min(...each));
    };
    note(
      times.save,
      () => set(path, longer),
      () => set(path, text),
    );
    note(
      times.create,
      () => set(other, text),
      () => remove(other),
    );
    set(other, text);
    note(
      times.delete,
      () => remove(other),
      () => set(other, text),
    );
    remove(other);
    note(
      times.rename,
      () => rename(path, other),
      () => rename(other, path),
    );
  }
  return {
    saveMs: spreadOf(times.save),
    createMs: spreadOf(times.create),
    deleteMs: spreadOf(times.delete),
    renameMs: spreadOf(times.rename),
  };
}

/** The figures as a part of a summary. */
export function describeScale(scale: Scale): string {
  const spread = ({ p50, p95 }: Spread) => `${p50.toFixed(1)} (p95 ${p95.toFixed(1)}) ms`;
  return [
    `${scale.files} files, ${scale.tokens} tokens in ${scale.ms} ms`,
    `${scale.megabytes.toFixed(0)} MB (the process ${scale.processMegabytes.toFixed(0)})`,
    `a save ${spread(scale.saveMs)}`,
    `a new file ${spread(scale.createMs)}`,
    `a deleted one ${spread(scale.deleteMs)}`,
    `a renamed one ${spread(scale.renameMs)}`,
    `a suggestion in another file ${spread(scale.firstMs)}, at the next key ${spread(scale.nextMs)}`,
  ].join(', ');
}
