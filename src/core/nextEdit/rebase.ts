import type { ContentChange } from '../text/contentChange.ts';
import { OffsetRange } from '../text/offsetRange.ts';
import { commonStart, type PredictedEdit, type Prediction } from './prediction.ts';

/** What a change of the document leaves of a prediction. */
export type Rebased =
  /** `isAlong`: the user has written a part of it. */
  | { readonly kind: 'kept'; readonly prediction: Prediction; readonly isAlong: boolean }
  /** The user has written all of it. */
  | { readonly kind: 'done' }
  /** The user wrote something else in its place, or changed what it followed from. */
  | { readonly kind: 'contradicted' };

const autoClosedPair = /^(?:\(\)|\[\]|\{\}|""|''|``|<>)$/;

/**
 * Carries a prediction over a change of its document. What is typed along a predicted text keeps it, what changes
 * elsewhere shifts it, everything else in or at one of its places contradicts it.
 * Laws: accepting after a change elsewhere equals the same change after accepting;
 * accepting after typing along equals accepting before.
 * The changes of one event refer to the same text, as VS Code tells them; `version` is the one after them.
 */
export function rebase(
  prediction: Prediction,
  changes: readonly ContentChange[],
  version: number,
): Rebased {
  // From the end to the start no change moves the offsets of the next.
  const inOrder = [...changes].sort((one, other) => other.rangeOffset - one.rangeOffset);
  let { edits, cause } = prediction;
  let isAlong = false;
  for (const change of inOrder) {
    if (cause && touches(cause, change)) return { kind: 'contradicted' };
    if (cause) cause = shifted(cause, change);
    isAlong ||= edits.some(({ range }) => isInside(range, change));
    const moved = edits.map(edit => rebaseEdit(edit, change));
    if (moved.includes(undefined)) return { kind: 'contradicted' };
    edits = moved.filter(edit => edit !== undefined);
  }
  edits = edits.filter(({ was, text }) => was !== text);
  if (edits.length === 0) return { kind: 'done' };
  const next = { ...prediction, version, edits, ...(cause && { cause }) };
  return { kind: 'kept', prediction: next, isAlong };
}

/** One piece after one change, or undefined when the change contradicts it. */
function rebaseEdit(edit: PredictedEdit, change: ContentChange): PredictedEdit | undefined {
  const { range } = edit;
  if (isInside(range, change)) return typedIn(edit, change);
  return touches(range, change) ? undefined : { ...edit, range: shifted(range, change) };
}

/** A piece of which the user has done a part by a change inside its range. */
function typedIn(edit: PredictedEdit, change: ContentChange): PredictedEdit | undefined {
  const { range, was, text } = edit;
  const start = change.rangeOffset - range.start;
  const end = start + change.rangeLength;
  const [before, after] = [was.slice(0, start), was.slice(end)];
  const now = before + change.text + after;
  if (now === was && change.text === '') return edit;
  const typed =
    change.text === '' ? takenBack(edit, start, end) : typedOn(edit, start, end, change);
  if (typed === undefined) return undefined;
  return { range: OffsetRange.ofLength(range.start, now.length), was: now, text, typed };
}

/** Typing agrees when the text up to the end of what was typed is the start of the predicted text. */
function typedOn(
  { was, text, typed }: PredictedEdit,
  start: number,
  end: number,
  change: ContentChange,
): OffsetRange | undefined {
  const before = was.slice(0, start);
  // VS Code writes the closing bracket of a pair at once; it is still to be typed over, or replaced.
  const isPair = autoClosedPair.test(change.text) && !text.startsWith(before + change.text);
  const entered = isPair ? change.text.slice(0, 1) : change.text;
  if (!text.startsWith(before + entered)) return undefined;
  // What is replaced must be what is to go, or be the same: who types over a bracket that VS Code closed.
  const isSame = was.slice(start, end) === change.text;
  if (!isSame && isKept(was, text, start, end)) return undefined;
  const from = typed && typed.endExclusive === start ? typed.start : start;
  return new OffsetRange(from, start + entered.length);
}

/** Deleting agrees when it takes away what is to go, or takes back what was typed along. */
function takenBack(
  { was, text, typed }: PredictedEdit,
  start: number,
  end: number,
): OffsetRange | undefined {
  const none = new OffsetRange(start, start);
  if (typed && start >= typed.start && end === typed.endExclusive) {
    return new OffsetRange(typed.start, start);
  }
  if (isKept(was, text, start, end)) return undefined;
  return typed && typed.endExclusive <= start ? typed : none;
}

/** Whether a piece of the old text begins the new one, too. Who deletes backwards also takes ends that stay. */
function isKept(was: string, text: string, start: number, end: number): boolean {
  return start < end && start < commonStart(was, text);
}

function isInside(range: OffsetRange, { rangeOffset, rangeLength }: ContentChange): boolean {
  return rangeOffset >= range.start && rangeOffset + rangeLength <= range.endExclusive;
}

/** True when a change reaches into a range or up to its border. */
function touches(range: OffsetRange, { rangeOffset, rangeLength }: ContentChange): boolean {
  return rangeOffset <= range.endExclusive && rangeOffset + rangeLength >= range.start;
}

function shifted(
  range: OffsetRange,
  { rangeOffset, rangeLength, text }: ContentChange,
): OffsetRange {
  return rangeOffset >= range.endExclusive ? range : range.delta(text.length - rangeLength);
}
