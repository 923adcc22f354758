import type { Clock } from '../../base/clock.ts';
import type { Syntax } from '../syntax/syntax.ts';
import type { Question } from './question.ts';
import type { Fits } from './scope.ts';

/**
 * So long a question waits for its syntax: an answer takes 2 to 8 ms once the grammar is there, which loads at the
 * first key in a language.
 */
const deadlineMs = 20;
/** Longer texts are not handed to another thread at every key, in UTF-16 code units. */
const longestText = 300_000;

/** Asks the syntax tree how much fits at the question's place, where that decides about the scope. */
export async function fitsAt(
  { context, trigger, multiline, model }: Question,
  { syntax, clock }: { readonly syntax: Pick<Syntax, 'placeAt'>; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Fits> {
  const { prefix, suffix, path, languageId } = context;
  if (trigger === 'explicit' || multiline !== 'auto') return undefined;
  // The embedded engine decides by itself how far it is sure.
  if (model?.info.origin === 'embedded' || prefix.length + suffix.length > longestText) {
    return undefined;
  }
  const enough = new AbortController();
  const combined = AbortSignal.any([signal, enough.signal]);
  const source = { path, languageId, text: prefix + suffix };
  const place = syntax.placeAt(source, prefix.length, combined);
  const late = clock.delay(deadlineMs, combined).then(() => undefined);
  return Promise.race([place, late])
    .then(found => found?.fits)
    .finally(() => enough.abort());
}
