import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { Logger } from '../base/logger.ts';
import { type EmbeddingAnswers, type EmbeddingAsk, noAnswers } from './embeddingAsk.ts';
import type { IndexProgress } from './indexFolderOptions.ts';
import type { MappedLines, MapQuery } from './indexMapper.ts';
import {
  type FromIndexWorker,
  type IndexWorkerData,
  indexLimits,
  type ToIndexWorker,
} from './indexMessages.ts';
import type { QuestionQuery } from './questionSearch.ts';
import {
  type DeclaredLines,
  nothingRelated,
  type RelatedLines,
  type SimilarLines,
  type SimilarQuery,
} from './relatedLines.ts';
import type { UsageQuery } from './usageSearch.ts';

/** A worker that died so often is not started again: something in this workspace kills it. */
const mostDeaths = 3;

/**
 * The index as the extension host sees it: it lives in a worker and answers by message.
 * A worker that dies is started again by the next message, and goes on from what it has stored; one that dies again and
 * again is given up, and suggestions go on without it.
 */
export class IndexClient implements Disposable {
  private worker: Worker | undefined;
  private isOver = false;
  private deaths = 0;
  /** How many files each folder may have that the index is to hold. */
  private readonly folders = new Map<string, number>();
  private nextId = 1;
  private readonly progressEmitter = new Emitter<IndexProgress | undefined>();
  private readonly pending = new Map<number, (answer: unknown) => void>();

  constructor(
    private readonly scriptPath: string,
    private readonly data: Omit<IndexWorkerData, 'scriptPath'>,
    private readonly log: Logger,
  ) {}

  /** How far the reading is; undefined once it has ended. */
  get onDidProgress(): Event<IndexProgress | undefined> {
    return this.progressEmitter.event;
  }

  /** Reads a folder in the background. */
  indexFolder(root: string, maxFiles: number): void {
    this.folders.set(root, maxFiles);
    // A worker that starts now is told so by its start.
    if (this.worker) this.post({ type: 'indexFolder', root, maxFiles });
    else this.current();
  }

  removeFolder(root: string): void {
    this.folders.delete(root);
    this.post({ type: 'removeFolder', root });
  }

  /** Reads a file or folder again that was changed, created or deleted. */
  refresh(filePath: string, path: string): void {
    this.post({ type: 'refresh', filePath, path });
  }

  /** Reading rests for a while, since somebody types. */
  rest(ms: number): void {
    if (this.worker) this.post({ type: 'rest', ms });
  }

  /** Ends the reading of folders where it is; what was read stays, and the next start goes on from there. */
  stop(): void {
    if (this.worker) this.post({ type: 'stop' });
  }

  /** Lines that have to do with a place. Never rejects; an abort resolves with nothing. */
  related(query: SimilarQuery, signal: AbortSignal): Promise<RelatedLines> {
    return this.ask(id => ({ type: 'related', id, query }), nothingRelated, signal);
  }

  /** What matters most for some files and names. Never rejects; an abort resolves with nothing. */
  map(query: MapQuery, signal: AbortSignal): Promise<readonly MappedLines[]> {
    return this.ask(id => ({ type: 'map', id, query }), [], signal);
  }

  /** Code for a question in words, best first. Never rejects; an abort resolves with nothing. */
  find(query: QuestionQuery, signal: AbortSignal): Promise<readonly DeclaredLines[]> {
    return this.ask(id => ({ type: 'find', id, query }), [], signal);
  }

  /** Places that use a name. Never rejects; an abort resolves with nothing. */
  usages(query: UsageQuery, signal: AbortSignal): Promise<readonly SimilarLines[]> {
    return this.ask(id => ({ type: 'usages', id, query }), [], signal);
  }

  /** What is asked of the embeddings. Never rejects; an abort resolves with nothing. */
  embeddings<Ask extends EmbeddingAsk>(
    ask: Ask,
    signal: AbortSignal,
  ): Promise<EmbeddingAnswers[Ask['kind']]> {
    const kind: Ask['kind'] = ask.kind;
    return this.ask(id => ({ type: 'embeddings', id, ask }), noAnswers[kind], signal);
  }

  private ask<T>(
    message: (id: number) => ToIndexWorker,
    nothing: T,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted || this.isOver) return Promise.resolve(nothing);
    const id = this.nextId++;
    return new Promise(resolve => {
      const settle = (answer: unknown) => {
        signal.removeEventListener('abort', cancel);
        this.pending.delete(id);
        resolve((answer ?? nothing) as T);
      };
      const cancel = () => settle(undefined);
      signal.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, settle);
      this.post(message(id));
    });
  }

  dispose(): void {
    this.end();
  }

  private post(message: ToIndexWorker): void {
    this.current()?.postMessage(message);
  }

  /** The worker, started if there is none. */
  private current(): Worker | undefined {
    if (this.isOver) return undefined;
    this.worker ??= this.start();
    return this.worker;
  }

  private start(): Worker {
    const { scriptPath } = this;
    const workerData: IndexWorkerData = { ...this.data, scriptPath };
    const worker = new Worker(scriptPath, {
      ...{ name: 'inkling-index', workerData, resourceLimits: indexLimits },
    });
    // The thread must not keep a closing extension host alive.
    worker.unref();
    worker.on('message', (message: FromIndexWorker) => this.receive(message));
    worker.on('error', error => this.died(worker, error));
    worker.on('exit', () => this.died(worker));
    for (const [root, maxFiles] of this.folders) {
      worker.postMessage({ type: 'indexFolder', root, maxFiles } satisfies ToIndexWorker);
    }
    return worker;
  }

  private receive(message: FromIndexWorker): void {
    if ('id' in message) this.pending.get(message.id)?.(message.lines);
    else if (message.type === 'progress') this.progressEmitter.fire(message.progress);
    else if (message.type === 'failed') this.log.warn(`The index: ${message.reason}`);
    else {
      this.progressEmitter.fire(undefined);
      this.log.info(`Indexed ${message.files} files in ${Math.round(message.ms)} ms.`);
    }
  }

  private died(worker: Worker, error?: unknown): void {
    if (worker !== this.worker) return;
    this.deaths++;
    this.log.error('The index stopped; suggestions go on without it.', error);
    if (this.deaths >= mostDeaths) this.end();
    else this.letGo();
  }

  private end(): void {
    this.isOver = true;
    this.letGo();
  }

  /** Ends the worker; who waits for it is told that there is nothing. */
  private letGo(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.progressEmitter.fire(undefined);
    for (const settle of [...this.pending.values()]) settle(undefined);
  }
}
