import { OffsetRange } from '../text/offsetRange.ts';
import { applyEdits } from '../text/textEdit.ts';

/** One replaced piece of a next edit; offsets are those of the document as it is now. */
export interface PredictedEdit {
  readonly range: OffsetRange;
  /** What stands in the range now. */
  readonly was: string;
  readonly text: string;
  /** What of `was` the user has typed along, as offsets in it: that may be taken back. */
  readonly typed?: OffsetRange;
}

/** The edit that a model expects next. Its pieces are sorted and do not touch each other. */
export interface Prediction {
  readonly uri: string;
  /** The version of the document that the offsets belong to. */
  readonly version: number;
  readonly edits: readonly PredictedEdit[];
  /** The name that the user gave and that the edit repeats elsewhere: while it changes, the edit has no ground. */
  readonly cause?: OffsetRange;
}

/** A document as it stands. */
export interface DocumentState {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Whether a prediction still means this text: the same document and version, and the same text in every place. */
export function isCurrent({ uri, version, edits }: Prediction, document: DocumentState): boolean {
  return (
    uri === document.uri &&
    version === document.version &&
    edits.every(({ range, was }) => range.substring(document.text) === was)
  );
}

/** The text after accepting; undefined for a stale prediction, which changes nothing. */
export function acceptIn(prediction: Prediction, document: DocumentState): string | undefined {
  return isCurrent(prediction, document) ? applyEdits(document.text, prediction.edits) : undefined;
}

/** An edit without what its old and new text share at their ends. */
export function trimmed({ range, was, text }: PredictedEdit): PredictedEdit {
  const start = commonStart(was, text);
  const end = commonEnd(was.slice(start), text.slice(start));
  return {
    range: new OffsetRange(range.start + start, range.endExclusive - end),
    was: was.slice(start, was.length - end),
    text: text.slice(start, text.length - end),
  };
}

/** How many characters two texts begin with alike; never half a character or half a line end. */
export function commonStart(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let length = 0;
  while (length < shorter && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  return isWhole(one, length) && isWhole(other, length) ? length : length - 1;
}

/** How many characters two texts end with alike; never half a character or half a line end. */
export function commonEnd(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let length = 0;
  while (
    length < shorter &&
    one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)
  ) {
    length++;
  }
  const isSplit = !isWhole(one, one.length - length) || !isWhole(other, other.length - length);
  return isSplit ? length - 1 : length;
}

/** Whether an offset lies neither inside a surrogate pair nor between `\r` and `\n`. */
export function isWhole(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  if (before === 13 && after === 10) return false;
  return !(before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000);
}
