import type { LineChange } from '../../diff/lineDiff.ts';
import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank, isSolid, solidLines } from '../../text/lines.ts';
import { similarity } from '../../text/similarity.ts';
import { declaredName } from '../declaredName.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { looseKey, wordLength } from './lineKeys.ts';
import { isMisspelt, isOneWordOff, namesKin, quotesAnother, wordOff } from './misspelt.ts';
import { pinsAmong, pinWordLength } from './pins.ts';
import { confidenceOf, type Placement } from './placement.ts';

/** Of the reply's lines, at most this share may be strays (but one always). */
const maxStrayShare = 0.1;
/** A line that is there but for one letter counts for so much. */
const misspeltWeight = 0.5;
/** Where the reply names the line nearly right, a line may have become another one, and a changed one counts half. */
const changedWeight = 0.5;
const maxHintDistance = 20;
/** So far from where the reply says that it is, lines that only look like it are others. */
const maxDistance = 200;
/** The first and the last line quoted are at least so much like those of the text. */
const edgeLikeness = 0.9;
/** Lines found unchanged that a match usually has, and how many letters make a line tell-tale. */
const minAnchors = 2;
const anchorWordLength = 4;
/** Two lines alone need one with so many letters. */
const longPinWordLength = 16;
const fewLines = 2;
/** In fewer lines than this, none may be missing altogether. */
const fewMissing = 4;

/** How many of so many lines may at most be missing, misspelt or others in a match: each counts half a stray or more. */
export function mostUnlike(total: number): number {
  return Math.floor(maxStrays(total) / Math.min(misspeltWeight, changedWeight));
}

function maxStrays(total: number): number {
  return Math.max(1, total * maxStrayShare);
}

/**
 * Judges an alignment. A sibling of the sought code looks like it but for a few lines, so those to
 * be changed and those that open their blocks must be the same, and one line must stand only here.
 */
