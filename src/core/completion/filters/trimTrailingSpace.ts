import type { Filter } from './filter.ts';

/**
 * Removes white space and blank lines at the end of the line. In front of other text on the cursor's line
 * white space separates: a blank stays, and so does the line end after several lines.
 */
export const trimTrailingSpace: Filter = (text, { linePrefix, lineSuffix }) => {
  const body = text.trimEnd();
  const rest = lineSuffix.trim();
  if (rest === '' || body === '') return body;
  const space = text.slice(body.length);
  if (!space.includes('\n')) return /^ (?! )/.test(lineSuffix) && space === ' ' ? body : text;
  if (linePrefix === '') return text;
  const isOnOwnLine = text.startsWith('\n') || (body.includes('\n') && !/^[)\]}]/.test(rest));
  // After its indentation the rest is a line of its own.
  const isIndented = /\n[ \t]+$/.test(space) && /^[\p{L}_$@"'([{]/u.test(lineSuffix);
  return isOnOwnLine || isIndented ? text : body;
};
