import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createEngine } from '../src/core/embedded/createEngine.ts';
import type { EmbeddedEngine, Guess } from '../src/core/embedded/engine.ts';
import { ProjectIndex } from '../src/core/embedded/projectIndex.ts';
import type { FileStamp } from '../src/core/embedded/snapshot.ts';
import { EmbeddedStore } from '../src/node/embeddedStore.ts';
import { learn, ownMs, type Spread, spreadOf } from './embeddedLearn.ts';
import { MaskedFile, mask } from './embeddedMask.ts';
import { describeScale, measureScale, type Scale } from './embeddedScale.ts';
import type { SuiteResult } from './run.ts';

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  path: z.string(),
  line: z.number().int().min(0),
  column: z.number().int().min(0),
  below: z.enum(['full', 'block', 'none']).default('full'),
});

/** `synthetic`: measured is a project of so many files, made for the purpose from the files of `root`. */
const scaleSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  synthetic: z.number().int().min(1),
});

type EmbeddedCase = z.infer<typeof caseSchema>;
type ScaleCase = z.infer<typeof scaleSchema>;

interface Result {
  readonly id: unknown;
  readonly text: string | null;
  readonly confidence?: number;
  readonly ms?: number;
  readonly reason?: string;
}

interface Judged {
  readonly result: Result;
  /** The first line is the rest of the cursor's line. */
  readonly isRight: boolean;
  /** All lines are what was written, where there are several. */
  readonly areLinesRight?: boolean;
}

interface Build {
  readonly files: number;
  readonly tokens: number;
  /** Own time of building. */
  readonly ms: number;
  readonly megabytes: number;
  /** From the start of reading what was stored until a first answer. */
  readonly restartMs: number;
  /** Learning a changed file anew. */
  readonly saveMs: Spread;
}

/**
 * Asks the engine for the rest of a line at each case's place, whatever its confidence.
 * One engine learns each root once; each case's file is then told again in its masked form, like an edit.
 * `savesEach`: how often each of the files that time a save is saved.
 */
