import { diffLineArrays } from '../../diff/lineDiff.ts';
import { columnsOf, detectIndentStyle, indentOf } from '../../text/indentation.ts';
import { applyLineEdits, type LineEdit } from '../../text/lineEdit.ts';
import { isBlank, joinLines, solidLines, type TextLines } from '../../text/lines.ts';
import { inOwnIndentation } from '../ownIndentation.ts';
import { alignSketch, type SketchStep } from './alignSketch.ts';
import { severalWays, unplacedPart } from './anchors.ts';
import { declaresTwice, setsTwice } from './declaredTwice.ts';
import { keepsUnmarkedEdge, losesBesideGap, losesBlocks } from './lostLines.ts';
import { newBlockItems } from './newBlocks.ts';
import { atDepthOfFile, hasGap, readSketch, type SketchItem, withImpliedGaps } from './sketch.ts';
import { movesAcrossLost, standsElsewhere } from './strayLines.ts';

export type SketchResult =
  | { readonly kind: 'applied'; readonly after: TextLines; readonly confidence: number }
  | { readonly kind: 'refused'; readonly reason: string };

const noChange =
  'The edit shows only lines that the file has already; what it leaves out stays, so it changes nothing.';

/** A sketch without any gap that has this share of the file's lines is meant to be the whole file. */
const wholeShare = 0.5;

/**
 * Applies a sketch: its lines replace what stands between the lines it shares with the file, its
 * gaps keep what stands there. Every part must hold a tell-tale line of the file, and no other
 * reading may be as good.
 */
export function applySketch(before: TextLines, lines: readonly string[]): SketchResult {
  const style = detectIndentStyle(before.lines);
  const sketch = readSketch(lines, before.lines, style.size);
  if (before.lines.every(isBlank)) return filled(before, lines);
  if (!hasGap(sketch) && isWholeFile(before.lines, lines))
    return filled(before, inOwnIndentation(lines, before.lines, before.lines));
  const items = withImpliedGaps(atDepthOfFile(sketch, before.lines, style), style.size);
  const readings = alignSketch(items, before.lines, style.size);
  if (readings === undefined) return refused('The file is too long for an edit with gaps.');
  const first = readings[0]!;
  const depths = before.lines.map(line =>
    isBlank(line) ? undefined : columnsOf(indentOf(line), style.size),
  );
  const sketched = {
    items,
    fresh: newBlockItems(items, before.lines, style.size),
    tabSize: style.size,
  };
  const problem = unplacedPart(sketched, before.lines, first);
  if (problem !== undefined) return refused(problem);
  if (losesBlocks(first, depths)) {
    return refused('The edit leaves whole blocks of the file away without saying so.');
  }
  if (readings.some(steps => declaresTwice(sketched, before.lines, steps))) {
    return refused(severalWays);
  }
  if (readings.some(steps => keepsUnmarkedEdge(items, steps, before.lines))) {
    return refused(severalWays);
  }
  if (readings.some(steps => losesBesideGap(items, steps, depths))) return refused(severalWays);
  if (standsElsewhere(sketched, before.lines, first)) return refused(severalWays);
  if (movesAcrossLost(sketched, before.lines, first)) return refused(severalWays);
  if (setsTwice(sketched, before.lines, first)) return refused(severalWays);
  const texts = readings.map(steps => {
    const tidy = withoutLooseBlanks(items, withoutLooseEnd(items, steps));
    return applyLineEdits(before, toEdits(before.lines, items, tidy));
  });
  const after = texts[0]!;
  if (joinLines(after) === joinLines(before)) return refused(noChange);
  const solid = texts.map(text => solidLines(text.lines).join('\n'));
  if (solid.some(other => other !== solid[0])) {
    return refused(severalWays);
  }
  return { kind: 'applied', after, confidence: confidence(items, first) };
}

function refused(reason: string): SketchResult {
  return { kind: 'refused', reason };
}

/** Takes the lines as the whole new text; what did not change keeps its bytes. */
export function filled(before: TextLines, lines: readonly string[]): SketchResult {
  const edits = diffLineArrays(before.lines, lines).map(change => ({
    start: change.oldStart,
    endExclusive: change.oldEnd,
    lines: lines.slice(change.newStart, change.newEnd),
  }));
  return { kind: 'applied', after: applyLineEdits(before, edits), confidence: 1 };
}

