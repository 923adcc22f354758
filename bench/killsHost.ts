import { join } from 'node:path';
import { IndexClient } from '../src/node/indexClient.ts';

const [project = '', storePath = '', workerLivesMs] = process.argv.slice(2);
const dist = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist');

/** Says on standard output what its index is doing; whoever started it ends it. */
const say = (what: string) => void process.stdout.write(`${what}\n`);
const log = { info: () => say('indexed'), debug: () => {}, warn: say, error: say };
const data = { grammarFolder: join(dist, 'syntax'), storePath };
const client = new IndexClient(join(dist, 'indexWorker.js'), data, log);
const started = client.onDidProgress(() => {
  started.dispose();
  say('reading');
  if (workerLivesMs === undefined) return;
  setTimeout(() => {
    client.dispose();
    say('ended');
  }, Number(workerLivesMs));
});
client.indexFolder(project, 100_000);
setInterval(() => {}, 1000);
