import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { wordLength } from '../match/lineKeys.ts';
import { LineLikeness } from './lineLikeness.ts';
import { newBlockItems } from './newBlocks.ts';
import { alignmentColumns, type SketchItem } from './sketch.ts';

/** Costs of reading a sketch, in tenths of a new line. */
const cost = {
  /** The same line at another depth; a bracket there is rather another bracket. */
  reindented: 2,
  reindentedBracket: 15,
  changed: 3,
  changedPerShare: 20,
  /** A gap that starts deeper than its marker would swallow the rest of what stands before it. */
  wrongEntry: 1000,
  /** A gap that reaches lines shallower than its marker leaves the block it stands in. */
  leavesBlock: 4,
  /** The same, where the sketch shows the head of the block right above the gap. */
  leavesShownBlock: 14,
  /** A gap that the model did not write must be worth it, but less than a line of the file is. */
  impliedGap: 12,
} as const;

/** What is a matter of opinion: how likely models are to do each of these. */
interface Prices {
  /** A new line. */
  readonly insert: number;
  /** A new line that the file has elsewhere is rather that line. */
  readonly insertKnown: number;
  /** A line of the file that the sketch silently leaves away. */
  readonly remove: number;
  /** A gap that keeps nothing, and one where there is nothing left to keep. */
  readonly emptyGap: number;
  readonly edgeGap: number;
  /** A blank line that comes or goes. */
  readonly blank: number;
}

/** A reading is certain only where it is the cheapest one by each of these. */
const opinions: readonly Prices[] = [
  { insert: 10, insertKnown: 60, remove: 15, emptyGap: 20, edgeGap: 3, blank: 1 },
  { insert: 10, insertKnown: 150, remove: 13, emptyGap: 10, edgeGap: 0, blank: 0 },
  { insert: 14, insertKnown: 60, remove: 15, emptyGap: 20, edgeGap: 3, blank: 1 },
];

/** A line with fewer letters stands in many places. */
const tellingWordLength = 8;
/** Cells of the table; beyond, the file is too long for a sketch. */
const maxCells = 1_500_000;

/**
 * Where a reading is with an item: before it, in a gap, in a gap that has left its block, or before
 * a gap right after new text (then what follows deeper in the file is what the new text replaces).
 */
type Phase = 0 | 1 | 2 | 3;
const phases = 4;

/** What happens at each step of a reading. */
export type SketchStep =
  | {
      readonly kind: 'match';
      readonly item: number;
      readonly line: number;
      readonly isSame: boolean;
    }
  | { readonly kind: 'insert'; readonly item: number }
  | { readonly kind: 'remove'; readonly line: number }
  | { readonly kind: 'keep'; readonly line: number };

/**
 * Aligns a sketch with the file. Undefined where the two are too long to be aligned.
 * Several readings are returned, as different as can be: where all of them give the same text there
 * is nothing to guess.
 */
export function alignSketch(
  items: readonly SketchItem[],
  lines: readonly string[],
  tabSize: number,
): (readonly SketchStep[])[] | undefined {
  if ((items.length + 1) * phases * (lines.length + 1) > maxCells) return undefined;
  const likeness = new LineLikeness(items, lines, newBlockItems(items, lines, tabSize));
  return opinions.flatMap(prices => {
    const table = new Table(items, lines, tabSize, likeness, prices);
    return [table.trace(false), table.trace(true)];
  });
}

type Gap = SketchItem & { readonly kind: 'gap' };

/** A step to another state. Numbers and a kind only, as millions of them are looked at. */
type Visit = (
  cost: number,
  item: number,
  phase: Phase,
  line: number,
  kind: SketchStep['kind'] | 'enter',
) => void;

/** Costs from each state to the end, filled backwards so that readings are traced forwards. */
class Table {
  private readonly costs: Int32Array;
  private readonly leaveCosts: readonly number[];
  private readonly insertCosts: readonly number[];
  private readonly itemDepths: readonly number[];
  private readonly width: number;
  private readonly depths: readonly (number | undefined)[];
  /** The depth of the first line from here on that is not blank. */
  private readonly depthsFrom: readonly (number | undefined)[];

  constructor(
    private readonly items: readonly SketchItem[],
    private readonly lines: readonly string[],
    tabSize: number,
    private readonly likeness: LineLikeness,
    private readonly prices: Prices,
  ) {
    this.width = lines.length + 1;
    this.depths = lines.map(line =>
      isBlank(line) ? undefined : columnsOf(indentOf(line), tabSize),
    );
    const depthsFrom = [...this.depths];
    for (let at = lines.length - 2; at >= 0; at--) depthsFrom[at] ??= depthsFrom[at + 1];
    this.depthsFrom = depthsFrom;
    this.insertCosts = items.map((_, item) => this.insertCost(item));
    this.itemDepths = items.map(item =>
      item.kind === 'gap' ? -1 : columnsOf(indentOf(item.text), tabSize),
    );
    this.leaveCosts = items.map((gap, item) => {
      const above = items.slice(0, item).findLastIndex((_, at) => likeness.isSolid(at));
      const isInShown =
        gap.kind === 'gap' && above !== -1 && this.itemDepths[above]! < (gap.depth ?? 0);
      return isInShown ? cost.leavesShownBlock : cost.leavesBlock;
    });
    this.costs = new Int32Array((items.length + 1) * phases * this.width);
    this.fill();
  }

  private costAt(item: number, phase: Phase, line: number): number {
    return this.costs[(item * phases + phase) * this.width + line]!;
  }

