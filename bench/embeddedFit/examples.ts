import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectIndex, type SourceText } from '../../src/core/embedded/projectIndex.ts';
import { listWorkspaceFiles, readSourceText } from '../../src/node/workspaceFiles.ts';
import { type Below, type Masked, maskLines } from '../embeddedMask.ts';
import { type Position, randomNumbers, samplePositions } from '../embeddedPositions.ts';
import type { FitProject } from './projects.ts';

/** A place in a project, and what was written there. */
export interface Example extends Masked {
  readonly below: Below;
}

/** How much text below the cursor the examples see: half of them all of it, others less. */
const belowShares: readonly (readonly [Below, number])[] = [
  ['full', 0.45],
  ['block', 0.4],
  ['none', 0.15],
];

/** Downloads a package into a folder of its own, unless it is there. */
export function fetchPackage(name: string, cache: string): string {
  const folder = join(cache, name.replace('/', '+'));
  if (existsSync(join(folder, 'package'))) return join(folder, 'package');
  mkdirSync(folder, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' });
  const archive = packed.trim().split('\n').pop()!;
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

/** The sources of a project, as the product would read them. */
export async function readSources(
  root: string,
  folders: readonly string[],
  without?: RegExp,
): Promise<readonly SourceText[]> {
  const sources: SourceText[] = [];
  for (const folder of folders) {
    const files = await listWorkspaceFiles(join(root, folder), {
      maxFiles: 20_000,
      ignoreFileNames: ['.gitignore'],
    });
    for (const file of files) {
      const path = folder === '.' ? file.path : `${folder}/${file.path}`;
      const text = without?.test(path) ? undefined : await readSourceText(file);
      if (text !== undefined) sources.push({ path, text });
    }
  }
  return sources;
}

export async function loadProject(project: FitProject, cache: string) {
  const root = fetchPackage(project.package, cache);
  const sources = await readSources(root, project.folders, project.without);
  const index = new ProjectIndex();
  index.setFiles(sources);
  return { index, sources };
}

/** Examples of a project, file by file. While one is looked at, the index must hold its file masked. */
export function* examplesOf(
  sources: readonly SourceText[],
  count: number,
  seed: number,
): Generator<Example> {
  const random = randomNumbers(seed);
  const linesOf = new Map(sources.map(({ path, text }) => [path, text.split('\n')] as const));
  for (const position of inFileOrder(samplePositions(sources, count, random))) {
    const below = chooseBelow(random());
    const { path, line, column } = position;
    yield { ...maskLines(linesOf.get(path)!, path, line, column, below), below };
  }
}

/** Cases of one file follow each other, so that the index changes once per file. */
function inFileOrder(positions: readonly Position[]): readonly Position[] {
  return [...positions].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function chooseBelow(random: number): Below {
  let sum = 0;
  for (const [below, share] of belowShares) {
    sum += share;
    if (random < sum) return below;
  }
  return 'none';
}
