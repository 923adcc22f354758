/** Time as an argument, so that tests and benches can run on a virtual one. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes backwards. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts (it never rejects). */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
}
