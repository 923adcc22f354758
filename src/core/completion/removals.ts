import { linePrefix, lineSuffix } from '../context/cursorContext.ts';
import type { Place } from './typingAhead.ts';

/** After this long what was removed may as well be wanted again. */
const rememberedMs = 60_000;

interface Line {
  readonly uri: string;
  /** Offset of the line in the document, UTF-16. */
  readonly start: number;
  readonly text: string;
}

/**
 * What the user took out of the cursor's line a moment ago. A suggestion that makes the line what it was before would
 * undo the user's own edit. Only the line is compared, so what was cut over several lines is not noticed.
 */
export class Removals {
  private last: Line | undefined;
  private removed: (Line & { readonly now: string; readonly atMs: number }) | undefined;

  /** The cursor stands here after a change or a move. */
  moveTo(place: Place, nowMs: number): void {
    const line = lineAt(place);
    const { last, removed } = this;
    this.last = line;
    if (!last || !isSame(last, line) || last.text.length <= line.text.length) return;
    // Backspace after backspace is one removal: what counts is the line before the first of them.
    const isMore = removed !== undefined && isSame(removed, line) && removed.now === last.text;
    this.removed = { ...(isMore ? removed : last), now: line.text, atMs: nowMs };
  }

  /** Whether this text at the cursor would bring back what was removed. */
  restores(place: Place, text: string, nowMs: number): boolean {
    const { removed } = this;
    if (!removed || nowMs - removed.atMs > rememberedMs) return false;
    if (!isSame(removed, lineAt(place))) return false;
    const [first = '', ...others] = text.split(/\r?\n/);
    const line = linePrefix(place) + first + (others.length === 0 ? lineSuffix(place) : '');
    return line.trimEnd() === removed.text.trimEnd();
  }

  /** The document is closed: the next one of its name is another. */
  forget(uri: string): void {
    if (this.last?.uri === uri) this.last = undefined;
    if (this.removed?.uri === uri) this.removed = undefined;
  }
}

function lineAt(place: Place): Line {
  const before = linePrefix(place);
  const start = place.prefix.length - before.length;
  return { uri: place.uri, start, text: before + lineSuffix(place) };
}

function isSame(one: Line, other: Line): boolean {
  return one.uri === other.uri && one.start === other.start;
}
