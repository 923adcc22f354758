import { columnsOf, type IndentStyle, indentOf, renderIndent } from '../../text/indentation.ts';
import { isBlank, isSolid, solidLines } from '../../text/lines.ts';
import { inOwnIndentation } from '../ownIndentation.ts';
import type { IndexedText } from './indexedText.ts';
import { wordLength } from './lineKeys.ts';
import type { MatchStep, Placement } from './placement.ts';

/**
 * Changes the indentation of one line of the hunk's `after`; the index is its place in there, `old`
 * the line of `before` whose place it takes, if there is one.
 */
export type Reindent = (line: string, index: number, old: number | undefined) => string;

interface Pair {
  readonly at: number;
  /** Indentation as the reply has it, and as the text has it. */
  readonly said: string;
  readonly real: string;
}

const asWritten: Reindent = line => line;

/**
 * How the new lines of a hunk are moved to where its old lines really stand: one shift for the first
 * line (models often strip its indentation) and one for the rest, in the text's own tabs or spaces.
 */
export function reindentFor(text: IndexedText, placement: Placement): Reindent {
  const { hunk, lineOf } = placement;
  const pairs = hunk.before.flatMap((line, at): Pair[] => {
    if (isBlank(line) || lineOf[at] === -1) return [];
    return [{ at, said: indentOf(line), real: indentOf(text.lines[lineOf[at]!]!) }];
  });
  if (areInPlace(placement, pairs)) return foreignStyle(text, placement, pairs);
  if (placement.step === 'alignment' && areChangesInPlace(placement, pairs)) return asWritten;
  if (isAlreadyInPlace(hunk.before, hunk.after, pairs)) return asWritten;
  const style = styleHere(text, pairs);
  const mixed = mixedStyle(hunk.after, pairs, style);
  if (mixed) return mixed;
  const first = pairs[0]!;
  const rest = pairs.slice(1);
  const isFirstStripped =
    first.said === '' && rest.length > 0 && standsDeeper(first, shiftBy(rest, style), style);
  const shiftRest = shiftBy(isFirstStripped ? rest : pairs, style);
  return (line, index, old) => {
    const indent = indentOf(line);
    if (isBlank(line) && !goesWithNext(hunk.after, index)) return line;
    const same = pairs.find(pair => pair.at === old && pair.said === indent);
    const isFirst = isFirstStripped && index === first.at && indent === first.said;
    const moved = same?.real ?? (isFirst ? first.real : shiftRest(indent, old ?? index));
    return moved + line.slice(indent.length);
  };
}

/** Steps on which a bracket may have been taken for another one: lines with words tell, where there are any. */
const looseSteps: ReadonlySet<MatchStep> = new Set([
  'alignment',
  'indentation',
  'quotes and trailing commas',
]);

function areInPlace({ hunk, step }: Placement, pairs: readonly Pair[]): boolean {
  const withWords = pairs.filter(({ at }) => wordLength(hunk.before[at]!) > 0);
  const telling = looseSteps.has(step) && withWords.length > 0 ? withWords : pairs;
  return telling.every(pair => pair.said === pair.real);
}

/**
 * Some lines are quoted exactly, or new ones indented as the text is, the others with tabs for blanks (or blanks for
 * tabs): only new lines of that other kind are moved. Undefined for anything else.
 */
function mixedStyle(
  after: readonly string[],
  pairs: readonly Pair[],
  style: IndentStyle,
): Reindent | undefined {
  const off = pairs.filter(pair => pair.said !== pair.real);
  const inPlace = new Set([
    '',
    ...pairs.flatMap(({ said, real }) => (said === real ? [said] : [])),
  ]);
  const isForeign = (indent: string) =>
    !inPlace.has(indent) && indent.includes('\t') !== style.usesTabs;
  const isOwn = (line: string) => /^\s+\S/.test(line) && !isForeign(indentOf(line));
  const isMixed =
    (inPlace.size > 1 || after.some(isOwn)) &&
    off.every(({ said, real }) => said !== '' && said.includes('\t') !== real.includes('\t')) &&
    new Set(off.map(({ real }) => real.includes('\t'))).size === 1;
  if (!isMixed) return undefined;
  const width = style.usesTabs ? undefined : tabWidth(off);
  const shift = shiftBy(off, style);
  return (line, index, old) => {
    const indent = indentOf(line);
    if (!isForeign(indent) || (isBlank(line) && !goesWithNext(after, index))) return line;
    const moved = width ? indent.replaceAll('\t', ' '.repeat(width)) : shift(indent, old ?? index);
    return moved + line.slice(indent.length);
  };
}

/** A line of white space is indented as the code is that it stands with, or holds what an editor left there. */
function goesWithNext(lines: readonly string[], blank: number): boolean {
  if (lines[blank] === '') return false;
  const above = lines.slice(0, blank).findLast(isSolid);
  const below = lines.slice(blank + 1).find(isSolid);
  return [above, below].some(line => line !== undefined && indentOf(line) === lines[blank]);
}

