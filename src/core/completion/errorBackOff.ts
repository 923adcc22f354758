import type { ModelError } from '../model/modelError.ts';

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** What waiting does not mend is tried again only this rarely. */
const hopelessPauseMs = 300_000;

/** How long automatic questions leave a failing model alone. */
export class ErrorBackOff {
  private failures = 0;
  private until = Number.NEGATIVE_INFINITY;

  isActive(nowMs: number): boolean {
    return nowMs < this.until;
  }

  failed(error: ModelError | undefined, nowMs: number): void {
    this.failures++;
    const doubled = Math.min(firstPauseMs * 2 ** (this.failures - 1), longestPauseMs);
    const isHopeless = error?.kind === 'unauthorized' || error?.kind === 'notFound';
    const pause = isHopeless ? hopelessPauseMs : Math.max(doubled, error?.retryAfterMs ?? 0);
    this.until = nowMs + pause;
  }

  /** The model answered, or its settings changed. */
  reset(): void {
    this.failures = 0;
    this.until = Number.NEGATIVE_INFINITY;
  }
}
