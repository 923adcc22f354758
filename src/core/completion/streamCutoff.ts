import { isBlank } from '../text/lines.ts';
import { isRejected } from './filters/filter.ts';
import { cleanAnswer } from './filters/filters.ts';
import { scopeEnd } from './filters/limitScope.ts';
import { isCloserLine } from './filters/lineShape.ts';
import { mayBecomeEcho } from './filters/removeEcho.ts';
import type { Surroundings } from './filters/surroundings.ts';
import { trimLoop } from './filters/trimLoop.ts';

/**
 * Whether a growing answer has left its scope (or runs into the suffix, or goes round in circles),
 * so that nothing that follows can be shown. Judged on complete lines.
 */
export function isBeyondScope(raw: string, around: Surroundings): boolean {
  const complete = raw.slice(0, raw.lastIndexOf('\n'));
  if (isBlank(complete)) return false;
  if (around.scope === 'line') return !isRejected(cleanAnswer(complete, around));
  // A visible line that the filters take from the end is a line beyond the end; white space may still be followed by code.
  const cleaned = cleanAnswer(complete, around);
  // Nothing so far may just be an opening fence or a sentence before the code.
  if (isRejected(cleaned) || isBlank(cleaned)) return false;
  if (mayBecomeEcho(complete, around)) return false;
  if (trimLoop(complete, around) !== complete) return true;
  const lastLine = complete.slice(complete.lastIndexOf('\n') + 1).trim();
  // A closer alone may close what follows the cursor, or what the answer goes on after.
  if (isCloserLine(lastLine) && !/[\p{L}]{2}/u.test(lastLine.replace(/^end\b/, ''))) return false;
  const kept = cleaned.trimEnd();
  // Of the first line, what is only said again may be gone from its start.
  const isFirstLine = !kept.trimStart().includes('\n') && lastLine.endsWith(kept.trim());
  return lastLine !== '' && !kept.endsWith(lastLine) && !isFirstLine;
}

/**
 * Whether complete lines, which may be followed by more, are enough to show: their scope is complete.
 * A statement counts as complete with the first line that leaves nothing open, even if the next line may continue it.
 */
export function isShowable(lines: string, around: Surroundings): boolean {
  const text = lines.trimEnd();
  if (text === '') return false;
  if (around.scope === 'line') return true;
  if (around.scope === 'function') return scopeEnd(text, around) < text.length;
  // Whatever line comes next ends the statement when this one completes it.
  return scopeEnd(`${text}\n_`, around) <= text.length;
}
