import { type Place, restAt } from './typingAhead.ts';

/** Dismissals in a row that lead to a pause, from the second on: one alone is about one suggestion. */
const firstPauseMs = 10_000;
const growth = 3;
const longestPauseMs = 300_000;
/** After this long without one the user is doing something else. */
const forgetAfterMs = 600_000;
/** Dismissed texts that are kept away from the place where they stood. */
const remembered = 8;

/**
 * What the user sent away with Escape: that text does not come back there, and each further dismissal in a row
 * makes automatic suggestions pause longer. Accepting or asking for a suggestion begins anew.
 */
export class Dismissals {
  private readonly texts: { readonly place: Place; readonly text: string }[] = [];
  private inARow = 0;
  private lastAtMs = Number.NEGATIVE_INFINITY;

  dismissed(place: Place, text: string, nowMs: number): void {
    if (nowMs - this.lastAtMs > forgetAfterMs) this.inARow = 0;
    this.inARow++;
    this.lastAtMs = nowMs;
    this.texts.unshift({ place, text });
    this.texts.length = Math.min(this.texts.length, remembered);
  }

  /** Whether automatic suggestions pause. */
  isPausing(nowMs: number): boolean {
    return nowMs < this.lastAtMs + this.pauseMs();
  }

  /** Whether this text was dismissed at this place, or before more of it was typed or taken back. */
  covers(place: Place, text: string): boolean {
    return this.texts.some(({ place: from, text: old }) => restAt(from, old, place) === text);
  }

  reset(): void {
    this.inARow = 0;
    this.texts.length = 0;
  }

  private pauseMs(): number {
    if (this.inARow < 2) return 0;
    return Math.min(firstPauseMs * growth ** (this.inARow - 2), longestPauseMs);
  }
}
