import { balanceBrackets } from './balanceBrackets.ts';
import { dropEmpty } from './dropEmpty.ts';
import { dropRepeatedBelow } from './dropRepeatedBelow.ts';
import { type Filter, type Filtered, isRejected, runFilters } from './filter.ts';
import { fixIndentation } from './fixIndentation.ts';
import { limitScope } from './limitScope.ts';
import { removeBrokenText } from './removeBrokenText.ts';
import { removeEcho } from './removeEcho.ts';
import { removeFences } from './removeFences.ts';
import { removeProse } from './removeProse.ts';
import { removeRestatedHeader } from './removeRestatedHeader.ts';
import { removeSpecialTokens } from './removeSpecialTokens.ts';
import { removeThinking } from './removeThinking.ts';
import { type Surroundings, withLineFeeds } from './surroundings.ts';
import { trimClosedQuote } from './trimClosedQuote.ts';
import { trimLoop } from './trimLoop.ts';
import { trimSuffixOverlap } from './trimSuffixOverlap.ts';
import { trimTrailingSpace } from './trimTrailingSpace.ts';

/** What a model wraps around its code, and what it says twice; the order matters. */
const cleaning: readonly Filter[] = [
  removeBrokenText,
  removeThinking,
  removeSpecialTokens,
  removeFences,
  removeProse,
  removeRestatedHeader,
  removeEcho,
  fixIndentation,
  trimLoop,
  limitScope,
  trimSuffixOverlap,
  limitScope,
];

/** What depends on the text that stands after the cursor at the moment of showing. */
const fitting: readonly Filter[] = [
  trimTrailingSpace,
  trimSuffixOverlap,
  trimClosedQuote,
  balanceBrackets,
  dropRepeatedBelow,
  trimTrailingSpace,
  dropEmpty,
];

/** Makes code of a raw answer: for the place that the model was asked for. Line ends are the document's. */
export function cleanAnswer(raw: string, around: Surroundings): Filtered {
  return withDocumentEol(runFilters(cleaning, withLineFeeds(raw), around), around);
}

/** Makes code fit the cursor as it is now. Line ends are the document's. */
export function fitToPlace(text: string, around: Surroundings): Filtered {
  return withDocumentEol(
    untilStable([limitScope, ...fitting], withLineFeeds(text), around),
    around,
  );
}

/** The same for the rest of a text that is shown already: its scope was decided when it was first shown. */
export function fitShown(text: string, around: Surroundings): Filtered {
  return withDocumentEol(untilStable(fitting, withLineFeeds(text), around), around);
}

/** Both at once, for an answer that has come as a whole. */
export function filterAnswer(raw: string, around: Surroundings): Filtered {
  const cleaned = cleanAnswer(raw, around);
  return isRejected(cleaned) ? cleaned : fitToPlace(cleaned, around);
}

/** What one filter cuts can lay bare work for an earlier one. It ends, because these filters only shorten. */
function untilStable(filters: readonly Filter[], text: string, around: Surroundings): Filtered {
  let current = text;
  for (;;) {
    const next = runFilters(filters, current, around);
    if (isRejected(next) || next === current) return next;
    current = next;
  }
}

function withDocumentEol(filtered: Filtered, around: Surroundings): Filtered {
  if (isRejected(filtered) || around.eol === '\n') return filtered;
  return filtered.replaceAll('\n', around.eol);
}
