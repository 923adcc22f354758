/** Time between keys until the user's own is known: 80 words a minute. */
const usualIntervalMs = 150;
/** Intervals from which the rhythm is told; what is longer than a pause is none of them. */
const intervals = 15;
const pauseMs = 1000;
/** The first contradiction makes it wait longer than one key takes: a wrong model then waits for a pause in the typing. */
const patience = 1.25;
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
  private lastKeyMs = Number.NEGATIVE_INFINITY;
  private recent: readonly number[] = [];

  delayMs(settingMs: number, nowMs: number): number {
    if (nowMs - this.lastAtMs > forgetAfterMs) this.contradictions = 0;
    if (this.contradictions === 0) return settingMs;
    const first = Math.max(settingMs * growth, this.intervalMs * patience);
    return Math.max(settingMs, Math.min(first * growth ** (this.contradictions - 1), longestMs));
  }

  /** A key was pressed: the pauses follow the user's own rhythm. */
  typed(nowMs: number): void {
    const intervalMs = nowMs - this.lastKeyMs;
    this.lastKeyMs = nowMs;
    if (intervalMs < pauseMs) this.recent = [intervalMs, ...this.recent].slice(0, intervals);
  }

  /** The median of the last times between keys, in milliseconds. */
  private get intervalMs(): number {
    if (this.recent.length < intervals / 3) return usualIntervalMs;
    return [...this.recent].sort((one, other) => one - other)[this.recent.length >> 1]!;
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
