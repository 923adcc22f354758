import { isBlank, isSolid } from '../text/lines.ts';
/**
 * Code as it is inserted at a cursor: when only blanks stand before the cursor,
 * the following lines get the same blanks, unless the code already is indented that far.
 */
export function indentedInsertion(code: string, beforeCursor: string): string {
  const text = code.replace(/\r?\n$/, '');
  if (isSolid(beforeCursor) || beforeCursor === '') return text;
  const lines = text.split(/\r?\n/);
  const isIndented = lines.every(line => isBlank(line) || line.startsWith(beforeCursor));
  if (isIndented) return text.slice(beforeCursor.length);
  return lines.map((line, at) => (at === 0 || line === '' ? line : beforeCursor + line)).join('\n');
}
