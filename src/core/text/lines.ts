/** A text cut into lines, with everything needed to put it together again byte for byte. */
export interface TextLines {
  /** The byte-order mark, or nothing. */
  readonly bom: string;
  readonly lines: readonly string[];
  /** The line end of each line; empty for a last line without one. */
  readonly ends: readonly string[];
}

const byteOrderMark = '\uFEFF';

/** Cuts a text at `\n`, `\r\n` and `\r`; a final line end does not open another line. */
export function splitLines(text: string): TextLines {
  const bom = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const lines: string[] = [];
  const ends: string[] = [];
  // Each end is looked for once: a text without `\r` is not searched for one at every line.
  const next = (end: string, from: number) => text.indexOf(end, from) >>> 0;
  let start = bom.length;
  let feed = next('\n', start);
  let back = next('\r', start);
  while (start < text.length) {
    const at = Math.min(feed, back);
    const end = at >= text.length ? '' : at === feed ? '\n' : back + 1 === feed ? '\r\n' : '\r';
    lines.push(text.slice(start, at));
    ends.push(end);
    start = end === '' ? text.length : at + end.length;
    if (feed < start) feed = next('\n', start);
    if (back < start) back = next('\r', start);
  }
  return { bom, lines, ends };
}

/** The inverse of {@link splitLines}. */
export function joinLines({ bom, lines, ends }: TextLines): string {
  let text = bom;
  for (let index = 0; index < lines.length; index++) text += lines[index]! + ends[index]!;
  return text;
}

/** The line end that most lines have; `\n` for a text without any. */
export function dominantEol(ends: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const end of ends) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
  let best = '\n';
  for (const [end, count] of counts) if (count > (counts.get(best) ?? 0)) best = end;
  return best;
}

/** The offset where each line starts, and the length of the whole text as a last entry. */
export function lineStarts({ bom, lines, ends }: TextLines): number[] {
  const starts = [bom.length];
  for (let index = 0; index < lines.length; index++) {
    starts.push(starts[index]! + lines[index]!.length + ends[index]!.length);
  }
  return starts;
}

/** True for a line of nothing but white space. */
export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** How many `\n` a text has. */
export function countLineBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}

/** How many lines a text has; one that is begun counts. */
export function countLines(text: string): number {
  if (text === '') return 0;
  return countLineBreaks(text) + (text.endsWith('\n') ? 0 : 1);
}

/** Where the line starts that ends at `end`, or that `end` stands in. */
export function lineStartBefore(text: string, end: number): number {
  // A negative position would make lastIndexOf look at the first character.
  return end < 1 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
}