/** How many blanks one tab of the reply stands for; undefined where that is not the same in all lines. */
function tabWidth(pairs: readonly Pair[]): number | undefined {
  const widths = pairs.map(({ said, real }) => {
    const tabs = said.split('\t').length - 1;
    return (real.length - (said.length - tabs)) / tabs;
  });
  const [width = 0] = widths;
  const isOne = Number.isInteger(width) && width > 0 && widths.every(each => each === width);
  return isOne ? width : undefined;
}

/** The lines that go are as deep as quoted; a bracket of the context may have been paired with another. */
function areChangesInPlace({ hunk }: Placement, pairs: readonly Pair[]): boolean {
  const removed = pairs.filter(({ at }) =>
    hunk.changes.some(change => change.oldStart <= at && at < change.oldEnd),
  );
  return removed.length > 0 && removed.every(pair => pair.said === pair.real);
}

/** Models often strip the first line's indentation: the others tell that it stands deeper. */
function standsDeeper({ said, real, at }: Pair, shift: Shift, style: IndentStyle): boolean {
  return columnsOf(real, style.size) > columnsOf(shift(said, at), style.size);
}

/**
 * The new lines may have the right indentation although the old ones were quoted without it:
 * then their shallowest line is as deep as the text's, while the quoted one's is not.
 */
function isAlreadyInPlace(
  before: readonly string[],
  after: readonly string[],
  pairs: readonly Pair[],
): boolean {
  const solid = solidLines(after);
  if (solid.length === 0) return false;
  const shallowest = (indents: readonly string[]) =>
    Math.min(...indents.map(indent => columnsOf(indent, 4)));
  const said = shallowest(pairs.map(pair => pair.said));
  const real = shallowest(pairs.map(pair => pair.real));
  const next = shallowest(solid.map(indentOf));
  const isEveryLineOff = pairs.every(pair => pair.said !== pair.real);
  const isFirstOff = pairs[0]!.said !== pairs[0]!.real;
  const firstAfter = indentOf(solid[0]!);
  if (isEveryLineOff) return said !== real && next === real && firstAfter === pairs[0]!.real;
  return isFirstOff && before.length > 1 && firstAfter === pairs[0]!.real && next === real;
}

/** The style of the lines that are replaced, or of the whole text where they don't tell. */
function styleHere(text: IndexedText, pairs: readonly Pair[]): IndentStyle {
  const indented = pairs.filter(pair => pair.real !== '');
  if (indented.length === 0) return text.indentStyle;
  const usesTabs = indented.some(pair => pair.real.startsWith('\t'));
  return { usesTabs, size: usesTabs ? 4 : text.indentStyle.usesTabs ? 4 : text.indentStyle.size };
}

type Shift = (indent: string, at: number) => string;

/** A shift learnt from pairs: an indentation seen there is mapped as in the nearest line, others by the nearest depth. */
function shiftBy(pairs: readonly Pair[], style: IndentStyle): Shift {
  const scale = scaleOf(pairs, style);
  const depthOf = (indent: string) => columnsOf(indent, style.size);
  return (indent, at) => {
    const distance = (pair: Pair) => Math.abs(depthOf(pair.said) - depthOf(indent));
    const nearest = pairs.reduce((best, pair) => {
      const closer =
        distance(pair) - distance(best) || Math.abs(pair.at - at) - Math.abs(best.at - at);
      return closer < 0 ? pair : best;
    });
    if (nearest.said === indent) return nearest.real;
    const extra = depthOf(indent) - depthOf(nearest.said);
    // One blank beyond whole steps aligns something, as in comments.
    const step = style.size / scale;
    const steps = Math.floor(extra / step);
    const isAligned = scale !== 1 && extra - steps * step === 1;
    const more = isAligned ? steps * style.size + 1 : Math.round(extra * scale);
    const columns = depthOf(nearest.real) + more;
    return renderIndent(Math.max(0, columns), style);
  };
}

/** How many columns of the text one column of the reply is worth: 1 unless the steps differ. */
function scaleOf(pairs: readonly Pair[], style: IndentStyle): number {
  const points = pairs.map(({ said, real }) => ({
    said: columnsOf(said, style.size),
    real: columnsOf(real, style.size),
  }));
  points.sort((left, right) => left.said - right.said);
  const [low, high] = [points[0]!, points.at(-1)!];
  if (high.said > low.said && high.real > low.real) {
    return (high.real - low.real) / (high.said - low.said);
  }
  const saysSpaces = pairs.some(pair => pair.said.startsWith(' '));
  if (style.usesTabs && saysSpaces && low.said > 0 && low.real % style.size === 0 && low.real > 0) {
    return low.real / low.said;
  }
  return 1;
}

/**
 * The old lines stand as quoted, but none of them is indented, so the reply did not know the text's
 * style: new lines that are all indented the other way are converted.
 */
function foreignStyle(text: IndexedText, { hunk }: Placement, pairs: readonly Pair[]): Reindent {
  if (pairs.some(pair => pair.real !== '')) return asWritten;
  const lines = inOwnIndentation(hunk.after, [], text.lines);
  return (_, index) => lines[index]!;
}