export async function runSuite(cases: readonly unknown[], savesEach = 8): Promise<SuiteResult> {
  const results: object[] = new Array(cases.length);
  const byRoot = new Map<string, [number, EmbeddedCase][]>();
  const scales: Scale[] = [];
  for (const [index, raw] of cases.entries()) {
    const scale = scaleSchema.safeParse(raw);
    if (scale.success) {
      results[index] = await runScale(scale.data, scales);
      continue;
    }
    const parsed = caseSchema.safeParse(raw);
    if (parsed.success) {
      const group = byRoot.get(parsed.data.root) ?? [];
      byRoot.set(parsed.data.root, group);
      group.push([index, parsed.data]);
    } else results[index] = unreadable(raw, z.prettifyError(parsed.error));
  }
  const builds: Build[] = [];
  const judged: Judged[] = [];
  const severalRight: boolean[] = [];
  for (const [root, group] of byRoot) {
    const { engine, build } = await measureBuild(root, savesEach);
    builds.push(build);
    const file = new MaskedFile(engine.project);
    // Cases of one file follow each other, so that the index changes once per file.
    group.sort(([, a], [, b]) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    for (const [index, testCase] of group) {
      const judgedCase = runCase(engine, file, testCase);
      if (judgedCase.areLinesRight !== undefined) severalRight.push(judgedCase.areLinesRight);
      results[index] = judgedCase.result;
      judged.push(judgedCase);
    }
  }
  return { results, summary: summarize(judged, severalRight, builds, scales) };
}

async function runScale({ id, root, synthetic }: ScaleCase, scales: Scale[]): Promise<object> {
  try {
    const scale = await measureScale(root, synthetic);
    scales.push(scale);
    return { id, ...scale };
  } catch (error) {
    return { id, reason: String(error) };
  }
}

async function measureBuild(
  root: string,
  savesEach: number,
): Promise<{ engine: EmbeddedEngine; build: Build }> {
  const { engine, stamps, ms } = await learn(root);
  const { fileCount: files, tokenCount: tokens, memoryBytes } = engine.project;
  const restartMs = await restart(engine, stamps);
  const saveMs = saves(engine, root, savesEach);
  return {
    engine,
    build: { files, tokens, ms, megabytes: memoryBytes / 1e6, restartMs, saveMs },
  };
}

/** Stores what was learned and asks an engine that has read it again. */
async function restart(
  { project }: EmbeddedEngine,
  stamps: ReadonlyMap<string, FileStamp>,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  try {
    const store = new EmbeddedStore(join(folder, 'embedded.bin'));
    await store.save(project, stamps);
    const start = performance.now();
    const restored = new ProjectIndex();
    await store.load(restored);
    const cursor = { path: 'never-learned.ts', prefix: 'const value = ', suffix: '' };
    createEngine(restored).guess(cursor, () => false);
    return performance.now() - start;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** So many files are saved, each `times` with a line more and as it was: the least disturbed time counts. */
const savedFiles = 40;

function saves({ project }: EmbeddedEngine, root: string, times: number): Build['saveMs'] {
  const paths = [...project.paths].sort();
  const step = Math.ceil(paths.length / savedFiles);
  const leastMs = paths
    .filter((_, i) => i % step === 0)
    .map(path => {
      const text = readFileSync(join(root, path), 'utf8');
      const least = Array.from({ length: times }, (_, i) => {
        const start = performance.now();
        const more = i % 2 === 0 ? '\nconst one = more(line);\n' : '';
        project.setFiles([{ path, text: text + more }]);
        return performance.now() - start;
      });
      return Math.min(...least);
    });
  return spreadOf(leastMs);
}

function runCase(engine: EmbeddedEngine, file: MaskedFile, testCase: EmbeddedCase): Judged {
  const { id } = testCase;
  try {
    const { cursor, hidden, hiddenLines, whole } = mask(testCase);
    file.mask(cursor, whole);
    let guess: Guess | undefined;
    const ms = ownMs(() => {
      guess = engine.guess(cursor, () => false);
    });
    if (!guess) throw new Error('There is no answer.');
    if (guess.kind === 'none') {
      return { result: { id, text: null, reason: guess.reason, ms }, isRight: false };
    }
    const { text, confidence } = guess;
    const [first = '', ...more] = text.split('\n');
    return {
      result: { id, text, confidence, ms },
      isRight: first.trim() === hidden.trim(),
      ...(more.length === 0 ? {} : { areLinesRight: areRight(text, [hidden, ...hiddenLines]) }),
    };
  } catch (error) {
    return { result: unreadable(testCase, String(error)), isRight: false };
  }
}

/** Whether a guess of several lines is what was written there, white space at line ends aside. */
function areRight(text: string, written: readonly string[]): boolean {
  const trimmed = (lines: readonly string[]) => lines.map(line => line.trimEnd()).join('\n');
  const lines = text.split('\n');
  return trimmed(lines).trimStart() === trimmed(written.slice(0, lines.length)).trimStart();
}

function unreadable(testCase: unknown, reason: string): Result {
  const id =
    typeof testCase === 'object' && testCase !== null && 'id' in testCase ? testCase.id : null;
  return { id, text: null, reason };
}

function summarize(
  judged: readonly Judged[],
  severalRight: readonly boolean[],
  builds: readonly Build[],
  scales: readonly Scale[],
): string {
  const bySureness = judged
    .map(({ result: { confidence = 0 }, isRight }) => ({ confidence, isRight }))
    .sort((a, b) => b.confidence - a.confidence);
  const percent = (count: number): string => {
    const rightOnes = bySureness.slice(0, count).filter(({ isRight }) => isRight).length;
    return `${((100 * rightOnes) / Math.max(1, count)).toFixed(1)} %`;
  };
  const { p50, p95 } = spreadOf(judged.flatMap(({ result: { ms } }) => ms ?? []));
  const built = builds.map(
    ({ files, tokens, ms, megabytes, restartMs, saveMs }) =>
      `${files} files, ${tokens} tokens in ${ms} ms (${megabytes.toFixed(0)} MB, a save ${saveMs.p50.toFixed(1)} ms, p95 ${saveMs.p95.toFixed(1)}, answers ${restartMs.toFixed(0)} ms after a restart)`,
  );
  return [
    `embedded: rest of line exact in ${percent(judged.length)} of ${judged.length} cases`,
    `in ${percent(Math.round(judged.length / 3))} of the surest third`,
    `${severalRight.filter(Boolean).length} of ${severalRight.length} with several lines right`,
    `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms`,
    `built ${[...built, ...scales.map(describeScale)].join('; ')}`,
  ].join(', ');
}
