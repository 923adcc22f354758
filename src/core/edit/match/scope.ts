import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { declaredName } from '../declaredName.ts';
import type { IndexedText } from './indexedText.ts';
import { foldPunctuation } from './lineKeys.ts';

/** The lines that a chain of `@@` anchors names: after the anchor, to the end of its block. */
export interface Scope {
  /** The anchor's own line. */
  readonly anchor: number;
  readonly endExclusive: number;
}

/** The scopes that a chain of anchors can mean; none where an anchor is not in the text. */
export function scopesOf(text: IndexedText, anchors: readonly string[]): Scope[] {
  let scopes: Scope[] = [{ anchor: -1, endExclusive: text.lines.length }];
  for (const anchor of anchors) {
    scopes = scopes.flatMap(scope =>
      anchorLines(text, anchor)
        .filter(line => line > scope.anchor && line < scope.endExclusive)
        .map(line => ({ anchor: line, endExclusive: blockEnd(text, line) })),
    );
  }
  return scopes;
}

/**
 * Whole lines first; a line that goes on after the anchor (`class Foo` of `class Foo(Bar):`) next, then one that
 * declares the same name.
 */
function anchorLines(text: IndexedText, anchor: string): number[] {
  const whole = text.find([anchor], 'trim');
  if (whole.length > 0) return whole;
  const folded = text.find([anchor], 'punctuation');
  if (folded.length > 0) return folded;
  const start = foldPunctuation(anchor).trim();
  const longer = text.keyed('punctuation').keys.flatMap((key, at) => {
    const isLonger = key.startsWith(start) && !/^[\p{L}\p{N}_$]/u.test(key.slice(start.length));
    return isLonger ? [at] : [];
  });
  if (longer.length > 0) return longer;
  const name = declaredName(anchor);
  if (name === undefined) return [];
  return text.lines.flatMap((line, at) => (declaredName(line) === name ? [at] : []));
}

/** A block ends before the next line that is not deeper than its first, brackets aside. */
function blockEnd(text: IndexedText, first: number): number {
  const { size } = text.indentStyle;
  const depth = columnsOf(indentOf(text.lines[first]!), size);
  for (let line = first + 1; line < text.lines.length; line++) {
    const content = text.lines[line]!;
    if (isBlank(content) || /^\s*[{})\]]/.test(content)) continue;
    if (columnsOf(indentOf(content), size) <= depth) return line;
  }
  return text.lines.length;
}
