import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Grammars } from '../src/node/grammars.ts';
import { IndexStore } from '../src/node/indexStore.ts';
import { KeptIndex } from '../src/node/keptIndex.ts';
import { listWorkspaceFiles } from '../src/node/workspaceFiles.ts';
import { Truth } from './killsTruth.ts';
import { seededRandom } from './seededRandom.ts';

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  synthetic: z.number().int().min(1),
  kills: z.number().int().min(1),
});
type Case = z.infer<typeof caseSchema>;

/** What is killed: the whole process, the process while its store is written, or the thread alone. */
const kinds = ['process', 'writing', 'worker'] as const;
const dist = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist');

/** Ends the index again and again in the middle of its work, and looks at what each end leaves. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const results: object[] = [];
  const told: string[] = [];
  for (const given of cases) {
    const parsed = caseSchema.safeParse(given);
    if (!parsed.success) {
      results.push({ id: null, reason: z.prettifyError(parsed.error) });
      continue;
    }
    const { id } = parsed.data;
    try {
      const result = await killAgainAndAgain(parsed.data);
      results.push({ id, ...result });
      const { kills, consistent, wentBack, finished } = result;
      told.push(
        `${consistent} of ${kills} ends left a sound index (${JSON.stringify(result.by)}), ${wentBack} with fewer files than before; ${finished} projects were finished in between`,
      );
    } catch (error) {
      results.push({ id, reason: String(error) });
    }
  }
  return { results, summary: `kills: ${told.join('; ') || 'no case could be run'}` };
}

async function killAgainAndAgain({ root, synthetic, kills }: Case) {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-kills-'));
  const project = await madeProject(root, synthetic);
  const store = join(folder, 'index.sqlite');
  const truth = new Truth();
  const grammars = new Grammars(join(dist, 'syntax'));
  const random = seededRandom(kills);
  const by = { process: 0, writing: 0, worker: 0, done: 0 };
  let consistent = 0;
  let wentBack = 0;
  let finished = 0;
  let known = { words: 0, all: 0 };
  try {
    await truth.read(project, grammars);
    const wholeMs = (await lifeOf(project, join(folder, 'other.sqlite'), 'worker')) ?? 0;
    for (let life = 0; by.process + by.writing + by.worker < kills; life++) {
      const kind = kinds[life % kinds.length]!;
      const livedMs = await lifeOf(project, store, kind, random() * wholeMs);
      by[livedMs === undefined ? kind : 'done']++;
      const found = await look(store, truth);
      if (livedMs === undefined) consistent++;
      if (found.words < known.words || found.all < known.all) wentBack++;
      known = found;
      if (found.all < truth.fileCount) continue;
      // There is work for the next ones.
      finished++;
      await change(project, life);
      await truth.read(project, grammars);
      known = { words: 0, all: 0 };
    }
    await lifeOf(project, store, 'worker');
    const { all } = await look(store, truth);
    if (all < truth.fileCount)
      throw new Error(`Only ${all} of ${truth.fileCount} files are known.`);
    return { kills, by, consistent, wentBack, finished };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(project, { recursive: true, force: true });
  }
}

async function madeProject(root: string, files: number): Promise<string> {
  const script = fileURLToPath(new URL('./syntheticProject.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, root, String(files)]);
  return stdout.trim();
}

/** Lets a process index the project, for so long where that is said; answers how long it took where it was done. */
async function lifeOf(
  project: string,
  store: string,
  kind: (typeof kinds)[number],
  ms?: number,
): Promise<number | undefined> {
  const script = fileURLToPath(new URL('./killsHost.mjs', import.meta.url));
  const lives = kind === 'worker' && ms !== undefined ? [String(ms)] : [];
  const host = spawn(process.execPath, [script, project, store, ...lives], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = saidBy(host);
  try {
    if (!(await said('reading'))) throw new Error('The process ended of itself.');
    const startedAt = performance.now();
    const over = new AbortController();
    const { signal } = over;
    const end =
      kind === 'worker' ? said('ended') : setTimeout(ms, undefined, { signal }).catch(() => {});
    await Promise.race([said('indexed'), end]);
    over.abort();
    if (said.already('indexed')) return performance.now() - startedAt;
    if (kind === 'writing') await Promise.race([grows(`${store}-wal`), said('indexed')]);
    return undefined;
  } finally {
    const ended = new Promise(resolve => host.once('exit', resolve));
    host.kill('SIGKILL');
    await ended;
  }
}

/** Waits for something that a process says; false where it ends without. */
function saidBy(host: ChildProcess) {
  let text = '';
  host.stdout?.on('data', chunk => {
    text += chunk;
  });
  const already = (what: string) => text.includes(what);
  const said = async (what: string) => {
    while (!already(what) && host.exitCode === null && host.signalCode === null) {
      await setTimeout(1);
    }
    return already(what);
  };
  return Object.assign(said, { already });
}

/** Resolves in the middle of the next write. */
async function grows(filePath: string): Promise<void> {
  const size = () => statSync(filePath, { throwIfNoEntry: false })?.size ?? 0;
  const before = size();
  for (const until = performance.now() + 3000; performance.now() < until; ) {
    if (size() !== before) return;
    await setTimeout(0);
  }
}

async function look(store: string, truth: Truth) {
  const kept = new KeptIndex(IndexStore.open(store), error => {
    throw error;
  });
  await kept.loaded;
  const found = truth.check(kept.index);
  await kept.close();
  const database = new DatabaseSync(store);
  const { integrity_check: said } = database.prepare('PRAGMA integrity_check').get() ?? {};
  database.close();
  if (said !== 'ok') throw new Error(`SQLite says of its file: ${said}`);
  return found;
}

/** Every file has something new. */
async function change(project: string, number: number): Promise<void> {
  for (const { filePath } of await listWorkspaceFiles(project, { maxFiles: 100_000 })) {
    appendFileSync(filePath, `\nexport const changedIn${number} = ${number};\n`);
  }
}
