import { isBlank, isSolid } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { isDefinition, isNamed } from './functionFloor.ts';
import { columns, isCloserLine, withoutStart } from './lineShape.ts';
import type { Surroundings } from './surroundings.ts';

/** How far above the cursor the header of its function is looked for. */
const maxHeaderLines = 80;

/**
 * Removes the header of the function around the cursor from the start of an answer that gives the function as a whole,
 * with what stands between header and cursor, and puts the body where the document has it.
 */
export const removeRestatedHeader: Filter = (text, around) => {
  if (isSolid(around.linePrefix)) return text;
  const { linesAbove } = around;
  const lines = text.split('\n');
  const header = lines.findIndex(line => isNamed(line) && /^\s*[^)\]}\s]/.test(line));
  const at = header === -1 ? undefined : headerAbove(lines[header]!, linesAbove);
  if (at === undefined || !areAbove(lines.slice(0, header), linesAbove)) return text;
  if (!isOpen(linesAbove[at]!, around)) return text;
  const body = lines.slice(skipRepeated(lines, header + 1, linesAbove.slice(at + 1)));
  const depth = columns(linesAbove[at]!);
  // Often only the first line of an answer has lost its indentation.
  const inner = lines.slice(header + 1).find(isSolid) ?? '';
  const shift = columns(inner) > depth ? 0 : depth - columns(lines[header]!);
  const moved = body.map(line => moveBy(line, shift, around)).join('\n');
  return withoutStart(moved, around.linePrefix);
};

/** The cursor stands in a function only where the brace of its header is open. */
function isOpen(header: string, { brackets }: Surroundings): boolean {
  if (!/\{\s*$/.test(header)) return true;
  return brackets.openers.some(({ line }) => line.trim() === header.trim());
}

/** The rest of a header over several lines. */
const tail = /^\s*(?:\{|[)\]>].*[{:]|where\b.*)\s*$/;

/** What comes before the header, such as imports, stands in the document already. */
function areAbove(lines: readonly string[], linesAbove: readonly string[]): boolean {
  const known = new Set(linesAbove.map(line => line.trim()));
  return lines.every(line => isBlank(line) || (known.has(line.trim()) && !isCloserLine(line)));
}

function headerAbove(header: string, linesAbove: readonly string[]): number | undefined {
  const first = Math.max(0, linesAbove.length - maxHeaderLines);
  const at = linesAbove.findLastIndex(line => line.trim() === header.trim());
  if (at < first) return undefined;
  const between = linesAbove.slice(at + 1).filter(isSolid);
  // Nothing but its own body stands after the header.
  const isAround = between.every(
    line => columns(line) > columns(linesAbove[at]!) || tail.test(line),
  );
  return isAround && !between.some(line => isDefinition(line)) ? at : undefined;
}

/** The line after those that say again, in order, what stands between the header and the cursor. */
function skipRepeated(lines: readonly string[], from: number, between: readonly string[]): number {
  let next = from;
  for (const line of between) {
    if (isBlank(line)) continue;
    while (lines[next] !== undefined && isBlank(lines[next]!)) next++;
    if (lines[next]?.trim() !== line.trim()) break;
    next++;
  }
  // The cursor stands on the next visible line.
  while (lines[next] !== undefined && isBlank(lines[next]!)) next++;
  return next;
}

function moveBy(line: string, shift: number, { indentUnit }: Surroundings): string {
  if (shift <= 0 || isBlank(line)) return line;
  return indentUnit === '\t' ? '\t'.repeat(Math.round(shift / 4)) + line : ' '.repeat(shift) + line;
}
