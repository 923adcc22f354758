import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { Logger } from '../base/logger.ts';
import type { CursorText, Explanation, Guess } from '../core/embedded/engine.ts';
import {
  cancelSlots,
  type FromWorker,
  type IndexOptions,
  type IndexProgress,
  type ToWorker,
} from './embeddedMessages.ts';
import type { MatchedLine } from './matchedLines.ts';

const cancelledGuess: Guess = { kind: 'none', reason: 'cancelled' };
const noExplanation: Explanation = { guess: cancelledGuess, sources: [] };
/** A worker that dies more often than this would only burn the battery. */
const maxRestarts = 3;

/**
 * The embedded engine as the extension host sees it: it lives in a worker and answers by message.
 * The worker starts with the first question, not before: whoever has turned it off pays nothing.
 * What was told until then is remembered and passed on; the same happens when it is started again after a crash.
 */
export class EmbeddedClient implements Disposable {
  private worker: Worker | undefined;
  private readonly cancelled = new Int32Array(
    new SharedArrayBuffer(cancelSlots * Int32Array.BYTES_PER_ELEMENT),
  );
  private readonly pending = new Map<number, (guess: Guess) => void>();
  private readonly matching = new Map<number, (lines: readonly MatchedLine[]) => void>();
  private readonly explaining = new Map<number, (explanation: Explanation) => void>();
  private readonly openTexts = new Map<string, string>();
  private readonly progressed = new Emitter<IndexProgress>();
  private indexOptions: IndexOptions | undefined;
  private nextId = 1;
  private run = 0;
  private restarts = 0;
  private isDisposed = false;

  /** Fires while files are learned, last with `isDone`. */
  readonly onDidProgress: Event<IndexProgress> = this.progressed.event;

  constructor(
    private readonly scriptPath: string,
    private readonly log: Logger,
  ) {}

  /** Learns the files of folders on disk, in the background; a later call replaces an earlier one. */
  index(options: IndexOptions): void {
    this.indexOptions = options;
    this.post({ type: 'index', run: ++this.run, options });
  }

  /** Learns the text of a document as it is now, saved or not. */
  update(path: string, text: string): void {
    this.openTexts.set(path, text);
    this.post({ type: 'update', source: { path, text } });
  }

  /** Learns a file from disk (again), or all of a folder: it changed there, or the editor that held it was closed. */
  readFile(path: string, filePath: string): void {
    this.openTexts.delete(path);
    this.post({ type: 'readFile', path, filePath });
  }

  /** Forgets a file that was deleted or may not be used, or all of a folder. */
  remove(path: string): void {
    this.openTexts.delete(path);
    this.post({ type: 'remove', path });
  }

  /** The cursor is in this file now, so that it is read from the editor and no longer from the index. */
  focus(path: string): void {
    this.post({ type: 'focus', path });
  }

  /** The most probable rest of the line. Never rejects: without a worker there is no guess. */
  suggest(cursor: CursorText, signal: AbortSignal): Promise<Guess> {
    const ask = (id: number): ToWorker => ({ type: 'guess', id, cursor });
    return this.askWorker(this.pending, ask, cancelledGuess, signal);
  }

  /** Lines of other files that may be of use at a place, the best first. Never rejects. */
  matches(cursor: CursorText, signal: AbortSignal): Promise<readonly MatchedLine[]> {
    const ask = (id: number): ToWorker => ({ type: 'match', id, cursor });
    return this.askWorker(this.matching, ask, [], signal);
  }

  /** The guess at a place with the lines that it was learned from. Never rejects. */
  explain(cursor: CursorText): Promise<Explanation> {
    this.start();
    if (!this.worker) return Promise.resolve(noExplanation);
    const id = this.nextId++;
    return new Promise(resolve => {
      this.explaining.set(id, resolve);
      this.post({ type: 'explain', id, cursor });
    });
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWaiting();
    this.progressed.dispose();
    void this.worker?.terminate();
    this.worker = undefined;
  }

  /** Starts the worker ahead of the first question. */
  start(): void {
    if (this.worker || this.isDisposed || this.restarts > maxRestarts) return;
    this.worker = this.createWorker();
    for (const [path, text] of this.openTexts) {
      this.post({ type: 'update', source: { path, text } });
    }
    if (this.indexOptions) this.index(this.indexOptions);
  }

  /** Asks the worker; what is aborted meanwhile, or has no worker, is answered with `nothing`. */
  private askWorker<T>(
    waiting: Map<number, (answer: T) => void>,
    ask: (id: number) => ToWorker,
    nothing: T,
    signal: AbortSignal,
  ): Promise<T> {
    if (signal.aborted) return Promise.resolve(nothing);
    const id = this.nextId++;
    return new Promise(resolve => {
      const settle = (answer: T): void => {
        signal.removeEventListener('abort', cancel);
        waiting.delete(id);
        resolve(answer);
      };
      const cancel = (): void => {
        Atomics.store(this.cancelled, id % cancelSlots, id);
        settle(nothing);
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.set(id, settle);
      this.start();
      if (this.worker) this.post(ask(id));
      else settle(nothing);
    });
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private createWorker(): Worker {
    const worker = new Worker(this.scriptPath, {
      workerData: this.cancelled.buffer,
      name: 'inkling-embedded',
    });
    // The thread must not keep a closing extension host alive.
    worker.unref();
    worker.on('message', (message: FromWorker) => this.receive(message));
    worker.on('error', error => this.restart(worker, error));
    return worker;
  }

  private receive(message: FromWorker): void {
    if (message.type === 'guessed') this.pending.get(message.id)?.(message.guess);
    else if (message.type === 'matched') this.matching.get(message.id)?.(message.lines);
    else if (message.type === 'explained') {
      this.explaining.get(message.id)?.(message.explanation);
      this.explaining.delete(message.id);
    } else if (message.run === this.run) this.progressed.fire(message.progress);
  }

  private restart(worker: Worker, error: unknown): void {
    if (this.worker !== worker) return;
    this.log.error('The embedded engine stopped.', error);
    this.worker = undefined;
    this.restarts++;
    this.stopWaiting();
    this.start();
  }

  private stopWaiting(): void {
    for (const settle of [...this.pending.values()]) settle(cancelledGuess);
    for (const settle of [...this.matching.values()]) settle([]);
    for (const resolve of this.explaining.values()) resolve(noExplanation);
    this.explaining.clear();
  }
}
