import { isSolid } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { visibleLines } from './surroundings.ts';

/** Rejects a text that is, apart from white space, what follows the cursor anyway. */
export const dropRepeatedBelow: Filter = (text, around) => {
  const own = visibleLines(text.split('\n'));
  const isTelling = own.some(line => /\p{L}{2}/u.test(line) && line.length >= 4);
  if (!isTelling || (isSolid(around.linePrefix) && own.length === 1)) return text;
  const rest = around.lineSuffix.trim();
  const below = rest === '' ? around.visibleBelow : [rest, ...around.visibleBelow];
  const isSame = own.every((line, index) => line === below[index]);
  return isSame ? { rejected: 'repeatsBelow' } : text;
};
