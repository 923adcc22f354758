import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { listWorkspaceFiles, type WorkspaceFile } from '../src/node/workspaceFiles.ts';
import { indexIgnores, WorkspaceIndex } from '../src/node/workspaceIndex.ts';

const caseSchema = z.object({ id: z.union([z.string(), z.number()]), root: z.string() });
const maxFiles = 100_000;
const queryCount = 200;

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
    const { id, root } = parsed.data;
    try {
      const measured = await measure(root);
      results.push({ id, ...measured });
      const megabytes = measured.bytes / 1e6;
      speeds.push(
        `${measured.files} files at ${((1000 * megabytes) / measured.lexicalMs).toFixed(1)} MB/s, query p95 ${measured.queryMs.p95.toFixed(1)} ms`,
      );
    } catch (error) {
      results.push({ id, reason: String(error) });
    }
  }
  return { results, summary: `index: ${speeds.join('; ') || 'no case could be run'}` };
}

async function measure(root: string) {
  const listed = await listWorkspaceFiles(root, { maxFiles, ignoreFileNames: indexIgnores });
  if (listed.length === 0) throw new Error(`There is no source file in ${root}.`);
  const index = new WorkspaceIndex();
  const memory = watchMemory();
  const startedAt = performance.now();
  const bytes = await index.indexFolder(root, { maxFiles, breathe: memory.look });
  const lexicalMs = performance.now() - startedAt;
  const { updateMs, queryMs } = await measureUse(index, listed);
  return {
    files: index.fileCount,
    bytes,
    lexicalMs,
    // Declarations are found while the terms are read, so symbols have no time of their own.
    symbolsMs: lexicalMs,
    peakRssMb: memory.peakMb(),
    indexBytes: index.byteSize,
    updateMs,
    queryMs,
  };
}

async function measureUse(index: WorkspaceIndex, listed: readonly WorkspaceFile[]) {
  const random = seededRandom(1);
  const touched = listed[Math.floor(listed.length / 2)]!;
  const startedAt = performance.now();
  await index.refresh(touched);
  const updateMs = performance.now() - startedAt;
  const times: number[] = [];
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
    await index.similar(asked);
    times.push(performance.now() - queryStart);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { updateMs, queryMs: { p50: at(0.5), p95: at(0.95) } };
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

/** A small linear congruential generator: the same positions in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}
