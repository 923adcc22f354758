import { isElision } from '../elision.ts';
import { searchHunk } from '../hunk.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import { type Candidates, confidenceOf, type Placement } from './placement.ts';

/**
 * Places a hunk that leaves lines out with `...` on both sides: every piece between the dots must
 * stand in exactly one place, and the pieces in order. The lines left out stay as they are.
 */
export function elidedPlacements(
  text: IndexedText,
  hunk: Hunk,
  match: (text: IndexedText, hunk: Hunk) => Candidates,
): Candidates {
  const before = cut(hunk.before);
  const after = cut(hunk.after);
  if (before.length < 2 || before.length !== after.length) return [];
  const placements: Placement[] = [];
  let from = 0;
  for (let at = 0; at < before.length; at++) {
    const piece = searchHunk(before[at]!, after[at]!);
    if (piece.before.length === 0 && piece.after.length === 0) continue;
    if (piece.before.length === 0) return [];
    const found = match(text, piece);
    if (found.length !== 1) return [];
    const place = found[0]![0]!;
    if (place.start < from) return [];
    from = place.endExclusive;
    placements.push({ ...place, step: 'elision', confidence: confidenceOf.elision });
  }
  return placements.length === 0 ? [] : [placements];
}

function cut(lines: readonly string[]): string[][] {
  const pieces: string[][] = [[]];
  for (const line of lines) {
    if (isElision(line)) pieces.push([]);
    else pieces.at(-1)!.push(line);
  }
  return pieces;
}
