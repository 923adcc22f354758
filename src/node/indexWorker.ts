import { availableParallelism } from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { isIgnoreFile, rootOf } from './changedFiles.ts';
import { collectGarbage } from './collectGarbage.ts';
import type { ReadText } from './folderReader.ts';
import { Grammars } from './grammars.ts';
import type { IndexProgress } from './indexFolderOptions.ts';
import type { FromIndexWorker, IndexWorkerData, ToIndexWorker } from './indexMessages.ts';
import { IndexStore } from './indexStore.ts';
import { ShapeThread, type ShapeThreadData, serveShapes } from './shapeThread.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

/** Progress is told this often at most. */
const progressMs = 250;
/** After a change on disk the folder's other changes are waited for: a branch may have been switched. */
const settleMs = 30;
/** Somebody who types on and on, or a log that grows, makes reading slow: it does not end it. */
const longestRestMs = 2000;
/** After the longest rest reading goes on for so long. */
const workMs = 50;

/** Entry of the index worker: reads folders between messages and answers queries meanwhile. */
class IndexWorker {
  private readonly index: WorkspaceIndex;
  private readonly reading = new Map<string, AbortController>();
  private readonly readingWords = new Set<Promise<void>>();
  private readonly readingFolders = new Set<Promise<void>>();
  /** What changed and has not been taken in yet: paths in their folders, by paths on disk. */
  private readonly changed = new Map<string, string>();
  /** How many files each folder may have. */
  private readonly folders = new Map<string, number>();
  private isRefreshing = false;
  private restsUntil = 0;
  private worksUntil = 0;
  private toldAt = 0;

  constructor(
    private readonly port: MessagePort,
    { grammarFolder, scriptPath, storePath, embeddingsPath }: IndexWorkerData,
  ) {
    const store = storePath === undefined ? undefined : IndexStore.open(storePath);
    const grammars = new Grammars(grammarFolder);
    // One core is left to the rest of the editor.
    const startThread =
      availableParallelism() < 2
        ? undefined
        : () => new ShapeThread<ReadText>(scriptPath, grammarFolder);
    const tell = (error: unknown) =>
      this.post({ type: 'failed', reason: String((error as Error | undefined)?.stack ?? error) });
    this.index = new WorkspaceIndex({ store, grammars, startThread, embeddingsPath, tell });
    port.on('message', (message: ToIndexWorker) => {
      // Whatever goes wrong with one message, the next one is answered.
      this.receive(message).catch(error => {
        tell(error);
        if ('id' in message) this.post({ type: 'nothing', id: message.id });
      });
    });
  }

  private async receive(message: ToIndexWorker): Promise<void> {
    switch (message.type) {
      case 'indexFolder':
        return this.readFolder(message.root, message.maxFiles);
      case 'removeFolder':
        return this.removeFolder(message.root);
      case 'refresh':
        this.changed.set(message.filePath, message.path);
        return this.refreshChanged();
      case 'rest':
        this.restsUntil = performance.now() + message.ms;
        return;
      case 'stop':
        for (const controller of this.reading.values()) controller.abort();
        return;
      case 'map': {
        const lines = await this.index.map(message.query);
        return this.post({ type: 'map', id: message.id, lines });
      }
      case 'find': {
        await this.wordsAreRead(message.query.patienceMs);
        const lines = await this.index.find(message.query);
        return this.post({ type: 'find', id: message.id, lines });
      }
      case 'usages': {
        const lines = await this.index.usages(message.query);
        return this.post({ type: 'usages', id: message.id, lines });
      }
      case 'related': {
        const lines = await this.index.related(message.query);
        return this.post({ type: 'related', id: message.id, lines });
      }
      case 'embeddings': {
        // Files are cut as their symbols say.
        if (message.ask.kind === 'wanted') await Promise.all(this.readingFolders);
        const lines = await this.index.askEmbeddings(message.ask);
        return this.post({ type: 'embeddings', id: message.id, lines });
      }
    }
  }

