import type { Filter } from './filter.ts';

/** Rejects a text that is, apart from white space, what follows the cursor anyway. */
export const dropRepeatedBelow: Filter = (text, around) => {
  const own = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const isTelling = own.some(line => /\p{L}{2}/u.test(line) && line.length >= 4);
  if (!isTelling || (around.linePrefix.trim() !== '' && own.length === 1)) return text;
  const below = around.suffix
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const isSame = own.every((line, index) => line === below[index]);
  return isSame ? { rejected: 'repeatsBelow' } : text;
};
