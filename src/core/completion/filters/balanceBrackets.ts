import type { Filter } from './filter.ts';
import { redundantClosers } from './unmatchedClosers.ts';

/**
 * Ends the text before the first closing bracket that stands after the cursor already,
 * so that accepting it never makes the brackets worse.
 */
export const balanceBrackets: Filter = (text, around) => {
  const [first] = redundantClosers(text, around);
  if (!first) return text;
  const kept = text.slice(0, first.offset).trimEnd();
  return kept === '' ? { rejected: 'unbalanced' } : kept;
};
