import type { Clock } from '../src/base/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that jumps from one timer to the next; work between two timers takes no virtual time. */
export class VirtualClock implements Clock {
  private nowMs = 0;
  private order = 0;
  private timers: Timer[] = [];

  now(): number {
    return this.nowMs;
  }

  delay(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise(resolve => {
      const cancel = this.at(this.nowMs + ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        cancel();
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Runs something at a time; the result takes it back. */
  at(atMs: number, run: () => void): () => void {
    const timer = { atMs, order: this.order++, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter(other => other !== timer);
    };
  }

  /** Runs all timers up to a time in their order, and everything that follows from each before the next. */
  async runUntil(endMs: number): Promise<void> {
    await settled();
    for (;;) {
      const next = this.next();
      if (!next || next.atMs > endMs) break;
      this.timers = this.timers.filter(other => other !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settled();
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  private next(): Timer | undefined {
    return this.timers.reduce<Timer | undefined>(
      (best, timer) =>
        !best || timer.atMs < best.atMs || (timer.atMs === best.atMs && timer.order < best.order)
          ? timer
          : best,
      undefined,
    );
  }
}

/** When it resolves, every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
