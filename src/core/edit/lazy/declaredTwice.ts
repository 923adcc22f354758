import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { declaredName } from '../declaredName.ts';
import type { SketchStep } from './alignSketch.ts';
import type { Sketch } from './anchors.ts';

/**
 * True where a reading declares a name once more that the file declares at the same depth and keeps: then the sketch
 * rather shows that declaration. Not in blocks that are new as a whole.
 */
export function declaresTwice(
  { items, fresh, tabSize }: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): boolean {
  const keyOf = (line: string) => {
    const name = declaredName(line);
    return name && `${columnsOf(indentOf(line), tabSize)} ${name}`;
  };
  const kept = new Set<string>();
  const added: string[] = [];
  for (const step of steps) {
    const isAsBefore = step.kind === 'keep' || (step.kind === 'match' && step.isSame);
    const own = isAsBefore ? keyOf(lines[step.line]!) : undefined;
    if (own) kept.add(own);
    if (isAsBefore || step.kind === 'remove' || fresh.has(step.item)) continue;
    const item = items[step.item]!;
    const next = item.kind === 'line' ? keyOf(item.text) : undefined;
    const isRenamed = step.kind === 'insert' || keyOf(lines[step.line]!) !== next;
    if (next && isRenamed) added.push(next);
  }
  return added.some(key => kept.has(key));
}

/** A property, a parameter with its type, a rule of a style sheet. */
const property = /^\s*["']?([\w$-]+)["']?\??\s*:\s/;

/**
 * True where new lines right before a gap set a property which the first line that the gap keeps sets as well: then
 * they rather stand in its place.
 */
export function setsTwice(
  { items, tabSize }: Sketch,
  lines: readonly string[],
  steps: readonly SketchStep[],
): boolean {
  const keyOf = (line: string) => {
    const name = property.exec(line)?.[1];
    return name && `${columnsOf(indentOf(line), tabSize)} ${name}`;
  };
  const added = new Set<string | undefined>();
  for (const step of steps) {
    if (step.kind === 'insert') {
      const item = items[step.item]!;
      if (item.kind === 'line') added.add(keyOf(item.text));
      continue;
    }
    const line = lines[step.line]!;
    if (isBlank(line) || step.kind === 'remove') continue;
    const key = keyOf(line);
    if (step.kind === 'keep' && key && added.has(key)) return true;
    added.clear();
  }
  return false;
}
