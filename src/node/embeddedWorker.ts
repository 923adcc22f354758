import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../core/embedded/createEngine.ts';
import type { CursorText } from '../core/embedded/engine.ts';
import { ProjectIndex } from '../core/embedded/projectIndex.ts';
import type { FileStamp } from '../core/embedded/snapshot.ts';
import { ChangeLearner } from './changeLearner.ts';
import { collectGarbage } from './collectGarbage.ts';
import {
  cancelSlots,
  type FromWorker,
  type IndexOptions,
  type IndexProgress,
  type ToWorker,
} from './embeddedMessages.ts';
import { EmbeddedStore } from './embeddedStore.ts';
import { learnFolders } from './learnFolders.ts';
import { locateLines } from './matchedLines.ts';
import { readSourceText, type WorkspaceFile } from './workspaceFiles.ts';

/**
 * The thread in which the embedded engine lives.
 * Its work is done in small slices between messages, so that a question never waits for the rest of a big project.
 */
const cancelled = new Int32Array(workerData as SharedArrayBuffer);
let engine = createEngine();
/** Texts of open editors are newer than the disk. */
const open = new Map<string, string>();
let focused: string | undefined;
/** What the files on disk were like when they were learned. */
const stamps = new Map<string, FileStamp>();
let store: EmbeddedStore | undefined;
let hasUnsaved = false;
let saveTimer: ReturnType<typeof setTimeout> | undefined;
/** Changes are kept for the next start at most this often: it is the whole store that is written. */
const saveEveryMs = 300_000;
/** When somebody worked on while the store was written; twice as long each further time. */
const firstRetryMs = 5_000;
let retryMs = firstRetryMs;
let run = 0;
/** Readings of all folders; a later one takes the place of one that is not done. */
let readings = 0;
let indexOptions: IndexOptions | undefined;
const changes = new ChangeLearner(
  () => ({ project: engine.project, options: indexOptions, stamps, open }),
  () => indexOptions && void index(indexOptions),
);

const post = (message: FromWorker): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'index':
      run = message.run;
      indexOptions = message.options;
      void index(indexOptions);
      break;
    case 'update':
      open.set(message.source.path, message.source.text);
      stamps.delete(message.source.path);
      engine.project.setFiles([message.source]);
      break;
    case 'remove':
      forget(message.path);
      break;
    case 'readFile':
      open.delete(message.path);
      void readAgain(message);
      break;
    case 'focus':
      focused = message.path;
      engine.project.focus(message.path);
      break;
    case 'guess': {
      const isCancelled = () => Atomics.load(cancelled, message.id % cancelSlots) === message.id;
      const guess = engine.guess(message.cursor, isCancelled);
      post({ type: 'guessed', id: message.id, guess });
      break;
    }
    case 'match':
      void match(message.id, message.cursor);
      break;
    case 'explain': {
      const explanation = engine.explain(message.cursor);
      post({ type: 'explained', id: message.id, explanation });
    }
  }
});

/** The lines that matched, read where they are: from an editor, else from the disk. */
async function match(id: number, cursor: CursorText): Promise<void> {
  const isCancelled = () => Atomics.load(cancelled, id % cancelSlots) === id;
  const sources = engine.matches(cursor, isCancelled);
  const lines = await locateLines(sources, readNow);
  post({ type: 'matched', id, lines });
}

async function readNow(path: string): Promise<string | undefined> {
  const inEditor = open.get(path);
  const root = indexOptions?.roots.find(({ prefix }) => path.startsWith(prefix));
  if (inEditor !== undefined || !root) return inEditor;
  const filePath = join(root.folder, path.slice(root.prefix.length));
  return readSourceText({ path, filePath });
}

function forget(path: string): void {
  open.delete(path);
  if (!changes.forget(path)) return;
  for (const one of open.keys()) if (one.startsWith(`${path}/`)) open.delete(one);
  noteChange();
}

async function readAgain(file: WorkspaceFile): Promise<void> {
  if (await changes.read(file)) noteChange();
}

async function index(options: IndexOptions): Promise<void> {
  const thisReading = ++readings;
  const thisRun = run;
  await restore(options.storeFile);
  changes.beginReading();
  const hooks = {
    isStale: () => thisReading !== readings,
    isNewer: (path: string) => open.has(path) || changes.isTouched(path),
    report: (progress: IndexProgress) => post({ type: 'progress', run: thisRun, progress }),
  };
  const before = new Map(stamps);
  await learnFolders(engine.project, options, hooks, stamps);
  if (hooks.isStale()) return;
  hasUnsaved ||=
    stamps.size !== before.size || [...stamps].some(([path, stamp]) => before.get(path) !== stamp);
  await save();
  // Sorting and storing leave arrays behind that an idle thread would never give back.
  collectGarbage();
}

/** What was learned last time, before the first folders are read; open editors stay as they are. */
async function restore(storeFile: string | undefined): Promise<void> {
  if (storeFile === undefined || store) return;
  store = new EmbeddedStore(storeFile);
  const project = new ProjectIndex();
  const known = await store.load(project);
  if (!known) return;
  project.removeFiles(project.paths.filter(path => !known.has(path)));
  project.setFiles([...open].map(([path, text]) => ({ path, text })));
  if (focused !== undefined) project.focus(focused);
  for (const [path, stamp] of known) if (!open.has(path)) stamps.set(path, stamp);
  engine = createEngine(project);
}

function noteChange(inMs = saveEveryMs): void {
  hasUnsaved = true;
  saveTimer ??= setTimeout(() => void save(), inMs);
  // An ending thread does not wait for it.
  saveTimer.unref();
}

async function save(): Promise<void> {
  if (!store || !hasUnsaved) return;
  clearTimeout(saveTimer);
  saveTimer = undefined;
  hasUnsaved = false;
  const saved = await store.save(engine.project, stamps);
  if (saved === 'changedMeanwhile') {
    noteChange(retryMs);
    retryMs = Math.min(retryMs * 2, saveEveryMs);
  } else retryMs = firstRetryMs;
}
