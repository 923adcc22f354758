import { columnsOf, type IndentStyle, indentOf, renderIndent } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { isElision } from '../elision.ts';
import { tokenKey, wordLength } from '../match/lineKeys.ts';

/** One item of a sketch: a line of the new text, or a gap for lines that stay. */
export type SketchItem =
  | { readonly kind: 'line'; readonly text: string }
  | {
      readonly kind: 'gap';
      /**
       * Columns before the marker: what it leaves out starts at this depth and is no shallower.
       * Undefined where the marker's own depth tells nothing.
       */
      readonly depth: number | undefined;
      /** Not written by the model: added because a sketch usually starts or ends in the middle. */
      readonly isImplied: boolean;
    };

/** Block comments stand one column deeper than their block. */
export const alignmentColumns = 1;

/** A line with fewer letters stands anywhere. */
const tellingWordLength = 4;

/** The depth of the shallowest of some lines, gaps aside. */
function shallowest(
  lines: readonly string[],
  isGap: (line: string) => boolean,
  tabSize: number,
): number | undefined {
  const depths = lines
    .filter(line => !isBlank(line) && !isGap(line))
    .map(line => columnsOf(indentOf(line), tabSize));
  return depths.length === 0 ? undefined : Math.min(...depths);
}

/** Reads a sketch: elision comments that the file itself does not have become gaps. */
export function readSketch(
  lines: readonly string[],
  text: readonly string[],
  tabSize: number,
): SketchItem[] {
  const known = new Set(text.filter(isElision).map(line => line.trim()));
  const isGap = (line: string) => isElision(line) && !known.has(line.trim());
  // A marker shallower than all before it, or than all after it up to the next one, was put at the
  // margin without thought; then the depth of the others tells nothing either.
  const depthOf = (line: string) => columnsOf(indentOf(line), tabSize);
  const isCareless = lines.some((line, at) => {
    if (!isGap(line)) return false;
    const above = shallowest(lines.slice(0, at), isGap, tabSize);
    const next = lines.findIndex((other, place) => place > at && isGap(other));
    const below = shallowest(
      lines.slice(at + 1, next === -1 ? lines.length : next),
      isGap,
      tabSize,
    );
    const depth = depthOf(line) + alignmentColumns;
    if (above === undefined) return false;
    return below === undefined ? depth < above : depth < below;
  });
  const closes = text.some(line => /^\s*(?:[})\]]|end\b)/.test(line));
  return lines.map((line, at): SketchItem => {
    if (!isGap(line)) return { kind: 'line', text: line };
    const above = lines[at - 1];
    // Where blocks are closed by a bracket, a gap right after an open block lies in that block.
    const isInOpenBlock =
      closes &&
      above !== undefined &&
      !isBlank(above) &&
      depthOf(above) > depthOf(line) + alignmentColumns;
    const depth = isCareless || isInOpenBlock ? undefined : depthOf(line);
    return { kind: 'gap', depth, isImplied: false };
  });
}

/** True where the model marked at least one gap itself. */
export function hasGap(items: readonly SketchItem[]): boolean {
  return items.some(item => item.kind === 'gap');
}

/**
 * The sketch with a gap before its first and after its last line, unless there is one already.
 * The last part is taken as complete blocks: what stays after it is no deeper than they are.
 */
export function withImpliedGaps(items: readonly SketchItem[], tabSize: number): SketchItem[] {
  const result = [...items];
  if (result[0]?.kind !== 'gap') result.unshift({ kind: 'gap', depth: undefined, isImplied: true });
  if (result.at(-1)?.kind === 'gap') return result;
  const lines = result.map(item => (item.kind === 'line' ? item.text : undefined));
  const part = lines.slice(lines.lastIndexOf(undefined) + 1);
  const depths = part.flatMap(line =>
    line === undefined || isBlank(line) ? [] : [columnsOf(indentOf(line), tabSize)],
  );
  return [...result, { kind: 'gap', depth: Math.min(...depths), isImplied: true }];
}

/**
 * The sketch moved as a whole to where the file has its lines, so that depths can be compared. Its
 * outermost line of the file tells how far.
 */
export function atDepthOfFile(
  items: readonly SketchItem[],
  lines: readonly string[],
  style: IndentStyle,
): readonly SketchItem[] {
  const shift = shiftOf(items, lines, style.size);
  if (shift === 0) return items;
  const moved = (columns: number) => Math.max(0, columns + shift);
  return items.map(item => {
    if (item.kind === 'gap') {
      return item.depth === undefined ? item : { ...item, depth: moved(item.depth) };
    }
    if (isBlank(item.text)) return item;
    const indent = indentOf(item.text);
    const columns = moved(columnsOf(indent, style.size));
    return { ...item, text: renderIndent(columns, style) + item.text.slice(indent.length) };
  });
}

function shiftOf(items: readonly SketchItem[], lines: readonly string[], tabSize: number): number {
  const depths = new Map<string, Set<number>>();
  for (const line of lines) {
    const key = tokenKey(line);
    const depth = columnsOf(indentOf(line), tabSize);
    depths.set(key, (depths.get(key) ?? new Set()).add(depth));
  }
  const known = items.flatMap(item => {
    if (item.kind === 'gap' || wordLength(item.text) < tellingWordLength) return [];
    const real = depths.get(tokenKey(item.text));
    return real === undefined ? [] : [{ said: columnsOf(indentOf(item.text), tabSize), real }];
  });
  // Lines may be moved on purpose, but the first and the outermost of them stay where they were.
  const start = items.find(item => item.kind === 'line' && !isBlank(item.text));
  if (start?.kind === 'line') {
    const depth = columnsOf(indentOf(start.text), tabSize);
    if (depths.get(tokenKey(start.text))?.has(depth)) return 0;
  }
  const outermost = Math.min(...known.map(({ said }) => said));
  const [first] = known.filter(({ said }) => said === outermost);
  if (!first || first.real.has(first.said) || first.real.size > 1) return 0;
  return [...first.real][0]! - first.said;
}
