import { assert } from '../../base/assert.ts';
import { OffsetRange } from './offsetRange.ts';

/** Replaces `range` of one known text by `text`. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly text: string;
}

/**
 * Applies edits that all refer to the same version of `text`.
 * They must be sorted by start and must not overlap; every other character stays as it was.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let copiedTo = 0;
  for (const { range, text: replacement } of edits) {
    assert(range.start >= copiedTo, 'edits are sorted and do not overlap');
    assert(range.endExclusive <= text.length, 'edits lie inside the text');
    result += text.slice(copiedTo, range.start) + replacement;
    copiedTo = range.endExclusive;
  }
  return result + text.slice(copiedTo);
}

/** The smallest single edit that turns `before` into `after`, or undefined when they are equal. */
export function minimalEdit(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  const range = new OffsetRange(start, before.length - tail);
  return { range, text: after.slice(start, after.length - tail) };
}
