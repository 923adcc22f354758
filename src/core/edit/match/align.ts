import { indentOf } from '../../text/indentation.ts';
import { isBlank, solidLines } from '../../text/lines.ts';
import { similarity } from '../../text/similarity.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { isComment, judgeAlignment, mostUnlike } from './judgeAlignment.ts';
import { foldPunctuation, looseKey } from './lineKeys.ts';
import { isOneWordOff } from './misspelt.ts';
import { isTelling } from './pins.ts';
import type { Placement } from './placement.ts';
import { toLineEdits } from './toLineEdits.ts';
import { merged, type Stretch, windowsOf } from './windows.ts';

/** Costs of a line alignment; leaving out a line that the reply shows is the worst. */
const cost = { missing: 10, extra: 4, blank: 1, fuzzy: 4, fuzzyPerShare: 20 } as const;
/** Two lines count as the same line, changed, from this likeness on. */
const minLikeness = 0.8;
/** From so many characters on, a line that another one goes on from is the same line. */
const minPrefix = 8;
/** Cells of one alignment table; beyond, the block is too long to be searched for. */
const maxCells = 2_000_000;
/** A runner-up costs at least this much more, or the two are a tie. */
const minMargin = 8;

interface Alignment {
  readonly lineOf: readonly number[];
  readonly cost: number;
}

type Judged = Placement & { readonly cost: number };

/** The last rung: aligns the hunk's lines with the text's by dynamic programming. */
export function alignBlock(text: IndexedText, hunk: Hunk): readonly (readonly Placement[])[] {
  const total = solidLines(hunk.before).length;
  if (total < 2 || !isTelling(text, hunk.before)) return [];
  const maxAbsent = mostUnlike(total);
  const windows = windowsOf(text, hunk.before, maxAbsent);
  const seen = new Map<string, Judged>();
  const refused: Alignment[] = [];
  const search = (stretches: readonly Stretch[]) => {
    for (const stretch of merged(stretches)) alignIn(text, hunk, stretch, seen, refused);
  };
  search(windows.filter(({ absent }) => absent <= maxAbsent));
  const found = cheapest(seen);
  if (found === undefined) return [];
  // Stretches that lack too much to be meant may still be read as cheaply.
  search(windows.filter(({ absent }) => absent > maxAbsent && absent * cost.fuzzy <= found.cost));
  const best = cheapest(seen)!;
  // A reading that fits as well, or better, though the change cannot be made there, may be the one meant.
  const isRival = (other: Alignment) =>
    other.cost < best.cost || (other.cost === best.cost && isElsewhere(other, best));
  if (refused.some(isRival)) return [];
  return [...seen.values()]
    .sort((left, right) => left.cost - right.cost)
    .filter(rival => rival === best || rival.cost < best.cost + minMargin)
    .map(({ cost: _, ...placement }) => [placement]);
}

function cheapest(seen: ReadonlyMap<string, Judged>): Judged | undefined {
  const [first, ...rest] = seen.values();
  return first && rest.reduce((best, next) => (next.cost < best.cost ? next : best), first);
}

/** Sorts the alignments with one stretch of the text into those that may be meant, by their edits, and the others. */
function alignIn(
  text: IndexedText,
  hunk: Hunk,
  stretch: Stretch,
  seen: Map<string, Judged>,
  refused: Alignment[],
): void {
  if ((stretch.endExclusive - stretch.start) * hunk.before.length > maxCells) return;
  for (const alignment of alignments(text, hunk.before, stretch)) {
    const placement = judgeAlignment(text, hunk, alignment.lineOf);
    if (!placement) {
      refused.push(alignment);
      continue;
    }
    // Alignments that differ only in quoted lines come to the same edit.
    const key = JSON.stringify(toLineEdits(text, placement));
    const known = seen.get(key);
    if (known === undefined || known.cost > alignment.cost) {
      seen.set(key, { ...placement, cost: alignment.cost });
    }
  }
}

function isElsewhere(other: Alignment, { lineOf }: Placement): boolean {
  return other.lineOf.every((line, at) => line === -1 || line !== lineOf[at]);
}

