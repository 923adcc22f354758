import type { Clock } from '../../base/clock.ts';

/** Nothing is handed on before so long after the last key. */
const restMs = 5000;
/** Nor sooner than this after the last time. */
const betweenMs = 30_000;

/** Collects what was saved, and hands it on while nobody types and not too often. Without anything saved it sleeps. */
export class SavedFiles {
  private readonly paths = new Set<string>();
  private readonly over = new AbortController();
  private typedAtMs = Number.NEGATIVE_INFINITY;
  private isAtWork = false;

  constructor(
    private readonly clock: Clock,
    /** Takes files in, never rejects; resolves to those that must wait for the next time. */
    private readonly takeIn: (
      paths: readonly string[],
      signal: AbortSignal,
    ) => Promise<readonly string[]>,
  ) {}

  saved(path: string): void {
    this.paths.add(path);
    if (!this.isAtWork) void this.work();
  }

  typed(): void {
    this.typedAtMs = this.clock.now();
  }

  dispose(): void {
    this.over.abort();
  }

  private async work(): Promise<void> {
    const { clock } = this;
    const { signal } = this.over;
    this.isAtWork = true;
    while (this.paths.size > 0) {
      await clock.delay(restMs, signal);
      if (signal.aborted) return;
      if (clock.now() - this.typedAtMs < restMs) continue;
      const paths = [...this.paths];
      this.paths.clear();
      for (const path of await this.takeIn(paths, signal)) this.paths.add(path);
      await clock.delay(betweenMs, signal);
    }
    this.isAtWork = false;
  }
}
