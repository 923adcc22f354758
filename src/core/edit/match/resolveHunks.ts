import { applyLineEdits, type FinalNewline, type LineEdit } from '../../text/lineEdit.ts';
import { isBlank, type TextLines } from '../../text/lines.ts';
import type { Hunk } from '../reply.ts';
import { type Choice, narrow } from './choose.ts';
import { IndexedText } from './indexedText.ts';
import { matchHunk, matchStrictly } from './ladder.ts';
import { wordLength } from './lineKeys.ts';
import { confidenceOf, type MatchStep, type Placement } from './placement.ts';
import { scopesOf } from './scope.ts';
import { toLineEdits } from './toLineEdits.ts';
import { sideOfUnseenBlank } from './unseenBlank.ts';

/** What became of one hunk. */
export type HunkFate =
  | {
      readonly kind: 'applied';
      readonly step: MatchStep;
      readonly confidence: number;
      /** The lines of the text that the match covers; unknown where it stands in other hunks' new text. */
      readonly lines?: { readonly start: number; readonly endExclusive: number };
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ResolvedHunks {
  readonly after: TextLines;
  /** One per hunk, in the reply's order. */
  readonly fates: readonly HunkFate[];
}

interface Resolved {
  readonly step: MatchStep;
  readonly confidence: number;
  readonly edits: readonly LineEdit[];
  readonly lines?: { readonly start: number; readonly endExclusive: number };
}

/**
 * Places all hunks in one version of a text and applies those that have exactly one place.
 * A hunk that is placed nowhere may still quote what an earlier hunk of the reply has just made.
 */
export function resolveHunks(
  before: TextLines,
  hunks: readonly Hunk[],
  isOrdered: boolean,
): ResolvedHunks {
  const text = new IndexedText(before.lines);
  const fates = resolveIn(text, hunks, isOrdered);
  const chosen = withoutOverlaps(fates);
  const edits = chosen.flatMap(fate => (typeof fate === 'string' ? [] : fate.edits));
  let after = applyLineEdits(before, sorted(edits), finalNewlineOf(hunks, chosen));
  // Indexed once for all hunks that are tried on it.
  let left = new IndexedText(after.lines);
  const results = chosen.map(toFate);
  hunks.forEach((hunk, at) => {
    if (results[at]!.kind === 'applied' || hunk.problem !== undefined) return;
    const later = followUp(after, left, hunk, chosen[at]);
    if (later === undefined) return;
    after = later;
    left = new IndexedText(after.lines);
    const step: MatchStep = 'text after earlier changes';
    results[at] = { kind: 'applied', step, confidence: confidenceOf[step] };
  });
  return { after, fates: results };
}

const notFound = 'The text that it changes is not in the file.';
const alreadyApplied = 'The file has this change already.';

function resolveIn(
  text: IndexedText,
  hunks: readonly Hunk[],
  isOrdered: boolean,
): (Resolved | string)[] {
  const choices = hunks.map((hunk): Choice => {
    const isSearched = hunk.problem === undefined && !hunk.before.every(isBlank);
    return { hunk, candidates: isSearched ? matchHunk(text, hunk) : [] };
  });
  return narrow(text, choices, isOrdered).map(choice => resolveOne(text, choice));
}

function resolveOne(text: IndexedText, { hunk, candidates }: Choice): Resolved | string {
  if (hunk.problem !== undefined) return hunk.problem;
  if (hunk.before.every(isBlank)) return insertion(text, hunk);
  const pieces = candidates[0];
  const isSure = pieces?.every(({ step }) => sureSteps.has(step));
  if (!isSure && isDone(text, hunk)) return alreadyApplied;
  if (pieces === undefined) return notFound;
  if (candidates.length > 1) return ambiguous(candidates.map(each => each[0]!));
  if (pieces.some(piece => isInsertedAlready(text, piece))) return alreadyApplied;
  if (pieces.some(piece => isUnclear(text, piece))) return unseenBlank;
  return {
    step: pieces[0]!.step,
    confidence: Math.min(...pieces.map(piece => piece.confidence)),
    edits: pieces.flatMap(piece => toLineEdits(text, piece)),
    lines: { start: pieces[0]!.start, endExclusive: pieces.at(-1)!.endExclusive },
  };
}

function ambiguous(places: readonly Placement[]): string {
  const lines = [...new Set(places.map(place => place.start + 1))];
  const shown = lines.slice(0, 5).join(', ') + (lines.length > 5 ? ' …' : '');
  return `The text that it changes stands in ${places.length} places (lines ${shown}); more of the text around it would tell which is meant.`;
}

/** A hunk that quotes no text at all: only an empty file or the format's own rule gives it a place. */
function insertion(text: IndexedText, hunk: Hunk): Resolved | string {
  const isEmpty = text.lines.every(isBlank);
  const lines = hunk.after;
  if (lines.length === 0 && hunk.before.length === 0)
    return 'It changes nothing and quotes nothing.';
  if (isEmpty) {
    return {
      step: 'exact',
      confidence: 1,
      edits: [{ start: 0, endExclusive: text.lines.length, lines }],
    };
  }
  const at = insertionLine(text, hunk);
  if (at === undefined) return 'It quotes no text of the file, so its place is unknown.';
  const step: MatchStep = 'stated line';
  return { step, confidence: confidenceOf[step], edits: [{ start: at, endExclusive: at, lines }] };
}

function insertionLine(text: IndexedText, hunk: Hunk): number | undefined {
  if (hunk.before.length > 0) return undefined;
  if (hunk.anchors.length > 0 && hunk.insertAt === undefined) {
    const scopes = scopesOf(text, hunk.anchors);
    return scopes.length === 1 ? scopes[0]!.anchor + 1 : undefined;
  }
  if (hunk.insertAt === 'end' || (hunk.insertAt === undefined && hunk.isAtEnd))
    return text.lines.length;
  if (hunk.insertAt === undefined || hunk.insertAt > text.lines.length) return undefined;
  return hunk.insertAt;
}

const unseenBlank =
  'It adds lines where the file has a blank line that it does not show, so it is not certain on which side of it they go.';

function isUnclear(text: IndexedText, piece: Placement): boolean {
  return piece.hunk.changes.some(change => sideOfUnseenBlank(text, piece, change) === 'unclear');
}

/** Steps on which the quoted text is there, line for line: then it is meant, whatever stands elsewhere. */
const sureSteps: ReadonlySet<MatchStep> = new Set<MatchStep>([
  'exact',
  'trailing space',
  'uniform indentation',
  'indentation',
  'punctuation',
  'inside a line',
  'line numbers',
  'escapes',
]);

/** The lines that the hunk would make are there, and those it would remove are not. */
function isDone(text: IndexedText, hunk: Hunk): boolean {
  if (hunk.changes.length === 0 || !hunk.after.some(line => wordLength(line) > 3)) return false;
  return text.find(hunk.after, 'trim').length > 0;
}

/** Fewer letters than this may well be wanted twice in a row. */
const minTellingLength = 10;

/** An insertion whose very lines already stand at its place. */
function isInsertedAlready(text: IndexedText, { hunk, start, step }: Placement): boolean {
  if (step === 'elision' || hunk.changes.length === 0) return false;
  if (!hunk.changes.every(change => change.oldStart === change.oldEnd)) return false;
  const added = hunk.changes.flatMap(change => hunk.after.slice(change.newStart, change.newEnd));
  if (added.reduce((sum, line) => sum + wordLength(line), 0) < minTellingLength) return false;
  // What goes above the first quoted line stands there, what goes below it follows.
  const [first] = hunk.changes;
  const from = start - (first!.oldStart === 0 ? first!.newEnd : 0);
  return [start, from].some(at =>
    hunk.after.every((line, offset) => text.lines[at + offset]?.trimEnd() === line.trimEnd()),
  );
}

/** Hunks that touch the same lines exclude each other: the first one stands. */
function withoutOverlaps(fates: readonly (Resolved | string)[]): (Resolved | string)[] {
  const taken: { at: number; edit: LineEdit; isInside: boolean }[] = [];
  return fates.map((fate, at) => {
    if (typeof fate === 'string') return fate;
    // Between two lines that are both quoted.
    const isInside = ({ start, endExclusive }: LineEdit) =>
      !!fate.lines && fate.lines.start < start && endExclusive < fate.lines.endExclusive;
    const rival = taken.find(own =>
      fate.edits.some(other => collides(own.edit, other, own.isInside && isInside(other))),
    );
    if (rival) {
      const same = fate.edits.every(edit => taken.some(other => isSameEdit(edit, other.edit)));
      return same
        ? `It repeats change ${rival.at + 1} of the reply.`
        : `It contradicts change ${rival.at + 1} of the reply: both change the same lines.`;
    }
    taken.push(...fate.edits.map(edit => ({ at, edit, isInside: isInside(edit) })));
    return fate;
  });
}

/** Two additions in one place exclude each other where each quotes the lines on both sides: it breaks up what the other quotes. */
function collides(left: LineEdit, right: LineEdit, areInside: boolean): boolean {
  if (left.start < right.endExclusive && right.start < left.endExclusive) return true;
  const bothInsert = left.start === left.endExclusive && right.start === right.endExclusive;
  return bothInsert && left.start === right.start && (areInside || isSameEdit(left, right));
}

function isSameEdit(left: LineEdit, right: LineEdit): boolean {
  return (
    left.start === right.start &&
    left.endExclusive === right.endExclusive &&
    left.lines.join('\n') === right.lines.join('\n')
  );
}

function sorted(edits: readonly LineEdit[]): LineEdit[] {
  return edits.toSorted(
    (left, right) => left.start - right.start || left.endExclusive - right.endExclusive,
  );
}

function finalNewlineOf(
  hunks: readonly Hunk[],
  fates: readonly (Resolved | string)[],
): FinalNewline {
  const said = hunks.find(
    (hunk, at) => typeof fates[at] !== 'string' && hunk.finalNewline !== 'keep',
  );
  return said?.finalNewline ?? 'keep';
}

/** Tries a hunk that stood nowhere on the text that the other hunks left, where only blanks may differ. */
function followUp(
  after: TextLines,
  text: IndexedText,
  hunk: Hunk,
  fate: Resolved | string | undefined,
): TextLines | undefined {
  if (fate !== notFound || hunk.before.every(isBlank)) return undefined;
  const candidates = matchStrictly(text, hunk);
  if (candidates.length !== 1 || candidates[0]!.length !== 1) return undefined;
  return applyLineEdits(after, sorted(toLineEdits(text, candidates[0]![0]!)));
}

function toFate(fate: Resolved | string): HunkFate {
  if (typeof fate === 'string') return { kind: 'failed', reason: fate };
  const { step, confidence, lines } = fate;
  return { kind: 'applied', step, confidence, ...(lines && { lines }) };
}
