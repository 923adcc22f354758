import { isBlank } from '../../text/lines.ts';
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