  private readFolder(root: string, maxFiles: number): Promise<void> {
    const done = this.indexFolder(root, maxFiles);
    // What goes wrong is told to whoever asked for the reading.
    const over: Promise<void> = done
      .catch(() => {})
      .then(() => void this.readingFolders.delete(over));
    this.readingFolders.add(over);
    return done;
  }

  private async indexFolder(root: string, maxFiles: number): Promise<void> {
    this.folders.set(root, maxFiles);
    this.reading.get(root)?.abort();
    const controller = new AbortController();
    this.reading.set(root, controller);
    const wordsRead = this.expectWords();
    const startedAt = performance.now();
    try {
      await this.index.indexFolder(root, {
        maxFiles,
        signal: controller.signal,
        breathe: () => this.breathe(controller.signal),
        onProgress: progress => {
          if (progress.phase === 'symbols') wordsRead();
          this.tell(progress);
        },
      });
    } finally {
      wordsRead();
      if (this.reading.get(root) === controller) this.reading.delete(root);
      const ms = performance.now() - startedAt;
      collectGarbage();
      this.post({ type: 'indexed', root, files: this.index.fileCount, ms });
    }
  }

  /** A reading of words has begun; the result is called when it is over. */
  private expectWords(): () => void {
    let resolve = () => {};
    const read = new Promise<void>(done => {
      resolve = done;
    });
    this.readingWords.add(read);
    return () => {
      this.readingWords.delete(read);
      resolve();
    };
  }

  /** Waits until the words of all folders have been read, but no longer than that. */
  private async wordsAreRead(patienceMs: number): Promise<void> {
    const waited = new AbortController();
    const late = setTimeout(patienceMs, undefined, { signal: waited.signal }).catch(() => {});
    await Promise.race([Promise.all(this.readingWords), late]);
    waited.abort();
  }

  /** A turn of the event loop between two files lets a query through; while somebody types it takes longer. */
  private async breathe(signal: AbortSignal): Promise<void> {
    await setImmediate();
    const longestUntil = performance.now() + longestRestMs;
    for (;;) {
      const now = performance.now();
      if (now >= longestUntil) this.worksUntil = now + workMs;
      if (now >= this.restsUntil || now < this.worksUntil || signal.aborted) return;
      const ms = Math.min(this.restsUntil, longestUntil) - now;
      await setTimeout(ms, undefined, { signal }).catch(() => {});
    }
  }

  private async refreshChanged(): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    try {
      await setTimeout(settleMs);
      while (this.changed.size > 0) {
        const changed = [...this.changed].map(([filePath, path]) => ({ filePath, path }));
        this.changed.clear();
        this.readAgain(changed.filter(({ path }) => isIgnoreFile(path)).map(rootOf));
        await this.index.refresh(changed, () => setImmediate());
      }
    } finally {
      this.isRefreshing = false;
    }
  }

  /** An ignore file has changed: other files of its folder count than before. */
  private readAgain(roots: readonly string[]): void {
    for (const root of new Set(roots)) {
      const maxFiles = this.folders.get(root);
      if (maxFiles !== undefined) void this.receive({ type: 'indexFolder', root, maxFiles });
    }
  }

  private removeFolder(root: string): Promise<void> {
    this.reading.get(root)?.abort();
    this.reading.delete(root);
    this.folders.delete(root);
    return this.index.removeFolder(root);
  }

  private tell(progress: IndexProgress): void {
    const now = performance.now();
    if (now - this.toldAt < progressMs && progress.done < progress.total) return;
    this.toldAt = now;
    this.post({ type: 'progress', progress });
  }

  private post(message: FromIndexWorker): void {
    this.port.postMessage(message);
  }
}

const data = workerData as IndexWorkerData | ShapeThreadData;
if (parentPort) {
  if ('parsesWith' in data) serveShapes(parentPort, data);
  else new IndexWorker(parentPort, data);
}
