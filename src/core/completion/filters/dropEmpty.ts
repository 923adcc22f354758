import { isBlank } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { isCommentLine } from './lineShape.ts';

/** Nothing visible is nothing to show, nor is the mark of a comment alone, but among comments. */
export const dropEmpty: Filter = (text, { linePrefix, linesAbove }) => {
  const isMark = /^(?:\/\/|#|--)$/.test(linePrefix.trim() + text.trim());
  const isEmpty = isBlank(text) || (isMark && !isCommentLine(linesAbove.at(-1) ?? ''));
  return isEmpty ? { rejected: 'empty' } : text;
};
