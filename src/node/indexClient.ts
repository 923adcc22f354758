import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';
import type { FromIndexWorker, ToIndexWorker } from './indexMessages.ts';
import { nothingRelated, type RelatedLines, type SimilarQuery } from './workspaceIndex.ts';

/**
 * The index as the extension host sees it: it lives in a worker and answers by message.
 * When the worker dies there is no index in this window any more: suggestions go on without it.
 */
export class IndexClient implements Disposable {
  private worker: Worker | undefined;
  private isOver = false;
  private nextId = 1;
  private readonly pending = new Map<number, (lines: RelatedLines) => void>();

  constructor(
    private readonly scriptPath: string,
    private readonly log: Logger,
  ) {}

  /** Reads a folder in the background. */
  indexFolder(root: string, maxFiles: number): void {
    this.post({ type: 'indexFolder', root, maxFiles });
  }

  removeFolder(root: string): void {
    this.post({ type: 'removeFolder', root });
  }

  /** Reads a file again that was changed, created or deleted. */
  refresh(filePath: string, path: string): void {
    this.post({ type: 'refresh', filePath, path });
  }

  /** Lines that have to do with a place. Never rejects; an abort resolves with nothing. */
  related(query: SimilarQuery, signal: AbortSignal): Promise<RelatedLines> {
    if (signal.aborted || this.isOver) return Promise.resolve(nothingRelated);
    const id = this.nextId++;
    return new Promise(resolve => {
      const settle = (lines: RelatedLines) => {
        signal.removeEventListener('abort', cancel);
        this.pending.delete(id);
        resolve(lines);
      };
      const cancel = () => settle(nothingRelated);
      signal.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, settle);
      this.post({ type: 'related', id, query });
    });
  }

  dispose(): void {
    this.end();
  }

  private post(message: ToIndexWorker): void {
    if (this.isOver) return;
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    const worker = new Worker(this.scriptPath, { name: 'inkling-index' });
    // The thread must not keep a closing extension host alive.
    worker.unref();
    worker.on('message', (message: FromIndexWorker) => this.receive(message));
    worker.on('error', error => {
      this.log.error('The index stopped; suggestions go on without it.', error);
      this.end();
    });
    return worker;
  }

  private receive(message: FromIndexWorker): void {
    if (message.type === 'related') this.pending.get(message.id)?.(message.lines);
    else this.log.info(`Indexed ${message.files} files in ${Math.round(message.ms)} ms.`);
  }

  private end(): void {
    this.isOver = true;
    void this.worker?.terminate();
    this.worker = undefined;
    for (const settle of [...this.pending.values()]) settle(nothingRelated);
  }
}
