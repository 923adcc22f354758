import { lastLineEnd } from './tokenIds.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** Files in which both quotes mean the same. */
const hasBothQuotes = /\.([cm]?[jt]sx?|pyi?|vue|svelte)$/;
/** Fewer tell of no habit: two strings. */
const leastQuotes = 4;

/**
 * A suggestion with the quotes that the document uses throughout, where it was learned from files with others.
 * Strings with quotes or escapes in them stay as they are, and so does everything while the cursor is in a string.
 */
export function inOwnQuotes(scene: VotingScene, path: string, text: string): string {
  const { local, vocabulary, context } = scene;
  const uses = (quote: string): number => local.uses[vocabulary.intern(quote)] ?? 0;
  const own = uses("'") === 0 ? '"' : "'";
  const other = own === '"' ? "'" : '"';
  const isHabit = uses(own) >= leastQuotes && uses(other) === 0;
  if (!isHabit || !text.includes(other) || !hasBothQuotes.test(path)) return text;
  let isInString = false;
  for (let at = local.beforeLength - 1; at > 0 && context[at]! > lastLineEnd; at--) {
    if (/^['"`]$/.test(vocabulary.text(context[at]!))) isInString = !isInString;
  }
  if (isInString) return text;
  return text.replace(/(['"])([^'"`\\\n]*)\1/g, (whole, quote: string, inner: string) =>
    quote === other ? own + inner + own : whole,
  );
}
