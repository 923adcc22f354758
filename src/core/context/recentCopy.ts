import type { Clock } from '../../base/clock.ts';

/** Lines that somebody copied, as they stood then. */
export interface CopiedLines {
  readonly uri: string;
  /** 0-based first line, and the line after the last. */
  readonly startLine: number;
  readonly endLineExclusive: number;
  /** These lines whole, line ends included. */
  readonly text: string;
}

/** Who has not used what they copied by then does something else. */
const recentMs = 60_000;
/** More lines are a file on its way elsewhere. */
const mostLines = 60;
/** A word that is copied says little more than that it will be pasted. */
const fewestCharacters = 20;

/** What was copied last, while it is recent. */
export class RecentCopy {
  private last: { readonly lines: CopiedLines; readonly atMs: number } | undefined;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** A new copy takes the place of the one before, also where it is not worth showing. */
  note(lines: CopiedLines | undefined): void {
    const isShown =
      lines !== undefined &&
      lines.endLineExclusive - lines.startLine <= mostLines &&
      lines.text.trim().length >= fewestCharacters;
    this.last = isShown ? { lines, atMs: this.clock.now() } : undefined;
  }

  /** The lines that were copied, for somebody who writes in another file. */
  get(exceptUri: string): CopiedLines | undefined {
    if (!this.last || this.clock.now() - this.last.atMs > recentMs) return undefined;
    return this.last.lines.uri === exceptUri ? undefined : this.last.lines;
  }
}
