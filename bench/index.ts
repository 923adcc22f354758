import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { indexLimits } from '../src/node/indexMessages.ts';
import type { IndexMeasures } from './indexMeasure.ts';

/** `synthetic`: measured on a project of so many files, made for the purpose from the files of `root`. */
const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  synthetic: z.number().int().min(1).optional(),
});
/** The thread that keeps the index is sent a message this often. */
const messageMs = 2;

/** Builds the index of each root with the code of the index worker, in a thread like its, and measures it. */
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
      if (synthetic !== undefined) made = await makeElsewhere(root, synthetic);
      const measured = await measure(made ?? root);
      results.push({ id, ...measured });
      const speed = (ms: number) => (measured.bytes / 1000 / ms).toFixed(1);
      speeds.push(
        `${measured.files} files: words at ${speed(measured.lexicalMs)} MB/s (${speed(measured.lexicalCpuMs)} by CPU time of its thread), with symbols at ${speed(measured.symbolsMs)} MB/s (${speed(measured.symbolsCpuMs)}), ${((100 * measured.indexBytes) / measured.bytes).toFixed(0)} % of the source, ${measured.peakRssMb} MB, longest without a breath ${measured.stretchMs.longest.toFixed(0)} ms, update ${measured.updateMs.toFixed(0)} ms, query p95 ${measured.queryMs.p95.toFixed(1)} ms (${measured.queryCpuMs.p95.toFixed(1)})`,
      );
    } catch (error) {
      results.push({ id, reason: String(error) });
    } finally {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    }
  }
  return { results, summary: `index: ${speeds.join('; ') || 'no case could be run'}` };
}

/** Makes a project in a process of its own: what that leaves behind is not in the memory that is measured. */
async function makeElsewhere(root: string, files: number): Promise<string> {
  const script = fileURLToPath(new URL('./syntheticProject.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, root, String(files)]);
  return stdout.trim();
}

/** In a thread with the limits of the index worker. */
function measure(workerData: string): Promise<IndexMeasures> {
  const script = new URL('./indexMeasure.mjs', import.meta.url);
  const worker = new Worker(script, { workerData, resourceLimits: indexLimits });
  const messages = setInterval(() => worker.postMessage(undefined), messageMs);
  return new Promise<IndexMeasures>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The thread has ended.')));
  }).finally(() => {
    clearInterval(messages);
    return worker.terminate();
  });
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}
