import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../core/embedded/createEngine.ts';
import { collectGarbage } from './collectGarbage.ts';
import {
  cancelSlots,
  type FromWorker,
  type IndexOptions,
  type ToWorker,
} from './embeddedMessages.ts';
import { learnFolders } from './learnFolders.ts';
import { readSourceText, type WorkspaceFile } from './workspaceFiles.ts';

/**
 * The thread in which the embedded engine lives.
 * Its work is done in small slices between messages, so that a question never waits for the rest of a big project.
 */
const cancelled = new Int32Array(workerData as SharedArrayBuffer);
const engine = createEngine();
/** Texts of open editors are newer than the disk. */
const open = new Set<string>();
let run = 0;

const post = (message: FromWorker): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'index':
      run = message.run;
      void index(message.run, message.options);
      break;
    case 'update':
      open.add(message.source.path);
      engine.project.setFiles([message.source]);
      break;
    case 'remove':
      open.delete(message.path);
      engine.project.removeFiles([message.path]);
      break;
    case 'readFile':
      open.delete(message.path);
      void readAgain(message);
      break;
    case 'focus':
      engine.project.focus(message.path);
      break;
    case 'guess': {
      const isCancelled = () => Atomics.load(cancelled, message.id % cancelSlots) === message.id;
      const guess = engine.guess(message.cursor, isCancelled);
      post({ type: 'guessed', id: message.id, guess });
    }
  }
});

/** New files in folders of which nothing was learned are most likely made by a build. */
async function readAgain(file: WorkspaceFile): Promise<void> {
  if (!engine.project.knowsFolderOf(file.path)) return;
  const text = await readSourceText(file);
  if (open.has(file.path)) return;
  if (text === undefined) engine.project.removeFiles([file.path]);
  else engine.project.setFiles([{ path: file.path, text }]);
}

async function index(thisRun: number, options: IndexOptions): Promise<void> {
  await learnFolders(engine.project, options, {
    isStale: () => thisRun !== run,
    isNewerInEditor: path => open.has(path),
    report: progress => post({ type: 'progress', run: thisRun, progress }),
  });
  if (thisRun === run) collectGarbage();
}
