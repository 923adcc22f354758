import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank, solidLines } from '../../text/lines.ts';
import { tokenKey, wordLength } from '../match/lineKeys.ts';
import type { SketchStep } from './alignSketch.ts';
import type { Sketch } from './anchors.ts';
import type { SketchItem } from './sketch.ts';

/** A line with fewer letters stands in many places. */
const tellingWordLength = 8;
/** So many lines that go unsaid between the two places of a line are more than a line that was moved. */
const minLostLines = 1;

/**
 * True where a reading takes a line right beside a gap, or at one end of the sketch, for a line at another depth,
 * though the file has it elsewhere as deep as it is shown.
 */
export function standsElsewhere(
  { items, tabSize }: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): boolean {
  const keyOf = (line: string) => `${columnsOf(indentOf(line), tabSize)} ${tokenKey(line)}`;
  const known = new Set(solidLines(lines).map(keyOf));
  return steps.some(step => {
    if (step.kind !== 'match' || !step.isSame || !isEdge(items, step.item)) return false;
    const said = textOf(items[step.item]!);
    if (wordLength(said) < tellingWordLength) return false;
    return keyOf(said) !== keyOf(lines[step.line]!) && known.has(keyOf(said));
  });
}

/** True for the first and the last line of a part that are not blank. */
function isEdge(items: readonly SketchItem[], at: number): boolean {
  const isEmpty = (item: SketchItem) => item.kind === 'line' && isBlank(item.text);
  const above = items.slice(0, at).findLast(item => !isEmpty(item));
  const below = items.slice(at + 1).find(item => !isEmpty(item));
  return above?.kind !== 'line' || below?.kind !== 'line';
}

/**
 * True where a reading takes a line out of its place and puts it in again elsewhere, and between the two places lines
 * go that the sketch shows nowhere: then it rather shows that place.
 */
export function movesAcrossLost(
  { items, fresh }: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): boolean {
  const shown = new Set(items.map(item => tokenKey(textOf(item))));
  const places = new Map<string, { came?: number; went?: number }>();
  let nLost = 0;
  for (const step of steps) {
    const isIn = step.kind === 'insert';
    if (step.kind === 'keep' || (isIn ? fresh.has(step.item) : isKept(step))) continue;
    const text = isIn ? textOf(items[step.item]!) : lines[step.line]!;
    const key = tokenKey(text);
    if (isBlank(text)) continue;
    if (!isIn && !shown.has(key)) nLost++;
    if (wordLength(text) < tellingWordLength) continue;
    const place = places.get(key) ?? {};
    const other = isIn ? place.went : place.came;
    if (other !== undefined && nLost - other >= minLostLines) return true;
    places.set(key, { ...place, [isIn ? 'came' : 'went']: nLost });
  }
  return false;
}

function isKept(step: SketchStep): boolean {
  return step.kind === 'match' && step.isSame;
}

function textOf(item: SketchItem): string {
  return item.kind === 'line' ? item.text : '';
}
