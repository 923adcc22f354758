import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import type { Hunk } from '../reply.ts';
import { alignBlock } from './align.ts';
import { elidedPlacements } from './elided.ts';
import type { IndexedText } from './indexedText.ts';
import { insideLine } from './insideLine.ts';
import { otherLineBreaks } from './lineBreaks.ts';
import { type LineKey, wordLength } from './lineKeys.ts';
import { isTelling } from './pins.ts';
import {
  blockPlacement,
  type Candidates,
  confidenceOf,
  type MatchStep,
  type Placement,
} from './placement.ts';
import { unescaped, withHyphens, withoutLineNumbers } from './variants.ts';

type Rung = (text: IndexedText, hunk: Hunk) => Candidates;

/**
 * The matching ladder: goes from exact equality to a line alignment and stops at the first rung
 * that matches anything. It never guesses: who gets several candidates has to refuse or to know more.
 */
export function matchHunk(text: IndexedText, hunk: Hunk): Candidates {
  return climb(text, hunk, [...strictRungs, ...looseRungs]);
}

/** The rungs on which only white space may differ. */
export function matchStrictly(text: IndexedText, hunk: Hunk): Candidates {
  return climb(text, hunk, strictRungs);
}

function climb(text: IndexedText, hunk: Hunk, rungs: readonly Rung[]): Candidates {
  for (const rung of rungs) {
    const candidates = rung(text, hunk).filter(
      pieces => !pieces.some(piece => lacksOneLine(text, piece) || isQuotedElsewhere(text, piece)),
    );
    if (candidates.length > 0) return candidates;
  }
  return [];
}

function byKey(step: MatchStep, key: LineKey): Rung {
  return (text, hunk) => text.find(hunk.before, key).map(at => [blockPlacement(hunk, step, at)]);
}

/** True where lines are deeper or shallower than quoted, and those with words all stand elsewhere just as quoted. */
function isQuotedElsewhere(text: IndexedText, { hunk, lineOf }: Placement): boolean {
  const off = hunk.before.filter(
    (line, at) =>
      wordLength(line) > 3 &&
      lineOf[at] !== -1 &&
      text.lines[lineOf[at]!]?.trimEnd() !== line.trimEnd(),
  );
  return off.length > 1 && off.every(line => text.find([line], 'trailing').length > 0);
}

/**
 * Brackets are alike: where one was left out, the next are taken for those before them. True where some lines are
 * deeper or shallower than quoted, and all stand just as quoted around one line more, elsewhere or so that the
 * change goes elsewhere.
 */
function lacksOneLine(text: IndexedText, { hunk, lineOf, columns }: Placement): boolean {
  const { before } = hunk;
  const stands = (at: number, line: number) =>
    text.lines[line]?.trimEnd() === before[at]!.trimEnd();
  const off = before.flatMap((_, at) => (lineOf[at] === -1 || stands(at, lineOf[at]!) ? [] : [at]));
  if (columns || off.length === 0 || off.length === before.length) return false;
  const parts = [
    [0, off[0]!],
    [off.at(-1)! + 1, before.length],
  ] as const;
  return parts.some(([from, to]) =>
    text.find(before.slice(from, to), 'trailing').some(
      line =>
        before.every((_, at) => {
          const shift = at < from ? -1 : at < to ? 0 : 1;
          return stands(at, line - from + at + shift);
        }) &&
        (line !== lineOf[from] ||
          hunk.changes.some(({ oldStart, oldEnd }) => oldStart < from || oldEnd > to)),
    ),
  );
}

const uniformIndentation: Rung = (text, hunk) =>
  text
    .find(hunk.before, 'trim')
    .filter(start => hasOneShift(text, hunk, start))
    .map(start => [blockPlacement(hunk, 'uniform indentation', start)]);

function hasOneShift(text: IndexedText, hunk: Hunk, start: number): boolean {
  const { size } = text.indentStyle;
  const shifts = new Set<number>();
  hunk.before.forEach((line, offset) => {
    if (isBlank(line)) return;
    const found = columnsOf(indentOf(text.lines[start + offset]!), size);
    shifts.add(found - columnsOf(indentOf(line), size));
  });
  return shifts.size === 1;
}

const withoutBlankLines: Rung = (text, hunk) => {
  const kept = hunk.before.flatMap((line, at) => (isBlank(line) ? [] : [at]));
  if (kept.length === 0 || !isTelling(text, hunk.before)) return [];
  const sought = kept.map(at => hunk.before[at]!);
  const { text: dense, lineOf } = text.nonBlank;
  return dense.find(sought, 'punctuation').map(start => {
    const places: number[] = hunk.before.map(() => -1);
    kept.forEach((at, offset) => {
      places[at] = lineOf[start + offset]!;
    });
    return [spanning(hunk, 'blank lines', pairBlanks(hunk, places, text))];
  });
};

/** Blank lines of the hunk stand for the blank lines that follow the same line in the text. */
function pairBlanks(hunk: Hunk, places: number[], text: IndexedText): number[] {
  for (let at = 1; at < hunk.before.length; at++) {
    const next = places[at - 1]! + 1;
    if (places[at] !== -1 || places[at - 1] === -1) continue;
    if (next < text.lines.length && isBlank(text.lines[next]!)) places[at] = next;
  }
  return places;
}

function spanning(hunk: Hunk, step: MatchStep, lineOf: readonly number[]): Placement {
  const found = lineOf.filter(line => line !== -1);
  const start = found[0]!;
  const endExclusive = found.at(-1)! + 1;
  return { step, confidence: confidenceOf[step], hunk, start, endExclusive, lineOf };
}

/** Matches other readings of the hunk on the strict rungs, each rung with all of them, and calls the match by its own name. */
function variant(step: MatchStep, read: (hunk: Hunk) => readonly Hunk[]): Rung {
  return (text, hunk) => {
    const readings = read(hunk);
    const tried = strictRungs.flatMap(rung => readings.map(reading => [rung, reading] as const));
    for (const [rung, reading] of tried) {
      const candidates = rung(text, reading);
      if (candidates.length > 0) return candidates.map(pieces => pieces.map(renamed(step)));
    }
    return [];
  };
}

function renamed(step: MatchStep): (piece: Placement) => Placement {
  return piece => ({ ...piece, step, confidence: Math.min(piece.confidence, confidenceOf[step]) });
}

const strictRungs: readonly Rung[] = [
  byKey('exact', 'exact'),
  byKey('trailing space', 'trailing'),
  uniformIndentation,
  byKey('indentation', 'trim'),
];

const looseRungs: readonly Rung[] = [
  byKey('punctuation', 'punctuation'),
  byKey('spacing', 'tokens'),
  withoutBlankLines,
  otherLineBreaks,
  byKey('quotes and trailing commas', 'loose'),
  insideLine,
  (text, hunk) =>
    withHyphens(hunk).flatMap(reading => byKey('punctuation', 'punctuation')(text, reading)),
  variant('line numbers', withoutLineNumbers),
  variant('escapes', unescaped),
  (text, hunk) => elidedPlacements(text, hunk, matchStrictly),
  alignBlock,
];
