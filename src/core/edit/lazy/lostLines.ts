import { isBlank } from '../../text/lines.ts';
import { declaredName } from '../declaredName.ts';
import { tokenKey, wordLength } from '../match/lineKeys.ts';
import type { SketchStep } from './alignSketch.ts';
import type { SketchItem } from './sketch.ts';

/** Fewer lines, or lines without a blank one among them, are not yet several blocks. */
const minLostLines = 4;

/** True where lines go that are several blocks of the file, not the inside of one that is shown. */
export function losesBlocks(
  steps: readonly SketchStep[],
  depths: readonly (number | undefined)[],
): boolean {
  let run: number[] = [];
  let above = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    if (step.kind === 'insert') continue;
    if (step.kind === 'remove') {
      run.push(step.line);
      if (isSeveralBlocks(run, depths, above)) return true;
      continue;
    }
    run = [];
    above = depths[step.line] ?? above;
  }
  return false;
}

function isSeveralBlocks(
  run: readonly number[],
  depths: readonly (number | undefined)[],
  above: number,
): boolean {
  const solid = run.filter(line => depths[line] !== undefined);
  const isOneBlock = solid.length === 0 || solid.length === solid.at(-1)! - solid[0]! + 1;
  const isLong = solid.length >= minLostLines && !isOneBlock;
  return isLong && solid.some(line => depths[line]! <= above);
}

/**
 * True where lines go right beside a gap and nothing new takes their place: a gap is there to keep
 * what stands beside it.
 */
export function losesBesideGap(
  items: readonly SketchItem[],
  steps: readonly SketchStep[],
  depths: readonly (number | undefined)[],
): boolean {
  let last: { readonly item: number; readonly isSame: boolean } | undefined;
  let hasLost = false;
  for (const step of steps) {
    if (step.kind === 'remove') hasLost ||= depths[step.line] !== undefined;
    if (step.kind !== 'match' && step.kind !== 'insert') continue;
    const item = items[step.item]!;
    if (item.kind === 'line' && isBlank(item.text)) continue;
    const isSame = step.kind === 'match' && step.isSame;
    if (hasLost && isSame && last?.isSame && hasGapBetween(items, last.item, step.item))
      return true;
    last = { item: step.item, isSame };
    hasLost = false;
  }
  return hasLost && last?.isSame === true && hasGapBetween(items, last.item, items.length);
}

function hasGapBetween(items: readonly SketchItem[], from: number, to: number): boolean {
  return items.slice(from + 1, to).some(item => item.kind === 'gap' && !item.isImplied);
}

/** So few lines before a sketch, or after it, may be left away rather than left out. */
const maxEdgeLines = 3;
/** A line with fewer letters (a bracket, `end`) closes what the sketch shows. */
const tellingWordLength = 4;

/**
 * True where a sketch marks what it leaves out at one end of the file but not at the other, and it may mean that the
 * lines there go: they are few, or new lines stand beside them. Not where it shows a whole block of the file there,
 * which starts where it starts.
 */
export function keepsUnmarkedEdge(
  items: readonly SketchItem[],
  steps: readonly SketchStep[],
  lines: readonly string[],
): boolean {
  const isImplied = (item: SketchItem | undefined) => item?.kind === 'gap' && item.isImplied;
  const [atStart, atEnd] = [isImplied(items[0]), isImplied(items.at(-1))];
  if (atStart === atEnd) return false;
  const fromEdge = atStart ? steps : steps.toReversed();
  const shown = fromEdge.findIndex(step => shows(items, step));
  const kept = fromEdge
    .slice(0, shown)
    .flatMap(step => (step.kind === 'keep' ? lines[step.line]! : []))
    .filter(line => wordLength(line) >= tellingWordLength);
  if (kept.length === 0 || fromEdge[shown]?.kind === 'insert') return kept.length > 0;
  // A line there that the sketch shows as a new one elsewhere was rather moved.
  const added = steps.flatMap(step => (step.kind === 'insert' ? items[step.item]! : []));
  const moved = new Set(added.map(item => (item.kind === 'line' ? tokenKey(item.text) : '')));
  if (kept.some(line => moved.has(tokenKey(line)))) return true;
  const isBlock = declaredName(firstShown(items, atStart)) !== undefined;
  return !isBlock && kept.length <= maxEdgeLines;
}

/** True where a reading is at a line of the sketch that is not blank. */
function shows(items: readonly SketchItem[], step: SketchStep): boolean {
  if (step.kind !== 'match' && step.kind !== 'insert') return false;
  const item = items[step.item]!;
  return item.kind === 'line' && !isBlank(item.text);
}

/** The first line of the part at one end of a sketch. */
function firstShown(items: readonly SketchItem[], atStart: boolean): string {
  const gap = items.slice(0, -1).findLastIndex(item => item.kind === 'gap');
  const part = atStart ? items : items.slice(gap);
  const first = part.find(item => item.kind === 'line' && !isBlank(item.text));
  return first?.kind === 'line' ? first.text : '';
}
