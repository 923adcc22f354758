import type { LineChange } from '../../diff/lineDiff.ts';
import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { declaredName } from '../declaredName.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { looseKey, wordLength } from './lineKeys.ts';
import { confidenceOf, type Placement } from './placement.ts';

/** Of the reply's lines, at most this share may be strays (but one always). */
const maxStrayShare = 0.2;
/** Where the reply names the line nearly right, a line that is there, changed, counts for so much. */
const changedWeight = 0.5;
const maxHintDistance = 20;
/** Lines found unchanged that a match usually has, and how many letters make a line tell-tale. */
const minAnchors = 2;
const anchorWordLength = 4;
/** A line with so many letters that stands only once in a text pins a match down. */
const pinWordLength = 8;
/** Two lines alone need one with so many letters. */
const longPinWordLength = 16;
const fewLines = 2;
/** In fewer lines than this, none may be missing altogether. */
const fewMissing = 4;
/** From so many lines on, one changed opening line is forgiven if all the others are there. */
const manyLines = 5;

/**
 * Judges an alignment. A sibling of the sought code looks like it but for a few lines, so those to
 * be changed and those that open their blocks must be the same, and one line must stand only here.
 */
export function judgeAlignment(
  text: IndexedText,
  hunk: Hunk,
  lineOf: readonly number[],
): Placement | undefined {
  const { keys, positions } = text.keyed('loose');
  const isSame = hunk.before.map(
    (line, at) => isBlank(line) || (lineOf[at] !== -1 && looseKey(line) === keys[lineOf[at]!]),
  );
  const anchors = hunk.before.filter(
    (line, at) => isSame[at] && wordLength(line) >= anchorWordLength,
  );
  const total = hunk.before.filter(line => !isBlank(line)).length;
  const pinLength = total <= fewLines ? longPinWordLength : pinWordLength;
  const pins = anchors.filter(
    line => wordLength(line) >= pinLength && positions.get(looseKey(line))!.length === 1,
  );
  const places = lineOf.filter(line => line !== -1);
  const nChanged = isSame.filter((same, at) => !same && lineOf[at] !== -1).length;
  const nMissing = isSame.filter((same, at) => !same && lineOf[at] === -1).length;
  const nUnseen = unseenLines(text, places);
  const isHinted =
    hunk.lineHint !== undefined && Math.abs(hunk.lineHint - places[0]!) <= maxHintDistance;
  // A line that became quite another one is both missing and unseen.
  const nOther = isHinted ? Math.max(nMissing, nUnseen) : nMissing + nUnseen;
  const strays = nOther + nChanged * (isHinted ? changedWeight : 1);
  if (pins.length === 0 || strays > Math.max(1, total * maxStrayShare)) return undefined;
  // With one tell-tale line, all the others must at least be like those of the text.
  const isFew = new Set(anchors.map(looseKey)).size < minAnchors;
  if (nOther > 0 && (isFew || (nMissing > 0 && total < fewMissing))) return undefined;
  const isLone = nOther === 0 && nChanged === 1 && pins.length >= minAnchors && total >= manyLines;
  const isOpener = (at: number) =>
    isSame[at] || (lineOf[at] !== -1 && opensSame(text, hunk.before[at]!, lineOf[at]!, isLone));
  const isMeant = hunk.changes.every(
    change =>
      isSame.slice(change.oldStart, change.oldEnd).every(Boolean) &&
      openersOf(hunk.before, change, text.indentStyle.size).every(isOpener) &&
      isClear(text, hunk, lineOf, change),
  );
  if (!isMeant) return undefined;
  return {
    step: 'alignment',
    confidence: confidenceOf.alignment * (1 - strays / total),
    hunk,
    start: places[0]!,
    endExclusive: places.at(-1)! + 1,
    lineOf,
  };
}

/**
 * True where a changed line still opens the same block: only its comment differs, it declares what
 * nothing else in the text does, or it is a statement and all other lines are as quoted.
 */
function opensSame(text: IndexedText, said: string, line: number, isLone: boolean): boolean {
  const real = text.lines[line]!;
  if (withoutComment(real) === withoutComment(said)) return true;
  const [name, wanted] = [declaredName(real), declaredName(said)];
  if (name === undefined && wanted === undefined) return isLone;
  return name === wanted && text.lines.filter(other => declaredName(other) === name).length === 1;
}

function withoutComment(line: string): string {
  return looseKey(line.replace(/\s(?:\/\/|#|--|\/\*).*$/, ''));
}

/** The lines above a change that open the blocks it stands in: each is shallower than all after it. */
function openersOf(before: readonly string[], { oldStart }: LineChange, tabSize: number): number[] {
  const depthOf = (line: string) => columnsOf(indentOf(line), tabSize);
  const openers: number[] = [];
  const first = before.slice(oldStart).find(line => !isBlank(line));
  let depth = first === undefined ? Number.POSITIVE_INFINITY : depthOf(first);
  for (let at = oldStart - 1; at >= 0; at--) {
    const line = before[at]!;
    if (isBlank(line) || depthOf(line) >= depth) continue;
    depth = depthOf(line);
    openers.push(at);
  }
  return openers;
}

/** Lines of the text inside a match that the reply does not show. */
function unseenLines(text: IndexedText, places: readonly number[]): number {
  const shown = new Set(places);
  let count = 0;
  for (let line = places[0]!; line < places.at(-1)!; line++) {
    if (!shown.has(line) && !isBlank(text.lines[line]!)) count++;
  }
  return count;
}

/**
 * A change is clear when the lines it removes are all there with no unseen line among them,
 * and when it is certain between which two lines it inserts.
 */
function isClear(
  text: IndexedText,
  hunk: Hunk,
  lineOf: readonly number[],
  { oldStart, oldEnd }: LineChange,
): boolean {
  const isWhole = hunk.before
    .slice(oldStart, oldEnd)
    .every((line, at) => isBlank(line) || lineOf[oldStart + at] !== -1);
  if (!isWhole) return false;
  const isInsertion = oldStart === oldEnd;
  const from = Math.max(0, isInsertion ? oldStart - 1 : oldStart);
  const to = Math.min(lineOf.length - 1, isInsertion ? oldStart : oldEnd - 1);
  const places = lineOf.slice(from, to + 1).filter(line => line !== -1);
  if (places.length === 0) return false;
  if (isInsertion && lineOf[from] === -1 && lineOf[to] === -1) return false;
  if (!isInsertion && !touchesContext(text, lineOf, oldStart, oldEnd)) return false;
  const expected = new Set(places);
  for (let line = places[0]!; line <= places.at(-1)!; line++) {
    if (!expected.has(line) && !isBlank(text.lines[line]!)) return false;
  }
  return true;
}

/** Removed lines stand right beside the line above or below them that the reply shows, if it shows any. */
function touchesContext(
  text: IndexedText,
  lineOf: readonly number[],
  oldStart: number,
  oldEnd: number,
): boolean {
  const places = lineOf.slice(oldStart, oldEnd).filter(line => line !== -1);
  const above = lineOf.slice(0, oldStart).findLast(line => line !== -1);
  const below = lineOf.slice(oldEnd).find(line => line !== -1);
  if (above === undefined && below === undefined) return true;
  const isNextTo = (from: number, to: number) => text.lines.slice(from + 1, to).every(isBlank);
  return (
    (above !== undefined && isNextTo(above, places[0]!)) ||
    (below !== undefined && isNextTo(places.at(-1)!, below))
  );
}