  private fill(): void {
    let best = 0;
    const visit: Visit = (price, item, phase, line) => {
      best = Math.min(best, price + this.costAt(item, phase, line));
    };
    for (let item = this.items.length; item >= 0; item--) {
      const own: readonly Phase[] = this.items[item]?.kind === 'gap' ? [2, 1, 0, 3] : [0];
      for (let line = this.lines.length; line >= 0; line--) {
        for (const phase of own) {
          best = item === this.items.length && line === this.lines.length ? 0 : 1_000_000_000;
          this.moves(item, phase, line, visit);
          this.costs[(item * phases + phase) * this.width + line] = best;
        }
      }
    }
  }

  /** The moves from a state; matching comes first, swallowing last. */
  private moves(item: number, phase: Phase, line: number, visit: Visit): void {
    const current = this.items[item];
    if (current?.kind === 'gap') {
      this.gapMoves(current, item, phase, line, visit);
      return;
    }
    const hasLine = line < this.lines.length;
    if (current) {
      const next: Phase = this.items[item + 1]?.kind === 'gap' ? 3 : 0;
      const pair = hasLine ? this.pairCost(item, line) : undefined;
      if (pair !== undefined) {
        const isKept = this.likeness.isSame(item, line) && this.likeness.isSolid(item);
        visit(pair, item + 1, isKept ? 0 : next, line + 1, 'match');
      }
      visit(this.insertCosts[item]!, item + 1, next, line, 'insert');
    }
    if (hasLine) visit(this.removeCost(line), item, 0, line + 1, 'remove');
  }

  private gapMoves(gap: Gap, item: number, phase: Phase, line: number, visit: Visit): void {
    const isBefore = phase === 0 || phase === 3;
    visit(isBefore && !gap.isImplied ? this.emptyCost(line) : 0, item + 1, 0, line, 'enter');
    if (line === this.lines.length) return;
    const leaves = phase !== 2 && this.isShallower(gap, line);
    const enter = isBefore ? this.entryCost(gap, line, phase === 3) : 0;
    const next: Phase = leaves || phase === 2 ? 2 : 1;
    visit(enter + (leaves ? this.leaveCosts[item]! : 0), item, next, line + 1, 'keep');
    if (isBefore) visit(this.removeCost(line), item, phase, line + 1, 'remove');
  }

  private emptyCost(line: number): number {
    const isAtEdge = line === 0 || this.depthsFrom[line] === undefined;
    return isAtEdge ? this.prices.edgeGap : this.prices.emptyGap;
  }

  private removeCost(line: number): number {
    return this.depths[line] === undefined ? this.prices.blank : this.prices.remove;
  }

  private insertCost(item: number): number {
    const text = this.likeness.textOf(item);
    if (isBlank(text)) return this.prices.blank;
    const isKnown =
      !this.likeness.fresh.has(item) &&
      this.likeness.isKnown(item) &&
      (wordLength(text) >= tellingWordLength || this.opensGap(item));
    return isKnown ? this.prices.insertKnown : this.prices.insert;
  }

  /** A line right before a gap that opens something or closes nothing (`{`, a comment): the gap keeps what is in there. */
  private opensGap(item: number): boolean {
    const text = this.likeness.textOf(item);
    if (this.items[item + 1]?.kind !== 'gap') return false;
    return /[{([]\s*$/.test(text) || !/^\s*(?:[})\]>]|end\b|\*\/)/.test(text);
  }

  private entryCost(gap: Gap, line: number, isAfterNew: boolean): number {
    if (gap.isImplied && !isAfterNew) return cost.impliedGap;
    const depth = this.depthsFrom[line];
    const implied = gap.isImplied ? cost.impliedGap : 0;
    if (!isAfterNew || gap.depth === undefined || depth === undefined) return implied;
    return depth > gap.depth + alignmentColumns ? cost.wrongEntry : implied;
  }

  private isShallower(gap: Gap, line: number): boolean {
    const depth = this.depths[line];
    return !gap.isImplied && gap.depth !== undefined && depth !== undefined && depth < gap.depth;
  }

  private pairCost(item: number, line: number): number | undefined {
    const { likeness } = this;
    if (likeness.fresh.has(item)) return undefined;
    if (likeness.isSame(item, line)) {
      if (!likeness.isSolid(item) || this.itemDepths[item] === this.depths[line]) return 0;
      return likeness.hasWords(item) ? cost.reindented : cost.reindentedBracket;
    }
    const value = likeness.of(item, line);
    if (value === 0) return undefined;
    return cost.changed + Math.round((1 - value) * cost.changedPerShare);
  }

  /** Follows cheapest moves from the start; among equals the first ones, or the last ones. */
  trace(prefersLast: boolean): SketchStep[] {
    const steps: SketchStep[] = [];
    let [item, phase, line]: [number, Phase, number] = [0, 0, 0];
    while (item < this.items.length || line < this.lines.length) {
      const here = this.costAt(item, phase, line);
      const cheapest: Parameters<Visit>[] = [];
      this.moves(item, phase, line, (...move) => {
        if (move[0] + this.costAt(move[1], move[2], move[3]) === here) cheapest.push(move);
      });
      const [, nextItem, nextPhase, nextLine, kind] = (
        prefersLast ? cheapest.at(-1) : cheapest[0]
      )!;
      if (kind === 'match') {
        steps.push({ kind, item, line, isSame: this.likeness.isSame(item, line) });
      } else if (kind === 'insert') steps.push({ kind, item });
      else if (kind !== 'enter') steps.push({ kind, line });
      [item, phase, line] = [nextItem, nextPhase, nextLine];
    }
    return steps;
  }
}
