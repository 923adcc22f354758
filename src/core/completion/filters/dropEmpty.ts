import { isBlank } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { isCommentLine } from './lineShape.ts';

/** Nothing visible is nothing to show, nor is the mark of a comment alone, but among comments. */
export const dropEmpty: Filter = (text, { linePrefix, linesAbove, below = '' }) => {
  const isMark = /^(?:\/\/|#|--)$/.test(linePrefix.trim() + text.trim());
  const isAlone = isMark && ![linesAbove.at(-1) ?? '', below].some(isCommentLine);
  return isAlone || isBlank(text) ? { rejected: 'empty' } : text;
};
