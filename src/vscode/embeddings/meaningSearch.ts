import type { Clock } from '../../base/clock.ts';
import { withDeadline } from '../../base/deadline.ts';
import type { Logger } from '../../base/logger.ts';
import type { DeclaredLines } from '../../node/relatedLines.ts';
import type { Embedder } from './embedder.ts';

/** Finds code by what it means, where there are embeddings of it. */
export class MeaningSearch {
  private lastFailure = '';

  constructor(
    private readonly embedder: () => Embedder | undefined,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Has the embeddings read from the disk, so that a first question need not wait for it. */
  prepare(): void {
    void this.embedder()?.count(new AbortController().signal);
  }

  /** What is near to a question, nearest first. Never rejects; nothing without embeddings, and nothing after the deadline. */
  async find(
    question: string,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<readonly DeclaredLines[]> {
    const embedder = this.embedder();
    if (!embedder || question.trim() === '') return [];
    try {
      const found = await withDeadline(this.clock, deadlineMs, async late => {
        const both = AbortSignal.any([signal, late]);
        if ((await embedder.count(both)) === 0) return [];
        return embedder.nearest(question, both).catch(error => {
          if (!late.aborted) throw error;
          throw new Error(`${embedder.model.info.origin} took more than ${deadlineMs} ms.`);
        });
      });
      this.lastFailure = '';
      return found;
    } catch (error) {
      if (!signal.aborted) this.report(error);
      return [];
    }
  }

  /** A model that does not answer is told of once. */
  private report(error: unknown): void {
    const message = `Found by words alone, without embeddings. ${error instanceof Error ? error.message : error}`;
    if (message !== this.lastFailure) this.log.warn(message);
    this.lastFailure = message;
  }
}
