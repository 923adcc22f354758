/** Tokens of a page; each page belongs to one file at most, so that a place tells its file by a division. */
export const pageTokens = 32;

/** Runs of free pages between those in use, and what is held back while somebody still reads it. */
export class Pages {
  /** Free runs by start, no two of them adjacent. */
  private readonly free: { start: number; count: number }[] = [];
  private readonly held: { start: number; count: number }[] = [];
  private holds = 0;
  private used = 0;

  /** Pages up to the last one in use. */
  get end(): number {
    return this.used;
  }

  /** Whether somebody still reads what was there. */
  get isHeld(): boolean {
    return this.holds > 0;
  }

  /** The smallest free run that is long enough, or new pages at the end. */
  take(count: number): number {
    let best = -1;
    for (const [i, run] of this.free.entries()) {
      if (run.count >= count && (best === -1 || run.count < this.free[best]!.count)) best = i;
    }
    if (best === -1) {
      const start = this.used;
      this.used += count;
      return start;
    }
    const run = this.free[best]!;
    const { start } = run;
    if (run.count === count) this.free.splice(best, 1);
    else {
      run.start += count;
      run.count -= count;
    }
    return start;
  }

  /** Gives pages back. */
  release(start: number, count: number): void {
    if (this.holds > 0) this.held.push({ start, count });
    else this.join(start, count);
  }

  /** From now on what is released is not written over, until every hold is let go. */
  hold(): () => void {
    this.holds++;
    return () => {
      if (--this.holds > 0) return;
      for (const { start, count } of this.held.splice(0)) this.join(start, count);
    };
  }

  /** Takes over a state in which only these runs are in use, in ascending order. */
  restore(runs: readonly { readonly start: number; readonly count: number }[]): void {
    for (const { start, count } of runs) {
      if (start > this.used) this.free.push({ start: this.used, count: start - this.used });
      this.used = start + count;
    }
  }

  private join(start: number, count: number): void {
    const { free } = this;
    let at = free.findIndex(run => run.start > start);
    if (at === -1) at = free.length;
    free.splice(at, 0, { start, count });
    this.joinWithNext(at);
    if (at > 0) this.joinWithNext(at - 1);
    const last = free[free.length - 1]!;
    if (last.start + last.count === this.used) {
      this.used = last.start;
      free.pop();
    }
  }

  private joinWithNext(at: number): void {
    const run = this.free[at]!;
    const next = this.free[at + 1];
    if (!next || run.start + run.count !== next.start) return;
    run.count += next.count;
    this.free.splice(at + 1, 1);
  }
}