export function judgeAlignment(
  text: IndexedText,
  hunk: Hunk,
  lineOf: readonly number[],
): Placement | undefined {
  const { keys } = text.keyed('loose');
  const isSame = hunk.before.map(
    (line, at) => isBlank(line) || (lineOf[at] !== -1 && looseKey(line) === keys[lineOf[at]!]),
  );
  const isSlip = hunk.before.map(
    (line, at) => !isSame[at] && isMisspelt(line, text.lines[lineOf[at]!] ?? ''),
  );
  const anchors = hunk.before.filter(
    (line, at) => isSame[at] && wordLength(line) >= anchorWordLength,
  );
  const total = solidLines(hunk.before).length;
  const pinLength = total <= fewLines ? longPinWordLength : pinWordLength;
  const misspelt = hunk.before.flatMap((_, at) => (isSlip[at] ? [text.lines[lineOf[at]!]!] : []));
  const pins = pinsAmong(text, [...anchors, ...misspelt], pinLength);
  const places = lineOf.filter(line => line !== -1);
  const nSlips = isSlip.filter(Boolean).length;
  const nChanged = isSame.filter((same, at) => !same && lineOf[at] !== -1).length - nSlips;
  const nMissing = isSame.filter((same, at) => !same && lineOf[at] === -1).length;
  const nUnseen = unseenLines(text, places);
  const distance = hunk.lineHint === undefined ? undefined : Math.abs(hunk.lineHint - places[0]!);
  if (distance !== undefined && distance > maxDistance) return undefined;
  const isHinted = distance !== undefined && distance <= maxHintDistance;
  // Another place, and another word there: another text.
  if (distance !== undefined && !isHinted && nChanged > 0) return undefined;
  // A line that became quite another one is both missing and unseen.
  const nOther = isHinted ? Math.max(nMissing, nUnseen) : nMissing + nUnseen;
  const strays = nOther + nChanged * (isHinted ? changedWeight : 1) + nSlips * misspeltWeight;
  if (!hasEdges(text, hunk.before, lineOf, isSame)) return undefined;
  if (pins.length === 0 || strays > maxStrays(total)) return undefined;
  // With one tell-tale line, all the others must at least be like those of the text.
  const isFew = new Set(anchors.map(looseKey)).size < minAnchors;
  if (nChanged > 0 && total <= fewLines) return undefined;
  if (nOther > 0 && (isFew || (nMissing > 0 && total < fewMissing))) return undefined;
  // Of a line that goes even the last sign must be there.
  const isWhole = (at: number) =>
    isSame[at]! && (lineOf[at] === -1 || isSameEnd(hunk.before[at]!, text.lines[lineOf[at]!]!));
  const isOpener = (at: number) =>
    isSame[at] ||
    isSlip[at] ||
    (lineOf[at] !== -1 && opensSame(text, hunk.before[at]!, lineOf[at]!));
  const isMeant =
    !missesTwin(hunk, lineOf) &&
    !namesAnother(text, hunk.before, lineOf) &&
    hunk.changes.every(
      change =>
        indices(change.oldStart, change.oldEnd).every(isWhole) &&
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

function isSameEnd(said: string, real: string): boolean {
  return /[,;]*$/.exec(said.trim())![0] === /[,;]*$/.exec(real.trim())![0];
}

function indices(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}

/** True where a line is missing that reads like one to be changed: which of the two is there is not known. */
function missesTwin({ before, changes }: Hunk, lineOf: readonly number[]): boolean {
  const changed = changes.flatMap(({ oldStart, oldEnd }) => before.slice(oldStart, oldEnd));
  const keys = new Set(solidLines(changed).map(looseKey));
  return before.some((line, at) => lineOf[at] === -1 && keys.has(looseKey(line)));
}

/** True where a changed line still opens the same block: only its comment differs, or it declares what nothing else in the text does. */
function opensSame(text: IndexedText, said: string, line: number): boolean {
  const real = text.lines[line]!;
  if (withoutComment(real) === withoutComment(said)) return true;
  const name = declaredName(real);
  return (
    name !== undefined &&
    name === declaredName(said) &&
    text.lines.filter(other => declaredName(other) === name).length === 1
  );
}

/**
 * Blocks that look alike mostly differ where they begin or end: the first and the last line quoted
 * must be there, but for a word, and a bracket that is not quite the same right beside the next line.
 */
function hasEdges(
  text: IndexedText,
  before: readonly string[],
  lineOf: readonly number[],
  isSame: readonly boolean[],
): boolean {
  const solid = before.flatMap((line, at) => (isBlank(line) ? [] : [at]));
  const isEdge = (at: number, next: number) => {
    const [line, other] = [lineOf[at]!, lineOf[next]!];
    if (line === -1) return false;
    if (!isSame[at]) return isNearly(before[at]!, text.lines[line]!);
    if (wordLength(before[at]!) > 0 || other === -1) return true;
    if (before[at]!.trim() === text.lines[line]!.trim()) return true;
    const between = text.lines.slice(Math.min(line, other) + 1, Math.max(line, other));
    return between.every(isBlank);
  };
  return isEdge(solid[0]!, solid[1]!) && isEdge(solid.at(-1)!, solid.at(-2)!);
}

function isNearly(said: string, real: string): boolean {
  if (isOneWordOff(said, real) || withoutComment(said) === withoutComment(real)) return true;
  const isLong = wordLength(said) >= pinWordLength;
  return isLong && similarity(said.trim(), real.trim(), edgeLikeness) > 0;
}

/**
 * True where a line of the reply declares one name, and the line taken for it another, or where it
 * differs by a word that the text uses elsewhere, by a part of a name, or by a word of a string: then it may well quote another place,
 * which is gone.
 */
function namesAnother(
  text: IndexedText,
  before: readonly string[],
  lineOf: readonly number[],
): boolean {
  return before.some((said, at) => {
    const real = text.lines[lineOf[at]!];
    if (real?.trim() === said.trim() || isMisspelt(said, real ?? '')) return false;
    const word = wordOff(said, real ?? '');
    if (word !== undefined && text.words.has(word)) return true;
    if (real !== undefined && (namesKin(said, real) || quotesAnother(said, real))) return true;
    const name = declaredName(said);
    return name !== undefined && (real === undefined || declaredName(real) !== name);
  });
}

function withoutComment(line: string): string {
  return looseKey(line.replace(/\s(?:\/\/|#|--|\/\*).*$/, ''));
}

/** The lines above a change that open the blocks it stands in: each is shallower than all after it. */
function openersOf(before: readonly string[], { oldStart }: LineChange, tabSize: number): number[] {
  const depthOf = (line: string) => columnsOf(indentOf(line), tabSize);
  const openers: number[] = [];
  const first = before.slice(oldStart).find(isSolid);
  let depth = first === undefined ? Number.POSITIVE_INFINITY : depthOf(first);
  for (let at = oldStart - 1; at >= 0; at--) {
    const line = before[at]!;
    if (isBlank(line) || depthOf(line) >= depth) continue;
    depth = depthOf(line);
    openers.push(at);
  }
  return openers;
}

/** True for a line of nothing but a comment. */
export function isComment(line: string): boolean {
  return /^\s*(?:\/\/|# )/.test(line);
}

/** Lines of the text inside a match that the reply does not show; who leaves out comments leaves out all of them. */
function unseenLines(text: IndexedText, places: readonly number[]): number {
  const shown = new Set(places);
  const unseen = text.lines
    .slice(places[0], places.at(-1))
    .filter((line, at) => !isBlank(line) && !shown.has(places[0]! + at));
  const nCode = unseen.filter(line => !isComment(line)).length;
  return nCode + Math.min(1, unseen.length - nCode);
}

/**
 * A change is clear when the lines it removes are all there with no unseen line among them,
 * and when it is certain between which two lines it inserts.
 */
function isClear(
  text: IndexedText,
  hunk: Hunk,
  lineOf: readonly number[],
  change: LineChange,
): boolean {
  const { oldStart, oldEnd } = change;
  const isWhole = hunk.before
    .slice(oldStart, oldEnd)
    .every((line, at) => isBlank(line) || lineOf[oldStart + at] !== -1);
  if (!isWhole) return false;
  if (oldStart === oldEnd) return isBetween(text, hunk, lineOf, slidesOf(hunk, change));
  const places = lineOf.slice(oldStart, oldEnd).filter(line => line !== -1);
  return areSolid(text, places) && touchesContext(text, lineOf, oldStart, oldEnd);
}

/** The lines of `before` between which the new lines may stand to the same effect. */
function slidesOf({ before, after }: Hunk, { oldStart, newStart, newEnd }: LineChange) {
  let [first, last] = [oldStart, oldStart];
  while (first > 0 && before[first - 1] === after[newEnd - 1 - (oldStart - first)]) first--;
  while (last < before.length && before[last] === after[newStart + last - oldStart]) last++;
  return { first, last };
}

/** An insertion is certain only where the text has both lines around it, and nothing between them. */
function isBetween(
  text: IndexedText,
  { before }: Hunk,
  lineOf: readonly number[],
  { first, last }: { readonly first: number; readonly last: number },
): boolean {
  const from = Math.max(0, first - 1);
  const to = Math.min(before.length - 1, last);
  const around = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  const isThere = (at: number) => lineOf[at] !== -1 || isBlank(before[at]!);
  const places = around.map(at => lineOf[at]!).filter(line => line !== -1);
  return around.every(isThere) && places.length > 0 && areSolid(text, places);
}

/** True where nothing but blank lines stands among these lines of the text. */
function areSolid(text: IndexedText, places: readonly number[]): boolean {
  const expected = new Set(places);
  for (let line = places[0]!; line <= places.at(-1)!; line++) {
    if (!expected.has(line) && !isBlank(text.lines[line]!)) return false;
  }
  return places.length > 0;
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
