import type { ContentChange } from '../text/contentChange.ts';
import { OffsetRange } from '../text/offsetRange.ts';
import { applyEdits } from '../text/textEdit.ts';

/** An edit of the user's, often of many keys: whole lines of a document that were others before. */
export interface PastEdit {
  readonly uri: string;
  readonly path: string;
  /** 0-based line in the document as it is now. */
  readonly startLine: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Unchanged lines right above and below. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

interface Known {
  readonly path: string;
  readonly text: string;
}

/** Whole lines, line ends included, and what stood in their place. */
interface Event {
  readonly uri: string;
  readonly range: OffsetRange;
  readonly before: string;
}

/** Enough to tell what someone is at. */
const capacity = 8;
/** A document that long ago was edited last is forgotten. */
const documents = 12;
/** A change of more lines is a paste, a formatter or another branch. */
const mostLines = 60;
const contextLines = 2;

/**
 * Remembers what the user changed lately, as differences: the places alone, which the context engine keeps, do not
 * say what stood there before. Neighbouring changes are one edit, and an edit that was taken back is none.
 */
export class EditHistory {
  private readonly texts = new Map<string, Known>();
  /** Latest first. */
  private events: readonly Event[] = [];

  /** Tells the text of a document before its next change. */
  know(uri: string, path: string, text: string): void {
    const known = this.texts.get(uri);
    if (known?.text === text) return;
    if (known) this.forget(uri);
    this.keep(uri, { path, text });
  }

  /** Notes a change event of a document that is known; its changes refer to the same text. */
  record(uri: string, changes: readonly ContentChange[]): void {
    const known = this.texts.get(uri);
    if (!known) return;
    let { text } = known;
    const inOrder = [...changes].sort((one, other) => other.rangeOffset - one.rangeOffset);
    for (const change of inOrder) {
      this.note(uri, text, change);
      text = changed(text, change);
    }
    this.texts.delete(uri);
    this.keep(uri, { ...known, text });
  }

  forget(uri: string): void {
    this.texts.delete(uri);
    this.events = this.events.filter(event => event.uri !== uri);
  }

  clear(): void {
    this.texts.clear();
    this.events = [];
  }

  /** Oldest first. */
  list(): readonly PastEdit[] {
    return [...this.events].reverse().flatMap(event => this.describe(event));
  }

  private keep(uri: string, known: Known): void {
    this.texts.set(uri, known);
    const [oldest] = this.texts.keys();
    if (this.texts.size > documents && oldest !== undefined) this.forget(oldest);
  }

  private note(uri: string, text: string, change: ContentChange): void {
    const growth = change.text.length - change.rangeLength;
    const touched = wholeLines(text, change.rangeOffset, change.rangeOffset + change.rangeLength);
    const [merged, others] = divide(this.events, uri, touched);
    const lines = union([touched, ...merged.map(event => event.range)]);
    const before = beforeOf(text, lines, merged);
    const moved = others.map(event =>
      event.uri === uri && event.range.start >= lines.endExclusive
        ? { ...event, range: event.range.delta(growth) }
        : event,
    );
    const range = new OffsetRange(lines.start, lines.endExclusive + growth);
    const local = { ...change, rangeOffset: change.rangeOffset - lines.start };
    const after = changed(lines.substring(text), local);
    const isEdit =
      after !== before && lineCount(before) <= mostLines && lineCount(after) <= mostLines;
    this.events = isEdit ? [{ uri, range, before }, ...moved].slice(0, capacity) : moved;
  }

  private describe({ uri, range, before }: Event): PastEdit[] {
    const known = this.texts.get(uri);
    if (!known) return [];
    const { path, text } = known;
    const above = linesOf(text.slice(0, range.start));
    return [
      {
        uri,
        path,
        startLine: above.length,
        before: linesOf(before),
        after: linesOf(range.substring(text)),
        above: above.slice(-contextLines),
        below: linesOf(text.slice(range.endExclusive)).slice(0, contextLines),
      },
    ];
  }
}

function changed(text: string, { rangeOffset, rangeLength, text: put }: ContentChange): string {
  return text.slice(0, rangeOffset) + put + text.slice(rangeOffset + rangeLength);
}

/** The lines that a range touches, with their line ends. */
function wholeLines(text: string, start: number, end: number): OffsetRange {
  const next = text.indexOf('\n', end);
  return new OffsetRange(
    start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    next === -1 ? text.length : next + 1,
  );
}

/** The events that touch some lines, those that touch them in turn, and all others. */
function divide(
  events: readonly Event[],
  uri: string,
  lines: OffsetRange,
): readonly [merged: readonly Event[], others: readonly Event[]] {
  const isNear = (event: Event, around: OffsetRange) =>
    event.uri === uri &&
    event.range.start <= around.endExclusive &&
    event.range.endExclusive >= around.start;
  let merged: readonly Event[] = [];
  for (;;) {
    const around = union([lines, ...merged.map(event => event.range)]);
    const next = events.filter(event => isNear(event, around));
    if (next.length === merged.length) break;
    merged = next;
  }
  return [merged, events.filter(event => !merged.includes(event))];
}

function union(ranges: readonly OffsetRange[]): OffsetRange {
  return new OffsetRange(
    Math.min(...ranges.map(({ start }) => start)),
    Math.max(...ranges.map(({ endExclusive }) => endExclusive)),
  );
}

/** What stood in some lines before the events in them. */
function beforeOf(text: string, lines: OffsetRange, events: readonly Event[]): string {
  const inOrder = [...events].sort((one, other) => one.range.start - other.range.start);
  const edits = inOrder.map(({ range, before }) => ({
    range: range.delta(-lines.start),
    text: before,
  }));
  return applyEdits(lines.substring(text), edits);
}

/** Lines without their ends; a final line end does not open another. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
