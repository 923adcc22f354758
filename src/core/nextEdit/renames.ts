import { identifiersOf } from '../context/terms.ts';
import { diffLineArrays } from '../diff/lineDiff.ts';
import { keywords } from '../embedded/keywords.ts';
import { OffsetRange } from '../text/offsetRange.ts';
import type { PastEdit } from './editHistory.ts';

/** A name that an edit replaced by another. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

const tokens = /[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu;
const identifier = /^[\p{L}_$][\p{L}\p{N}_$]+$/u;

/** The names that an edit gave anew: where exactly one identifier stands in the place of another. */
export function renamesIn({
  before,
  after,
}: Pick<PastEdit, 'before' | 'after'>): readonly Rename[] {
  const old = tokensOf(before);
  const next = tokensOf(after);
  const found = diffLineArrays(old, next).flatMap(change => {
    const from = old.slice(change.oldStart, change.oldEnd);
    const to = next.slice(change.newStart, change.newEnd);
    return from.length === 1 && to.length === 1 && isName(from[0]!) && isName(to[0]!)
      ? [{ from: from[0]!, to: to[0]! }]
      : [];
  });
  // A name that is still in use there was replaced by another variable, not by another name.
  const used = new Set(identifiersOf(after.join('\n')));
  return found.filter(
    ({ from }, at) => !used.has(from) && found.findIndex(other => other.from === from) === at,
  );
}

/** Where a name stands in a text, as a whole word. */
export function usesOf(name: string, text: string): readonly OffsetRange[] {
  const uses: OffsetRange[] = [];
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const isWord =
      !isNameCharacter(text[at - 1] ?? ' ') && !isNameCharacter(text[at + name.length] ?? ' ');
    if (isWord) uses.push(OffsetRange.ofLength(at, name.length));
  }
  return uses;
}

function tokensOf(lines: readonly string[]): string[] {
  return lines.join('\n').match(tokens) ?? [];
}

function isName(token: string): boolean {
  return identifier.test(token) && !keywords.has(token);
}

function isNameCharacter(character: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(character);
}
