import type { NothingReason } from '../reason.ts';
import type { Surroundings } from './surroundings.ts';

/** A candidate of which nothing is left, and why. */
export interface Rejected {
  readonly rejected: NothingReason;
}

/** What a filter gives: the text that remains, or the reason why none does. */
export type Filtered = string | Rejected;

/**
 * One step from candidate to completion: pure, and the same text again when applied twice.
 * Text and surroundings have `\n` as line end.
 */
export type Filter = (text: string, around: Surroundings) => Filtered;

export function isRejected(filtered: Filtered): filtered is Rejected {
  return typeof filtered !== 'string';
}

/** Runs filters in order until one rejects. */
export function runFilters(
  filters: readonly Filter[],
  text: string,
  around: Surroundings,
): Filtered {
  let current = text;
  for (const filter of filters) {
    const filtered = filter(current, around);
    if (isRejected(filtered)) return filtered;
    current = filtered;
  }
  return current;
}
