import type { CursorContext } from '../context/cursorContext.ts';
import { scanCode } from './filters/scanCode.ts';
import { syntaxOf } from './filters/syntax.ts';

/** How far back is looked for the start of a comment or string, in characters; longer ones are taken for code. */
const window = 20_000;

/** What the cursor stands in, by the scanner's reading of the text before it. */
export function placeKind({
  prefix,
  languageId,
}: Pick<CursorContext, 'prefix' | 'languageId'>): 'code' | 'comment' | 'string' {
  const from = prefix.length <= window ? 0 : prefix.indexOf('\n', prefix.length - window) + 1;
  return scanCode(prefix.slice(from), syntaxOf(languageId)).state.in;
}
