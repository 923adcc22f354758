/** Delay that a first contradiction leads to, at least: half of what one key takes at 40 words a minute. */
const unhappyBaseMs = 75;
/** Grows past the 150 ms between keys at 80 words a minute at the first step: a wrong model then waits for a pause. */
const growth = 2.5;
const longestMs = 1000;
/** After this much quiet the user is doing something else, and the past says nothing any more. */
const forgetAfterMs = 10_000;

/**
 * Lengthens the pause before a model is asked while what it says is not what is being typed,
 * so that a model that disagrees is not asked at every key.
 */
export class Pace {
  private contradictions = 0;
  private lastAtMs = 0;

  delayMs(settingMs: number, nowMs: number): number {
    if (nowMs - this.lastAtMs > forgetAfterMs) this.contradictions = 0;
    if (this.contradictions === 0) return settingMs;
    const longer = Math.max(settingMs, unhappyBaseMs) * growth ** this.contradictions;
    return Math.max(settingMs, Math.min(longer, longestMs));
  }

  /** Nothing was contradicted lately. */
  get isHappy(): boolean {
    return this.contradictions === 0;
  }

  contradicted(nowMs: number): void {
    this.contradictions++;
    this.lastAtMs = nowMs;
  }

  agreed(): void {
    this.contradictions = 0;
  }
}
