import { isBlank } from '../../text/lines.ts';
import type { Hunk } from '../reply.ts';
import type { IndexedText } from './indexedText.ts';
import type { Candidates, Placement } from './placement.ts';
import { scopesOf } from './scope.ts';

/** A hunk with the places it could mean. */
export interface Choice {
  readonly hunk: Hunk;
  readonly candidates: Candidates;
}

/** The nearest place to a stated line counts only if the next one is this many times as far away. */
const clearlyNearer = 4;
/** A stated line says nothing about places further away than this. */
const maxHintDistance = 200;

/**
 * Narrows several candidates down by what the reply says beside the text itself: anchors, the end of
 * the file, the order of a patch's hunks, stated line numbers. What stays ambiguous stays so.
 */
export function narrow(
  text: IndexedText,
  choices: readonly Choice[],
  isOrdered: boolean,
): Choice[] {
  const scoped = choices.map(choice => ({ ...choice, candidates: bySaidPlace(text, choice) }));
  const ordered = isOrdered ? byOrder(scoped) : byCount(scoped);
  const hinted = ordered.map((choice, at) => ({
    ...choice,
    candidates: byLineHint(choice, offsetNear(ordered, at)),
  }));
  return isOrdered ? byOrder(hinted) : hinted;
}

function startOf(pieces: readonly Placement[]): number {
  return pieces[0]!.start;
}

/** Keeps those that pass, unless none does. */
function prefer(
  candidates: Candidates,
  passes: (pieces: readonly Placement[]) => boolean,
): Candidates {
  const passing = candidates.filter(passes);
  return passing.length === 0 ? candidates : passing;
}

function bySaidPlace(text: IndexedText, { hunk, candidates }: Choice): Candidates {
  if (candidates.length < 2) return candidates;
  // A hunk that changes nothing may stand anywhere.
  if (hunk.changes.length === 0) return candidates.slice(0, 1);
  let left = candidates;
  if (hunk.isAtEnd) left = prefer(left, pieces => reachesEnd(text, pieces.at(-1)!));
  if (hunk.anchors.length === 0) return left;
  const scopes = scopesOf(text, hunk.anchors);
  return prefer(left, pieces =>
    scopes.some(scope => startOf(pieces) >= scope.anchor && startOf(pieces) < scope.endExclusive),
  );
}

function reachesEnd(text: IndexedText, piece: Placement): boolean {
  return text.lines.slice(piece.endExclusive).every(isBlank);
}

/** Leaves of each hunk only the places that are possible when all stand in order. */
function byOrder(choices: readonly Choice[]): Choice[] {
  const present = choices.filter(choice => choice.candidates.length > 0);
  const earliest = new Map<Choice, number>();
  const latest = new Map<Choice, number>();
  let at = -1;
  for (const choice of present) {
    const next = choice.candidates.map(startOf).filter(start => start > at);
    if (next.length === 0) return [...choices];
    at = Math.min(...next);
    earliest.set(choice, at);
  }
  at = Number.POSITIVE_INFINITY;
  for (const choice of present.toReversed()) {
    at = Math.max(...choice.candidates.map(startOf).filter(start => start < at));
    latest.set(choice, at);
  }
  return choices.map(choice => ({
    ...choice,
    candidates: choice.candidates.filter(
      pieces => startOf(pieces) >= earliest.get(choice)! && startOf(pieces) <= latest.get(choice)!,
    ),
  }));
}

/** The same block asked for as often as it stands in the text means each of its places once. */
function byCount(choices: readonly Choice[]): Choice[] {
  const asked = new Map<string, number>();
  const keyOf = ({ hunk }: Choice) => JSON.stringify([hunk.before, hunk.after]);
  for (const choice of choices) asked.set(keyOf(choice), (asked.get(keyOf(choice)) ?? 0) + 1);
  const given = new Map<string, number>();
  return choices.map(choice => {
    const key = keyOf(choice);
    const count = asked.get(key)!;
    if (count < 2 || choice.candidates.length !== count) return choice;
    const index = given.get(key) ?? 0;
    given.set(key, index + 1);
    return { ...choice, candidates: choice.candidates.slice(index, index + 1) };
  });
}

/** How far the stated lines are off around a hunk, as its settled neighbours show. */
function offsetNear(choices: readonly Choice[], at: number): number | undefined {
  for (let distance = 1; distance < choices.length; distance++) {
    for (const neighbour of [choices[at - distance], choices[at + distance]]) {
      if (neighbour?.candidates.length !== 1 || neighbour.hunk.lineHint === undefined) continue;
      return startOf(neighbour.candidates[0]!) - neighbour.hunk.lineHint;
    }
  }
  return undefined;
}

function byLineHint({ hunk, candidates }: Choice, offset: number | undefined): Candidates {
  const hint = candidates[0]?.[0]?.hunk.lineHint ?? hunk.lineHint;
  if (candidates.length < 2 || hint === undefined) return candidates;
  const expected = hint + (offset ?? 0);
  const distance = (pieces: readonly Placement[]) => Math.abs(startOf(pieces) - expected);
  const [nearest, second] = candidates.toSorted((left, right) => distance(left) - distance(right));
  const near = distance(nearest!);
  const isClear =
    near === 0 || (near <= maxHintDistance && near * clearlyNearer < distance(second!));
  return isClear ? [nearest!] : candidates;
}
