import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { indexIgnores } from '../src/node/changedFiles.ts';
import type { ReadText } from '../src/node/folderReader.ts';
import { Grammars } from '../src/node/grammars.ts';
import { IndexStore } from '../src/node/indexStore.ts';
import { ShapeThread } from '../src/node/shapeThread.ts';
import { listWorkspaceFiles, type WorkspaceFile } from '../src/node/workspaceFiles.ts';
import { WorkspaceIndex } from '../src/node/workspaceIndex.ts';
import { seededRandom } from './seededRandom.ts';

const maxFiles = 100_000;
const queryCount = 200;
const dist = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist');
const grammarFolder = join(dist, 'syntax');
const startThread = () => new ShapeThread<ReadText>(join(dist, 'indexWorker.js'), grammarFolder);

/** What was measured of the index of one folder. */
export type IndexMeasures = Awaited<ReturnType<typeof measure>>;

/** Builds the index of a folder with the code of the index worker. Whoever started this thread sends it messages all the time. */
async function measure(root: string, port: MessagePort) {
  const listed = await listWorkspaceFiles(root, { maxFiles, ignoreFileNames: indexIgnores });
  if (listed.length === 0) throw new Error(`There is no source file in ${root}.`);
  const folder = mkdtempSync(join(tmpdir(), 'inkling-index-'));
  const storePath = join(folder, 'index.sqlite');
  const store = IndexStore.open(storePath);
  const index = new WorkspaceIndex({ store, grammars: new Grammars(grammarFolder), startThread });
  try {
    const memory = watchMemory();
    const stretches = watchStretches(port);
    const breathe = async () => {
      await setImmediate();
      memory.look();
    };
    const options = { maxFiles, breathe };
    const startedAt = performance.now();
    const cpuBefore = cpuMs();
    const bytes = await index.indexWords(root, options);
    const lexicalMs = performance.now() - startedAt;
    const lexicalCpuMs = cpuMs() - cpuBefore;
    await index.indexSymbols(root, options);
    await index.settle(breathe);
    const symbolsMs = performance.now() - startedAt;
    const symbolsCpuMs = cpuMs() - cpuBefore;
    const stretchMs = stretches.longest();
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
      stretchMs,
      peakRssMb: memory.peakMb(),
      indexBytes: statSync(storePath).size,
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
  };
  return { look, peakMb: () => Math.round(Math.max(peak, process.memoryUsage.rss()) / 1e6) };
}

/** The longest and the 99th percentile of what this thread computes between two messages, as CPU time: so long a query may wait. */
function watchStretches(port: MessagePort) {
  const stretches: number[] = [];
  let last = cpuMs();
  port.on('message', () => {
    const now = cpuMs();
    stretches.push(now - last);
    last = now;
  });
  const longest = () => {
    port.removeAllListeners('message');
    const sorted = stretches.sort((one, other) => other - one);
    return { longest: sorted[0] ?? 0, p99: sorted[Math.floor(sorted.length / 100)] ?? 0 };
  };
  return { longest };
}

if (parentPort) parentPort.postMessage(await measure(workerData as string, parentPort));
