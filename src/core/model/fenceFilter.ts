import type { TextFilter } from './textFilter.ts';

/** A Markdown fence that opens the text: its marks, and the rest of its line. */
const openingFence = /^\s*(`{3,}|~{3,})[^\n`]*\n/;
/** What may still become an opening fence. */
const maybeOpening = /^\s*(?:`{0,2}|~{0,2}|(?:`{3,}|~{3,})[^\n`]*)$/;
/** The end of the text that may still become a closing fence on a line of its own. */
const maybeClosing = /(?:\r?\n)?[ \t]*(?:`+|~+)?\s*$/;

/** Takes a Markdown fence away that wraps the whole text; a fence anywhere else is left alone. */
export class FenceFilter implements TextFilter {
  private state: 'start' | 'fenced' | 'plain' = 'start';
  private held = '';
  private marks = '';
  /** The held text begins a line: right after the opening fence, or after a released line end. */
  private isAtLineStart = true;
  isClosed = false;

  push(text: string): string {
    if (this.isClosed) return '';
    this.held += text;
    if (this.state === 'start' && !this.decide()) return '';
    return this.state === 'plain' ? this.release() : this.inside();
  }

  end(): string {
    if (this.isClosed) return '';
    if (this.state !== 'fenced') {
      // Marks alone are the beginning of a fence that was cut off.
      const isCutFence = this.state === 'start' && /^\s*(?:`{3,}|~{3,})/.test(this.held);
      return isCutFence ? '' : this.release();
    }
    // What is held may be a closing fence, or some marks of one that was cut off.
    const cutOff = `(?:\`{1,${this.marks.length}}|~{1,${this.marks.length}})$`;
    const closing = this.closingFence(cutOff) ?? this.held.length;
    const kept = this.held.slice(0, closing);
    this.held = '';
    return kept;
  }

  /** True when it is known whether a fence opens the text. */
  private decide(): boolean {
    const opening = openingFence.exec(this.held);
    if (opening) {
      this.state = 'fenced';
      this.marks = opening[1]!;
      this.held = this.held.slice(opening[0].length);
      return true;
    }
    if (maybeOpening.test(this.held)) return false;
    this.state = 'plain';
    return true;
  }

  private inside(): string {
    const closing = this.closingFence();
    if (closing !== undefined) {
      this.isClosed = true;
      const kept = this.held.slice(0, closing);
      this.held = '';
      return kept;
    }
    const safe = this.held.length - (maybeClosing.exec(this.held)?.[0].length ?? 0);
    const kept = this.held.slice(0, safe);
    this.held = this.held.slice(safe);
    this.isAtLineStart = kept === '' ? this.isAtLineStart : kept.endsWith('\n');
    return kept;
  }

  /**
   * Where the closing fence begins, with the line end before it, or undefined.
   * A line that opens another fence closes this one, too: what follows is no longer one piece of code.
   */
  private closingFence(marks = this.marks): number | undefined {
    const start = this.isAtLineStart ? '(?:^|\\r?\\n)' : '\\r?\\n';
    return new RegExp(`${start}[ \\t]*${marks}`).exec(this.held)?.index;
  }

  private release(): string {
    const text = this.held;
    this.held = '';
    return text;
  }
}