function isWholeFile(text: readonly string[], lines: readonly string[]): boolean {
  const own = solidLines(text).map(line => line.trim());
  const shown = solidLines(lines).map(line => line.trim());
  const known = new Set(shown);
  const shared = own.filter(line => known.has(line)).length;
  if (own[0] === shown[0] && shared >= own.length * wholeShare) return true;
  return shared >= own.length * 0.8 && own[0] === shown[0];
}

/** Blank lines before a last gap part it from nothing when nothing is left for it to keep. */
function withoutLooseEnd(items: readonly SketchItem[], steps: readonly SketchStep[]): SketchStep[] {
  const kept = [...steps];
  if (items.at(-1)?.kind !== 'gap' || kept.at(-1)?.kind === 'keep') return kept;
  const isLoose = (step: SketchStep | undefined) =>
    step?.kind === 'insert' && isEmptyItem(items[step.item]!);
  const removed: SketchStep[] = [];
  while (kept.at(-1)?.kind === 'remove') removed.unshift(kept.pop()!);
  while (isLoose(kept.at(-1))) kept.pop();
  return [...kept, ...removed];
}

/**
 * Blank lines between a gap and a line that the file has are the sketch's own layout: what the gap
 * keeps has the file's blank lines.
 */
function withoutLooseBlanks(
  items: readonly SketchItem[],
  steps: readonly SketchStep[],
): SketchStep[] {
  const kept = new Set(steps.flatMap(step => (step.kind === 'match' ? step.item : [])));
  const neighbour = (item: number, by: 1 | -1): number => {
    let at = item + by;
    while (at in items && isEmptyItem(items[at]!)) at += by;
    return at;
  };
  const isLayout = (item: number) => {
    const sides = [neighbour(item, -1), neighbour(item, 1)];
    const isGap = (at: number) => items[at]?.kind === 'gap';
    return sides.some(isGap) && sides.every(at => isGap(at) || kept.has(at));
  };
  return steps.filter(
    step => step.kind !== 'insert' || !isEmptyItem(items[step.item]!) || !isLayout(step.item),
  );
}

function isEmptyItem(item: SketchItem): boolean {
  return item.kind === 'line' && isBlank(item.text);
}

function toEdits(
  text: readonly string[],
  items: readonly SketchItem[],
  steps: readonly SketchStep[],
): LineEdit[] {
  const edits: { start: number; endExclusive: number; lines: string[] }[] = [];
  const lineAt = (item: number) => textOf(items[item]!);
  let line = 0;
  const editHere = () => {
    const last = edits.at(-1);
    if (last && last.endExclusive === line) return last;
    const edit = { start: line, endExclusive: line, lines: [] };
    edits.push(edit);
    return edit;
  };
  for (const step of steps) {
    if (step.kind === 'insert') editHere().lines.push(lineAt(step.item));
    else if (step.kind === 'remove') editHere().endExclusive = ++line;
    else if (step.kind === 'match' && isChanged(text[line]!, lineAt(step.item), step.isSame)) {
      const edit = editHere();
      edit.lines.push(lineAt(step.item));
      edit.endExclusive = ++line;
    } else line++;
  }
  return edits;
}

/** A line that stands deeper or shallower than before was moved on purpose; other blanks around it weren't. */
function isChanged(real: string, said: string, isSame: boolean): boolean {
  if (!isSame || real.trim() !== said.trim()) return true;
  return !isBlank(real) && columnsOf(indentOf(real), 4) !== columnsOf(indentOf(said), 4);
}

function textOf(item: SketchItem): string {
  return item.kind === 'line' ? item.text : '';
}

/** Lower where gaps had to be supplied and where lines of the file go without being shown. */
function confidence(items: readonly SketchItem[], steps: readonly SketchStep[]): number {
  const implied = items.some(item => item.kind === 'gap' && item.isImplied);
  const removed = steps.filter(step => step.kind === 'remove').length;
  return Math.max(0.5, (implied ? 0.85 : 0.95) - Math.min(0.3, removed * 0.02));
}
