import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { tokenKey, wordLength } from '../match/lineKeys.ts';
import type { SketchStep } from './alignSketch.ts';
import type { SketchItem } from './sketch.ts';

/** A line with fewer letters (a bracket, `end`) stands everywhere and proves nothing. */
const anchorWordLength = 4;

export const severalWays =
  'The edit can be read in several ways; more of the code around it would tell which is meant.';

/** A sketch, with the items that belong to blocks which the file does not have. */
export interface Sketch {
  readonly items: readonly SketchItem[];
  readonly fresh: ReadonlySet<number>;
  readonly tabSize: number;
}

/**
 * Why a reading is no more than a guess; undefined where it is not. Each run of lines between two
 * gaps must share a tell-tale line with the file, the edges aside, or close the block that the gap
 * before it fills, or be a new block right after that one or at its end.
 */
export function unplacedPart(
  sketch: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): string | undefined {
  const { items, fresh } = sketch;
  const anchored = anchors(sketch, lines, steps);
  if (anchored.size === 0) return 'The edit shares no line with the file, so its place is unknown.';
  const known = new Set(lines.map(tokenKey));
  const inserted = new Set(steps.flatMap(step => (step.kind === 'insert' ? step.item : [])));
  let start = 0;
  for (let at = 0; at <= items.length; at++) {
    if (items[at]?.kind === 'line') continue;
    const part = itemsBetween(items, start, at);
    const isPlaced = part.some(item => anchored.has(item)) || part.length === 0;
    const touchesEdge = start === 0 || at === items.length;
    if (!isPlaced && !touchesEdge && !isNewBesideBlock(sketch, part, at)) {
      return 'A part of the edit shares no line with the file, so its place is unknown.';
    }
    const isRepeated = (item: number | undefined, letters: number) =>
      item !== undefined &&
      inserted.has(item) &&
      !fresh.has(item) &&
      isKnown(items[item]!, known, letters);
    const repeatsEdge = isRepeated(part[0], 0) || isRepeated(part.at(-1), anchorWordLength);
    if (repeatsEdge || leavesOpen(sketch, part[0], inserted)) return severalWays;
    start = at + 1;
  }
  return undefined;
}

/**
 * True where a gap fills a block that the file has, and what closes the block after the gap is taken
 * for a new line: then the gap does not keep what it should.
 */
function leavesOpen(
  { items, tabSize }: Sketch,
  closing: number | undefined,
  inserted: ReadonlySet<number>,
): boolean {
  if (closing === undefined || !inserted.has(closing)) return false;
  const text = textOf(items[closing]!);
  if (!/^\s*(?:[})\]]|end\b)/.test(text) || wordLength(text) >= anchorWordLength) return false;
  const depth = columnsOf(indentOf(text), tabSize);
  for (let at = closing - 1; at >= 0; at--) {
    const above = textOf(items[at]!);
    if (!isBlank(above) && columnsOf(indentOf(above), tabSize) <= depth) return !inserted.has(at);
  }
  return true;
}

/** The items of a part that are not blank. */
function itemsBetween(items: readonly SketchItem[], start: number, end: number): number[] {
  const part = Array.from({ length: end - start }, (_, offset) => start + offset);
  return part.filter(at => !isBlank(textOf(items[at]!)));
}

function textOf(item: SketchItem): string {
  return item.kind === 'line' ? item.text : '';
}

function isKnown(item: SketchItem, known: ReadonlySet<string>, letters: number): boolean {
  const text = textOf(item);
  return wordLength(text) >= letters && known.has(tokenKey(text));
}

/** The items whose place in the file is certain. */
function anchors(
  { items, tabSize }: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): Set<number> {
  const depthOf = (line: number) =>
    isBlank(lines[line]!) ? undefined : columnsOf(indentOf(lines[line]!), tabSize);
  const anchored = new Set<number>();
  let leastKept = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (step.kind === 'keep') leastKept = Math.min(leastKept, depthOf(step.line) ?? leastKept);
    if (step.kind !== 'match' || !step.isSame) continue;
    const item = items[step.item]!;
    const gap = items.slice(0, step.item).findLast(each => each.kind === 'gap');
    const depth = depthOf(step.line);
    if (item.kind !== 'line' || depth === undefined) continue;
    const closes =
      gap?.kind === 'gap' &&
      !gap.isImplied &&
      depth < leastKept &&
      (gap.depth === undefined || (depth < gap.depth && gap.depth <= leastKept));
    if (closes || wordLength(item.text) >= anchorWordLength) anchored.add(step.item);
    leastKept = Number.POSITIVE_INFINITY;
  }
  return anchored;
}

/**
 * A new block after a gap that is deeper follows the block which the gap fills; one as deep as the
 * gap, where the next gap or the end is shallower, is the last of the block around both.
 */
function isNewBesideBlock({ items, fresh, tabSize }: Sketch, part: readonly number[], end: number) {
  if (!part.every(item => fresh.has(item))) return false;
  const gap = items[part[0]! - 1 - blanksBefore(items, part[0]!)];
  const next = items[end];
  if (gap?.kind !== 'gap' || gap.isImplied || gap.depth === undefined) return false;
  const depth = columnsOf(indentOf(textOf(items[part[0]!]!)), tabSize);
  if (depth < gap.depth) return true;
  return depth === gap.depth && next?.kind === 'gap' && (next.depth ?? depth) < depth;
}

function blanksBefore(items: readonly SketchItem[], at: number): number {
  let count = 0;
  while (at - 1 - count >= 0 && items[at - 1 - count]!.kind === 'line') count++;
  return count;
}
