import { type MessagePort, Worker } from 'node:worker_threads';
import type { ShapedFile } from '../core/index/fileShape.ts';
import { shapeOf } from './fileShapes.ts';
import { Grammars } from './grammars.ts';

/** What a second thread needs to know; a path on disk. */
export interface ShapeThreadData {
  readonly parsesWith: string;
}

interface ShapeAsk {
  readonly id: number;
  readonly path: string;
  readonly text: string;
}

interface ShapeAnswer {
  readonly id: number;
  readonly shaped: ShapedFile;
}

/** What was asked about something; undefined where the thread could not say. */
export interface ThreadAnswer<T> {
  readonly about: T;
  readonly shaped: ShapedFile | undefined;
}

/** So many texts wait for the thread at most: enough that it is never idle, few enough to forget about them. */
const mostAsked = 6;
/** Megabytes of its heap; trees are not on it. One that needs more ends, and is done without. */
const limits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 };

/** A second thread that finds the shapes of files by their syntax, for as long as there are many. */
export class ShapeThread<T> {
  private readonly worker: Worker;
  private readonly asked = new Map<number, T>();
  private answers: ThreadAnswer<T>[] = [];
  private isOver = false;
  private nextId = 1;
  private wake = () => {};

  /** `scriptPath`: a script that calls {@link serveShapes}. */
  constructor(scriptPath: string, grammarFolder: string) {
    const workerData: ShapeThreadData = { parsesWith: grammarFolder };
    this.worker = new Worker(scriptPath, {
      ...{ name: 'inkling-index-parser', workerData, resourceLimits: limits },
    });
    this.worker.unref();
    this.worker.on('message', ({ id, shaped }: ShapeAnswer) => this.answer(id, shaped));
    this.worker.on('error', () => this.giveUp());
    this.worker.on('exit', () => this.giveUp());
  }

  /** Whether it takes another text. */
  get hasRoom(): boolean {
    return !this.isOver && this.asked.size < mostAsked;
  }

  ask(path: string, text: string, about: T): void {
    const id = this.nextId++;
    this.asked.set(id, about);
    this.worker.postMessage({ id, path, text } satisfies ShapeAsk);
  }

  /** What has been answered since it was last looked at. */
  take(): readonly ThreadAnswer<T>[] {
    const { answers } = this;
    this.answers = [];
    return answers;
  }

  /** Resolves when nothing is left to be answered. */
  async whenDone(): Promise<void> {
    while (this.asked.size > 0) {
      this.worker.ref();
      await new Promise<void>(resolve => {
        this.wake = resolve;
      });
    }
    this.worker.unref();
  }

  end(): void {
    this.giveUp();
    void this.worker.terminate();
  }

  private answer(id: number, shaped: ShapedFile | undefined): void {
    const about = this.asked.get(id);
    if (about === undefined) return;
    this.asked.delete(id);
    this.answers.push({ about, shaped });
    this.wake();
  }

  private giveUp(): void {
    this.isOver = true;
    for (const id of [...this.asked.keys()]) this.answer(id, undefined);
  }
}

/** The other side: one file after the other. */
export function serveShapes(port: MessagePort, { parsesWith }: ShapeThreadData): void {
  const grammars = new Grammars(parsesWith);
  let queue = Promise.resolve();
  port.on('message', ({ id, path, text }: ShapeAsk) => {
    queue = queue.then(async () => {
      const { shape, declared } = await shapeOf(path, text, grammars);
      // What the index does not keep need not travel.
      const definitions = shape.definitions.map(
        ({ name, kind, startLine, headEndLineExclusive, endLineExclusive }) => ({
          ...{ name, kind, startLine, headEndLineExclusive, endLineExclusive },
        }),
      );
      const shaped = { shape: { ...shape, definitions }, declared };
      port.postMessage({ id, shaped } satisfies ShapeAnswer);
    });
  });
}
