import type { Clock } from '../src/base/clock.ts';

/** Measures the real time that the product's own code takes between two points of virtual time. */
export class OwnTime {
  private startedAt = 0;

  start(): void {
    this.startedAt = performance.now();
  }

  read(): number {
    return performance.now() - this.startedAt;
  }

  /** The same clock, on which waiting takes no own time. */
  without(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      delay: async (ms, signal) => {
        const pausedAt = performance.now();
        await clock.delay(ms, signal);
        if (!signal?.aborted) this.startedAt += performance.now() - pausedAt;
      },
    };
  }
}