/** The cheapest alignments that end at different lines of a window. */
function alignments(text: IndexedText, before: readonly string[], window: Stretch): Alignment[] {
  const width = window.endExclusive - window.start + 1;
  const table = new Int32Array((before.length + 1) * width);
  const pairs = pairCosts(text, before, window);
  for (let row = 1; row <= before.length; row++) {
    const missing = isBlank(before[row - 1]!) ? cost.blank : cost.missing;
    for (let column = 0; column < width; column++) {
      let best = table[(row - 1) * width + column]! + missing;
      if (column > 0) {
        const pair = pairs(row - 1, column - 1);
        if (pair !== undefined)
          best = Math.min(best, table[(row - 1) * width + column - 1]! + pair);
        best = Math.min(best, table[row * width + column - 1]! + extra(text, window, column));
      }
      table[row * width + column] = best;
    }
  }
  return ends(table, width, before.length).map(column => ({
    cost: table[before.length * width + column]!,
    lineOf: trace(text, before, window, table, width, pairs, column),
  }));
}

function extra(text: IndexedText, window: Stretch, column: number): number {
  const line = text.lines[window.start + column - 1]!;
  return isBlank(line) || isComment(line) ? cost.blank : cost.extra;
}

/** What it costs to take a line of the hunk for a line of the text; undefined if it isn't one. */
function pairCosts(text: IndexedText, before: readonly string[], window: Stretch) {
  const { keys } = text.keyed('loose');
  const wanted = before.map(line => looseKey(line));
  const depths = before.map(indentOf);
  const folded = before.map(line => foldPunctuation(line).trim());
  const cache = new Map<number, number | undefined>();
  return (row: number, column: number): number | undefined => {
    const line = window.start + column;
    if (wanted[row] === keys[line]) return depths[row] === indentOf(text.lines[line]!) ? 0 : 1;
    const cell = row * text.lines.length + line;
    if (cache.has(cell)) return cache.get(cell);
    const likeness =
      likenessOf(folded[row]!, foldPunctuation(text.lines[line]!).trim()) ||
      (isNearlySaid(wanted[row]!, keys[line]!) ? minLikeness : 0);
    const value =
      likeness === 0 ? undefined : cost.fuzzy + Math.round((1 - likeness) * cost.fuzzyPerShare);
    cache.set(cell, value);
    return value;
  };
}

/** A line of so many tokens is the same line, changed, if but one word of it is another one. */
const minTokens = 4;

function isNearlySaid(said: string, real: string): boolean {
  const length = countTokens(said);
  return length >= minTokens && length === countTokens(real) && isOneWordOff(said, real);
}

function countTokens(key: string): number {
  let count = 1;
  for (let at = key.indexOf('\u0001'); at !== -1; at = key.indexOf('\u0001', at + 1)) count++;
  return count;
}

function likenessOf(left: string, right: string): number {
  if (left.length < 5 || right.length < 5 || left.length > 2000 || right.length > 2000) return 0;
  // A comment that came or went at the end of a line.
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  if (shorter.length >= minPrefix && longer.startsWith(shorter)) return minLikeness;
  return similarity(left, right, minLikeness);
}

/** The columns where the last row is cheapest, best first, and as many as could be rivals. */
function ends(table: Int32Array, width: number, rows: number): number[] {
  const costs = Array.from({ length: width }, (_, column) => table[rows * width + column]!);
  const cheapest = costs.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return costs
    .flatMap((value, column) => (value < cheapest + 4 * minMargin ? [column] : []))
    .sort((left, right) => costs[left]! - costs[right]!)
    .slice(0, 64);
}

function trace(
  text: IndexedText,
  before: readonly string[],
  window: Stretch,
  table: Int32Array,
  width: number,
  pairs: (row: number, column: number) => number | undefined,
  end: number,
): number[] {
  const lineOf: number[] = before.map(() => -1);
  let row = before.length;
  let column = end;
  while (row > 0) {
    const here = table[row * width + column]!;
    const pair = column > 0 ? pairs(row - 1, column - 1) : undefined;
    if (pair !== undefined && here === table[(row - 1) * width + column - 1]! + pair) {
      row--;
      column--;
      lineOf[row] = window.start + column;
    } else if (
      column > 0 &&
      here === table[row * width + column - 1]! + extra(text, window, column)
    ) {
      column--;
    } else row--;
  }
  return lineOf;
}
