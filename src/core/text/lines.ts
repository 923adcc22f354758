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
  return { bom, ...cut(text, bom.length) };
}

function cut(text: string, from: number): { lines: string[]; ends: string[] } {
  const lines: string[] = [];
  const ends: string[] = [];
  // Each end is looked for once: a text without `\r` is not searched for one at every line.
  const next = (end: string, at: number) => text.indexOf(end, at) >>> 0;
  let start = from;
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
  return { lines, ends };
}

/** The lines of a text that came of another one, whose lines are known: only those around what differs are cut anew. */
export function splitLinesAfter(known: TextLines, before: string, after: string): TextLines {
  const first = commonStart(before, after);
  const shorter = Math.min(before.length, after.length);
  const rest = commonEnd(before, after, shorter - first);
  // A line is known to start where it did if what differs is beyond its first character, or before its line end.
  const starts = lineStarts(known);
  const top = indexAtLeast(starts, first) - 1;
  const bottom = indexAtLeast(starts, before.length - rest + 1);
  if (top < 1 || bottom >= starts.length - 1) return splitLines(after);
  const end = starts[bottom]! - before.length + after.length;
  const middle = cut(after.slice(0, end), starts[top]!);
  return {
    bom: known.bom,
    lines: [...known.lines.slice(0, top), ...middle.lines, ...known.lines.slice(bottom)],
    ends: [...known.ends.slice(0, top), ...middle.ends, ...known.ends.slice(bottom)],
  };
}

/** How many characters two texts have in common at their start. */
function commonStart(left: string, right: string): number {
  return longest(
    Math.min(left.length, right.length),
    (from, to) => left.slice(from, to) === right.slice(from, to),
  );
}

/** How many characters two texts have in common at their end, at most so many. */
function commonEnd(left: string, right: string, most: number): number {
  const part = (text: string, from: number, to: number) =>
    text.slice(text.length - to, text.length - from);
  return longest(most, (from, to) => part(left, from, to) === part(right, from, to));
}

/** The greatest length up to which all parts are equal; comparing by halves leaves the work to the engine. */
function longest(most: number, isEqual: (from: number, to: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isEqual(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The index of the first of some rising numbers that is not below `least`. */
export function indexAtLeast(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The inverse of {@link splitLines}. */
export function joinLines({ bom, lines, ends }: TextLines): string {
  const [eol] = ends;
  const last = ends.length - 1;
  // The usual text, all lines of which end alike.
  if (eol && ends.every((end, index) => end === eol || index === last))
    return bom + lines.join(eol) + ends[last]!;
  let text = bom;
  for (let index = 0; index < lines.length; index++) text += lines[index]! + ends[index]!;
  return text;
}

/** The text of lines that came of others, whose text is known: only what differs is put together anew. */
export function joinLinesAfter(known: TextLines, before: string, after: TextLines): string {
  if (known.bom !== after.bom) return joinLines(after);
  const [nKnown, nAfter] = [known.lines.length, after.lines.length];
  const isSame = (at: number, other: number) =>
    known.lines[at] === after.lines[other] && known.ends[at] === after.ends[other];
  const shorter = Math.min(nKnown, nAfter);
  let top = 0;
  while (top < shorter && isSame(top, top)) top++;
  let rest = 0;
  while (rest < shorter - top && isSame(nKnown - 1 - rest, nAfter - 1 - rest)) rest++;
  const starts = lineStarts(known);
  const [lines, ends] = [after.lines, after.ends].map(all => all.slice(top, nAfter - rest));
  const middle = joinLines({ bom: '', lines: lines!, ends: ends! });
  return before.slice(0, starts[top]) + middle + before.slice(starts[nKnown - rest]);
}

/** The line end that most lines have; `\n` for a text without any. */
export function dominantEol(ends: readonly string[]): string {
  let [feeds, pairs, returns] = [0, 0, 0];
  for (const end of ends) {
    if (end === '\n') feeds++;
    else if (end === '\r\n') pairs++;
    else if (end === '\r') returns++;
  }
  if (feeds >= pairs && feeds >= returns) return '\n';
  return pairs >= returns ? '\r\n' : '\r';
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

export function isSolid(line: string): boolean {
  return !isBlank(line);
}

/** The lines that are more than white space. */
export function solidLines(lines: readonly string[]): string[] {
  return lines.filter(isSolid);
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
