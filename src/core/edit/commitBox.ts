import { readCommitMessage } from './findings.ts';

/** The box of a source-control view. */
export interface TextBox {
  value: string;
}

/** Writes a message into a box as it comes; who writes there meanwhile keeps what they wrote. */
export class CommitBox {
  private readonly before: string;
  private shown: string;

  constructor(private readonly box: TextBox) {
    this.before = box.value;
    this.shown = box.value;
  }

  /** `reply` is what has come so far; nothing but thinking or a fence shows nothing. */
  show(reply: string): void {
    const message = readCommitMessage(reply);
    if (message === '' || this.box.value !== this.shown) return;
    this.shown = message;
    this.box.value = message;
  }

  /** Gives back what stood there before, where no message came. */
  restore(): void {
    if (this.box.value === this.shown) this.box.value = this.before;
  }
}
