import type { ContentChange } from '../text/contentChange.ts';

/** How the text came to be as it is, as far as the change itself tells. */
export type LastChange =
  | 'none'
  | 'typed'
  | 'picked'
  | 'accepted'
  | 'composed'
  | 'deleted'
  | 'pasted'
  | 'undone'
  | 'program';

/** What Enter inserts, with automatic indentation, also between two brackets. */
const enter = /^\r?\n[ \t]*(?:\r?\n[ \t]*)?$/;
const autoClosedPair = /^(?:\(\)|\[\]|\{\}|""|''|``|<>)$/;
/** Longer insertions without a line end come from a paste rather than from the suggest widget. */
const longestPick = 60;
/** What stands in the text while Latin letters are composed to a word of another script. */
const latinLetters = /^[a-zA-Z' ]+$/;
const otherScript = /[^\p{ASCII}]/u;

/**
 * Names a document change. `suggested` is the text that was shown, if any; `last` the change before.
 * What can only be inferred is: the stable API tells neither a paste from a snippet nor when an input method composes.
 */
export function classifyChange(
  changes: readonly ContentChange[],
  isUndoOrRedo: boolean,
  suggested: string | undefined,
  last?: ContentChange,
): LastChange {
  if (isUndoOrRedo) return 'undone';
  const [change, ...others] = changes;
  if (!change) return 'none';
  if (others.length > 0) return 'program';
  const { text, rangeLength } = change;
  if (text === '') return 'deleted';
  if (suggested?.startsWith(text) && text.length > 1 && rangeLength === 0) return 'accepted';
  if (suggested !== undefined && text.endsWith(suggested) && suggested.length > 1)
    return 'accepted';
  if (last && isComposed(change, last)) return 'composed';
  if (isKeystroke(text)) return 'typed';
  if (text.includes('\n') || text.length > longestPick) return 'pasted';
  return 'picked';
}

/**
 * Whether an input method goes on with a word: it puts the word as it is now where the last change put it,
 * in another script, or in Latin letters one by one. (Rarely someone picks a word of two letters that began so.)
 */
function isComposed(
  { rangeOffset, rangeLength, text }: ContentChange,
  last: ContentChange,
): boolean {
  if (rangeLength === 0 || rangeOffset !== last.rangeOffset || rangeLength !== last.text.length)
    return false;
  return (
    otherScript.test(text) || (latinLetters.test(text) && Math.abs(text.length - rangeLength) <= 1)
  );
}

/** Offset of the cursor after a single change; VS Code tells the new selection only later. */
export function cursorAfter(change: ContentChange): number {
  const { text, rangeOffset } = change;
  if (autoClosedPair.test(text)) return rangeOffset + 1;
  const isEnterInBrackets = enter.test(text) && text.indexOf('\n') !== text.lastIndexOf('\n');
  if (!isEnterInBrackets) return rangeOffset + text.length;
  const secondLine = text.lastIndexOf('\n');
  return rangeOffset + (text[secondLine - 1] === '\r' ? secondLine - 1 : secondLine);
}

function isKeystroke(text: string): boolean {
  const isOneCharacter = text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);
  return isOneCharacter || autoClosedPair.test(text) || enter.test(text) || /^[ \t]+$/.test(text);
}
