import type { CursorContext } from '../context/cursorContext.ts';
import { sameSuffix } from './sameSuffix.ts';

/** The place that a text was made for. */
export type Place = Pick<CursorContext, 'uri' | 'prefix' | 'suffix' | 'firstLine'>;

/** Longest deletion after which the old suggestion comes back. */
const longestDeletion = 20;

/** How a place relates to the one that a text was made for. */
export type Typed =
  /** Typed on; `text` was inserted since. */
  | { readonly kind: 'forward'; readonly text: string }
  /** Went back on the same line; `text` was removed. */
  | { readonly kind: 'back'; readonly text: string }
  | { readonly kind: 'elsewhere' };

/** Whether two places are the same. */
export function isAt(first: Place, second: Place): boolean {
  return (
    first.uri === second.uri && first.prefix === second.prefix && first.suffix === second.suffix
  );
}

/** What happened between two places: typed on, went back a little, or went elsewhere. */
export function typedBetween(from: Place, to: Place): Typed {
  if (from.uri !== to.uri || !sameSuffix(from.suffix, to.suffix)) return { kind: 'elsewhere' };
  const before = prefixFrom(from, to);
  const after = prefixFrom(to, from);
  if (after.startsWith(before)) return { kind: 'forward', text: after.slice(before.length) };
  const removed = before.slice(after.length);
  const isSmall = removed.length <= longestDeletion && !removed.includes('\n');
  return isSmall && before.startsWith(after)
    ? { kind: 'back', text: removed }
    : { kind: 'elsewhere' };
}

/** The prefix without the lines that the other's window does not hold. */
function prefixFrom({ prefix, firstLine = 0 }: Place, other: Place): string {
  let start = 0;
  for (let line = firstLine; line < (other.firstLine ?? 0); line++) {
    start = prefix.indexOf('\n', start) + 1;
    if (start === 0) return prefix;
  }
  return prefix.slice(start);
}

/**
 * Whether what was typed says nothing about a suggestion, as a Tab or a change of the line's indentation:
 * with the suggestion in sight Tab would have accepted it.
 */
export function isIndentation(typed: string, { prefix }: Place): boolean {
  if (!/^[ \t]+$/.test(typed)) return false;
  return typed !== ' ' || /(?:^|\n)[ \t]*$/.test(prefix);
}

/** What remains of `text`, made for `from`, at `to`; undefined when it does not fit there. */
export function restAt(from: Place, text: string, to: Place): string | undefined {
  const typed = typedBetween(from, to);
  if (typed.kind === 'elsewhere') return undefined;
  if (typed.kind === 'back') return typed.text + text;
  return text.startsWith(typed.text) ? text.slice(typed.text.length) : undefined;
}

/** Whether a text that is still growing may yet fit at `to`. */
export function mayFitAt(from: Place, partialText: string, to: Place): boolean {
  const typed = typedBetween(from, to);
  if (typed.kind !== 'forward') return typed.kind === 'back';
  return partialText.startsWith(typed.text) || typed.text.startsWith(partialText);
}
