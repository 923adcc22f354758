import type { Clock } from '../../base/clock.ts';

/** More text of a coming answer; `start` is where in the answer it begins. */
export interface Delta {
  readonly turnId: string;
  readonly start: number;
  readonly text: string;
}

/** About two frames of a screen: a model's hundred pieces a second become at most thirty messages. */
const collectMs = 33;

/** Joins the small pieces of an answer, so that the surface is not told of each one. */
export class DeltaBuffer {
  private collected: Delta | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly emit: (delta: Delta) => void,
  ) {}

  add(delta: Delta): void {
    const { collected } = this;
    if (collected?.turnId === delta.turnId) {
      this.collected = { ...collected, text: collected.text + delta.text };
      return;
    }
    this.flush();
    this.collected = delta;
    void this.clock.delay(collectMs).then(() => this.flush());
  }

  /** Hands on at once what has been collected; whatever else is told must come after it. */
  flush(): void {
    const { collected } = this;
    this.collected = undefined;
    if (collected) this.emit(collected);
  }
}
