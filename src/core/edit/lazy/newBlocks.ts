import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { declaredName } from '../declaredName.ts';
import { tokenKey } from '../match/lineKeys.ts';
import type { SketchItem } from './sketch.ts';

/** A declaration with all its lines, in a sketch or in a file. */
interface Block {
  readonly name: string;
  readonly head: number;
  readonly endExclusive: number;
}

/** A line of a file, or an item of a sketch. */
type Line = string | (SketchItem & { readonly kind: 'gap' });

/**
 * The items of a sketch that belong to blocks which the file does not have. A block under a new name
 * is new, however much it looks like one of the file: what a sketch does not show stays. It is a
 * renamed one if it has a gap to keep something, or the very lines of a block that is not shown.
 */
export function newBlockItems(
  items: readonly SketchItem[],
  lines: readonly string[],
  tabSize: number,
): ReadonlySet<number> {
  const sketch = items.map((item): Line => (item.kind === 'line' ? item.text : item));
  const shown = blocksOf(sketch, tabSize);
  if (shown.length === 0) return new Set();
  const own = blocksOf(lines, tabSize);
  const heads = new Set(own.map(block => tokenKey(lines[block.head]!)));
  const isShown = new Set(shown.map(block => block.name));
  const shallowest = new Map<string, number>();
  for (const { name, head } of own) {
    const depth = depthOf(lines[head]!, tabSize);
    shallowest.set(name, Math.min(depth, shallowest.get(name) ?? depth));
  }
  const left = countsOf(own);
  const take = (name: string) => left.set(name, (left.get(name) ?? 0) - 1);
  for (const block of shown) if (heads.has(keyOf(sketch[block.head]!))) take(block.name);
  const bodies = new Set(
    own.filter(block => !isShown.has(block.name)).map(block => bodyKey(lines, block)),
  );
  const fresh = new Set<number>();
  for (const block of shown) {
    if (heads.has(keyOf(sketch[block.head]!))) continue;
    const isKnown = (left.get(block.name) ?? 0) > 0;
    take(block.name);
    const depth = depthOf(sketch[block.head] as string, tabSize);
    const wraps = shown.some(
      other => isInside(other, block) && (shallowest.get(other.name) ?? Infinity) <= depth,
    );
    const hasGap = sketch
      .slice(block.head, block.endExclusive)
      .some(line => keyOf(line) === gapKey);
    const isRenamed = bodies.has(bodyKey(sketch, block));
    if (isKnown || wraps || hasGap || isRenamed) continue;
    const start = withLinesAbove(sketch, block.head, tabSize);
    for (let at = start; at < block.endExclusive; at++) fresh.add(at);
  }
  return fresh;
}

function isInside(inner: Block, outer: Block): boolean {
  return inner.head > outer.head && inner.endExclusive <= outer.endExclusive;
}

function countsOf(blocks: readonly Block[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of blocks) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What stands in a block, without its head, blank lines and indentation. */
function bodyKey(lines: readonly Line[], { head, endExclusive }: Block): string {
  const keys = lines.slice(head + 1, endExclusive).map(keyOf);
  return keys.filter(key => key !== '').join('\n');
}

const gapKey = '\u0000';

function keyOf(line: Line): string {
  return typeof line === 'string' ? tokenKey(line) : gapKey;
}

/** Comments, decorators and attributes right above a head belong to it. */
function withLinesAbove(lines: readonly Line[], head: number, tabSize: number): number {
  const depth = depthOf(lines[head] as string, tabSize);
  let start = head;
  while (start > 0) {
    const above = lines[start - 1];
    if (typeof above !== 'string' || !/^\s*(?:@|\/\/|\/\*|\*|#|--)/.test(above)) break;
    if (Math.abs(depthOf(above, tabSize) - depth) > 1) break;
    start--;
  }
  return start;
}

function depthOf(line: string, tabSize: number): number {
  return columnsOf(indentOf(line), tabSize);
}

/** All declarations that have a body of their own. */
function blocksOf(lines: readonly Line[], tabSize: number): Block[] {
  return lines.flatMap((line, head): Block[] => {
    const name = typeof line === 'string' ? declaredName(line) : undefined;
    if (name === undefined) return [];
    const endExclusive = endOf(lines, head, tabSize);
    return endExclusive > head + 1 ? [{ name, head, endExclusive }] : [];
  });
}

/** A block ends before the next line that is not deeper than its head, or with what closes it. */
function endOf(lines: readonly Line[], head: number, tabSize: number): number {
  const depth = depthOf(lines[head] as string, tabSize);
  let end = head + 1;
  for (let at = head + 1; at < lines.length; at++) {
    const line = lines[at]!;
    if (typeof line !== 'string') {
      // A gap whose depth tells nothing goes on with the block if nothing parts it from there.
      const isIn = line.depth === undefined ? !line.isImplied && end === at : line.depth > depth;
      if (!isIn) break;
      end = at + 1;
      continue;
    }
    if (isBlank(line)) continue;
    if (depthOf(line, tabSize) <= depth) {
      const isPartOfIt = end === head + 1 ? /^\s*[{)]/ : /^\s*(?:[{})\]]|end\b)/;
      if (depthOf(line, tabSize) < depth || !isPartOfIt.test(line)) break;
      end = at + 1;
      if (!/[{:(]\s*$/.test(line)) break;
      continue;
    }
    end = at + 1;
  }
  return end;
}
