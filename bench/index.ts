import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { indexIgnores } from '../src/node/changedFiles.ts';
import type { ReadText } from '../src/node/folderReader.ts';
import { Grammars } from '../src/node/grammars.ts';
import { IndexStore } from '../src/node/indexStore.ts';
import { ShapeThread } from '../src/node/shapeThread.ts';
import { listWorkspaceFiles, type WorkspaceFile } from '../src/node/workspaceFiles.ts';
import { WorkspaceIndex } from '../src/node/workspaceIndex.ts';
import { seededRandom } from './seededRandom.ts';
import { makeProject } from './syntheticProject.ts';

/** `synthetic`: measured on a project of so many files, made for the purpose from the files of `root`. */
const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  synthetic: z.number().int().min(1).optional(),
});
const maxFiles = 100_000;
const queryCount = 200;
const dist = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist');
const grammarFolder = join(dist, 'syntax');
const startThread = () => new ShapeThread<ReadText>(join(dist, 'indexWorker.js'), grammarFolder);

/** Builds the index of each root with the code of the index worker, and measures it. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const results: object[] = [];
  const speeds: string[] = [];
  for (const given of cases) {
    const parsed = caseSchema.safeParse(given);
    if (!parsed.success) {
      results.push({ id: idOf(given), reason: z.prettifyError(parsed.error) });
      continue;
    }
    const { id, root, synthetic } = parsed.data;
    let made: string | undefined;
    try {
      if (synthetic !== undefined) made = await makeProject(root, synthetic);
      const measured = await measure(made ?? root);
      results.push({ id, ...measured });
      const speed = (ms: number) => (measured.bytes / 1000 / ms).toFixed(1);
      speeds.push(
        `${measured.files} files: words at ${speed(measured.lexicalMs)} MB/s (${speed(measured.lexicalCpuMs)} by CPU time of its thread), with symbols at ${speed(measured.symbolsMs)} MB/s (${speed(measured.symbolsCpuMs)}), ${((100 * measured.indexBytes) / measured.bytes).toFixed(0)} % of the source, ${measured.peakRssMb} MB, update ${measured.updateMs.toFixed(0)} ms, query p95 ${measured.queryMs.p95.toFixed(1)} ms (${measured.queryCpuMs.p95.toFixed(1)})`,
      );
    } catch (error) {
      results.push({ id, reason: String(error) });
    } finally {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    }
  }
  return { results, summary: `index: ${speeds.join('; ') || 'no case could be run'}` };
}

async function measure(root: string) {
  const listed = await listWorkspaceFiles(root, { maxFiles, ignoreFileNames: indexIgnores });
  if (listed.length === 0) throw new Error(`There is no source file in ${root}.`);
  const folder = mkdtempSync(join(tmpdir(), 'inkling-index-'));
  const storePath = join(folder, 'index.sqlite');
  const store = IndexStore.open(storePath);
  const index = new WorkspaceIndex({ store, grammars: new Grammars(grammarFolder), startThread });
  try {
    const memory = watchMemory();
    const options = { maxFiles, breathe: memory.look };
    const startedAt = performance.now();
    const cpuBefore = cpuMs();
    const bytes = await index.indexWords(root, options);
    const lexicalMs = performance.now() - startedAt;
    const lexicalCpuMs = cpuMs() - cpuBefore;
    await index.indexSymbols(root, options);
    await index.settle();
    const symbolsMs = performance.now() - startedAt;
    const symbolsCpuMs = cpuMs() - cpuBefore;
    const use = await measureUse(index, listed);
    await index.close();
    return {
      files: index.fileCount,
      bytes,
      lexicalMs,
      // From the first file on until words and symbols of all are there.
      symbolsMs,
      lexicalCpuMs,
      symbolsCpuMs,
      peakRssMb: memory.peakMb(),
      indexBytes: store ? statSync(storePath).size : index.byteSize,
      ...use,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureUse(index: WorkspaceIndex, listed: readonly WorkspaceFile[]) {
  const random = seededRandom(1);
  const touched = listed[Math.floor(listed.length / 2)]!;
  const startedAt = performance.now();
  await index.refresh([touched]);
  const updateMs = performance.now() - startedAt;
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (let query = 0; query < queryCount; query++) {
    const { filePath } = listed[Math.floor(random() * listed.length)]!;
    const text = await readFile(filePath, 'utf8');
    const offset = Math.floor(random() * text.length);
    const asked = {
      prefix: text.slice(0, offset),
      suffix: text.slice(offset),
      filePath,
      limit: 24,
    };
    const queryStart = performance.now();
    const cpuStart = cpuMs();
    await index.related(asked);
    times.push(performance.now() - queryStart);
    cpuTimes.push(cpuMs() - cpuStart);
  }
  return { updateMs, queryMs: percentiles(times), queryCpuMs: percentiles(cpuTimes) };
}

function percentiles(times: readonly number[]) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** What this thread has computed so far; unlike the time by the clock it does not depend on what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Looks at the memory of the process every now and then while files are read. */
function watchMemory() {
  let peak = 0;
  let files = 0;
  const look = () => {
    if (files++ % 64 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    return Promise.resolve();
  };
  return { look, peakMb: () => Math.round(Math.max(peak, process.memoryUsage.rss()) / 1e6) };
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}
