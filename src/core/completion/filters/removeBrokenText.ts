import type { Filter } from './filter.ts';

/**
 * Removes what is no text: a byte order mark at the start, half a character where the answer was cut off,
 * the mark that decoders put for it, and NUL.
 */
export const removeBrokenText: Filter = (text, around) => {
  const whole = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replace(halves, '');
  return around.prefix.includes('\uFFFD') ? whole : whole.replace(/\uFFFD+\s*$/, '');
};

/** A high surrogate without its low one, or the other way round. */
const halves = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
