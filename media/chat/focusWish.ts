/**
 * In milliseconds: VS Code gives a page the focus some 50 ms after it was asked to, a loaded machine takes seconds.
 * Whoever comes back later than this came for something else.
 */
const longestWait = 10_000;

/** A wish for the cursor in the composer. It takes the focus from nobody: it comes true only where the page has it. */
export class FocusWish {
  private madeAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly focusComposer: () => void) {}

  /** Somebody opened the chat. Where the page has no focus, it is on its way, or they have gone elsewhere meanwhile. */
  make(nowMs: number, hasFocus: boolean): void {
    this.madeAtMs = nowMs;
    if (hasFocus) this.gotFocus(nowMs);
  }

  /** The page has the focus now. */
  gotFocus(nowMs: number): void {
    const isWished = nowMs - this.madeAtMs <= longestWait;
    this.drop();
    if (isWished) this.focusComposer();
  }

  /** Whoever presses something on the page has chosen where the focus goes. */
  drop(): void {
    this.madeAtMs = Number.NEGATIVE_INFINITY;
  }
}
