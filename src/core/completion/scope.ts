import { linePrefix, lineSuffix } from '../context/cursorContext.ts';
import type { SyntaxPlace } from '../syntax/place.ts';
import { isBlank } from '../text/lines.ts';
import type { Question } from './question.ts';

/** What fits at the cursor by the syntax tree; undefined where there is none, or not in time. */
export type Fits = SyntaxPlace['fits'] | undefined;

/**
 * How far a completion may reach: the rest of the line, the statement (lines go on while brackets are open
 * or a block was opened), or everything up to the end of the function around the cursor.
 */
export type Scope = 'line' | 'statement' | 'function';

const opensBlock = /(?:[{([:]|=>|\b(?:then|do|else|begin|try))\s*$/;

/**
 * The scope of a question. Who asks explicitly gets all that fits into the function; while typing, several lines
 * come only where a block begins or a statement does. Without a syntax tree the line and its indentation tell.
 */
export function decideScope(
  { context, trigger, multiline }: Pick<Question, 'context' | 'trigger' | 'multiline'>,
  fits: Fits,
): Scope {
  if (multiline === 'never') return 'line';
  if (multiline === 'always' || trigger === 'explicit') return 'function';
  if (fits !== undefined) return fits === 'block' ? 'function' : 'statement';
  const before = linePrefix(context);
  const after = lineSuffix(context);
  if (isBlank(before) && isBlank(after)) return 'function';
  return opensBlock.test(before) ? 'function' : 'statement';
}
