import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';
import { grammarOf } from '../core/syntax/grammarOf.ts';
import type { SyntaxRange } from '../core/syntax/growRange.ts';
import type { Syntax, SyntaxSource } from '../core/syntax/syntax.ts';
import type { SyntaxAnswers, SyntaxAsk } from '../core/syntax/syntaxAsk.ts';
import type { FromSyntaxWorker, ToSyntaxWorker } from './syntaxMessages.ts';

type Answer = SyntaxAnswers[keyof SyntaxAnswers] | undefined;

/**
 * Syntax as the extension host sees it: grammars and trees live in a worker, which starts with the first question about
 * a language that has a grammar. When the worker dies nothing is answered any more, and all goes on without syntax.
 */
export class SyntaxClient implements Syntax, Disposable {
  private worker: Worker | undefined;
  private isOver = false;
  private nextId = 1;
  private readonly pending = new Map<number, (answer: Answer) => void>();

  /** `folder` holds tree-sitter and its grammars. */
  constructor(
    private readonly scriptPath: string,
    private readonly folder: string,
    private readonly log: Logger,
  ) {}

  placeAt(source: SyntaxSource, offset: number, signal?: AbortSignal) {
    return this.ask({ type: 'place', source, offset }, signal);
  }

  scopeEnd(source: SyntaxSource, offset: number, candidate: string, signal?: AbortSignal) {
    return this.ask({ type: 'scopeEnd', source, offset, candidate }, signal);
  }

  errors(source: SyntaxSource, signal?: AbortSignal) {
    return this.ask({ type: 'errors', source }, signal);
  }

  grow(source: SyntaxSource, range: SyntaxRange, signal?: AbortSignal) {
    return this.ask({ type: 'grow', source, range }, signal);
  }

  definitions(source: SyntaxSource, signal?: AbortSignal) {
    return this.ask({ type: 'definitions', source }, signal);
  }

  enclosing(source: SyntaxSource, offset: number, signal?: AbortSignal) {
    return this.ask({ type: 'enclosing', source, offset }, signal);
  }

  dispose(): void {
    this.end();
  }

  private ask<Ask extends SyntaxAsk>(
    ask: Ask,
    signal?: AbortSignal,
  ): Promise<SyntaxAnswers[Ask['type']] | undefined> {
    const { path, languageId } = ask.source;
    const isKnown = grammarOf(path, languageId) !== undefined;
    if (!isKnown || this.isOver || signal?.aborted) return Promise.resolve(undefined);
    const id = this.nextId++;
    return new Promise(resolve => {
      const settle = (answer: Answer) => {
        signal?.removeEventListener('abort', cancel);
        this.pending.delete(id);
        resolve(answer as SyntaxAnswers[Ask['type']] | undefined);
      };
      const cancel = () => settle(undefined);
      signal?.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, settle);
      this.worker ??= this.start();
      this.worker.postMessage({ id, ask } satisfies ToSyntaxWorker);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.scriptPath, {
      name: 'inkling-syntax',
      workerData: this.folder,
    });
    // The thread must not keep a closing extension host alive.
    worker.unref();
    worker.on('message', ({ id, answer }: FromSyntaxWorker) => this.pending.get(id)?.(answer));
    worker.on('error', error => {
      this.log.error('The syntax worker stopped; all goes on without syntax trees.', error);
      this.end();
    });
    return worker;
  }

  private end(): void {
    this.isOver = true;
    void this.worker?.terminate();
    this.worker = undefined;
    for (const settle of [...this.pending.values()]) settle(undefined);
  }
}
