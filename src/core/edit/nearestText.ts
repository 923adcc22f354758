import { isBlank } from '../text/lines.ts';
import { similarity } from '../text/similarity.ts';
import { IndexedText } from './match/indexedText.ts';
import { looseKey, wordLength } from './match/lineKeys.ts';
import type { LineRange } from './rewriteRange.ts';

/** A line that stands in more places than this tells nothing. */
const maxPlaces = 50;
/** A single line counts as like another from here on. */
const minLikeness = 0.6;

/** Where in a text stands what is most like the sought lines: for people and models to look at, never to edit. */
export function nearestText(
  lines: readonly string[],
  sought: readonly string[],
): LineRange | undefined {
  const start = byEqualLines(lines, sought) ?? byLikeLine(lines, sought);
  if (start === undefined) return undefined;
  const first = Math.max(0, start);
  return { start: first, endExclusive: Math.min(lines.length, start + sought.length) };
}

/** The start that most letters of the sought lines vote for. */
function byEqualLines(lines: readonly string[], sought: readonly string[]): number | undefined {
  const { positions } = new IndexedText(lines).keyed('loose');
  const votes = new Map<number, number>();
  sought.forEach((line, at) => {
    const places = positions.get(looseKey(line)) ?? [];
    if (places.length > maxPlaces) return;
    for (const place of places) {
      votes.set(place - at, (votes.get(place - at) ?? 0) + wordLength(line));
    }
  });
  const best = [...votes].reduce((top, vote) => (vote[1] > top[1] ? vote : top), [0, 0]);
  return best[1] === 0 ? undefined : best[0];
}

function byLikeLine(lines: readonly string[], sought: readonly string[]): number | undefined {
  const longest = sought.reduce(
    (top, line) => (wordLength(line) > wordLength(top) ? line : top),
    '',
  );
  if (isBlank(longest)) return undefined;
  let best = { line: -1, value: 0 };
  lines.forEach((text, line) => {
    const value = similarity(text.trim(), longest.trim(), Math.max(minLikeness, best.value));
    if (value > best.value) best = { line, value };
  });
  return best.line === -1 ? undefined : best.line - sought.indexOf(longest);
}
