import type { CandidateLine } from './beam.ts';
import { separator } from './tokenIds.ts';
import type { Voter } from './voter.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** Candidates below this rank are hardly ever chosen. */
const maxRanks = 6;
/** Logarithm of a probability that nothing voted for. */
const unseen = -8;

/**
 * How probable the next line's first token is when the candidate stands before it, as a logarithm;
 * 1 where nothing is known of it.
 */
export function likelihoodBelow(
  scene: VotingScene,
  voter: Voter,
  line: CandidateLine,
  rank: number,
): number {
  const { right, beforeLength } = scene.local;
  if (rank >= maxRanks || right.length < 2) return 1;
  const { context } = scene;
  scene.contextLength = beforeLength;
  for (const { choice } of line.steps) {
    if (choice.token !== separator) context[scene.contextLength++] = choice.token;
  }
  context[scene.contextLength++] = right[0]!;
  const choice = voter.next().choices.find(({ token }) => token === right[1]);
  scene.contextLength = beforeLength;
  return Math.max(unseen, Math.log(choice?.probability ?? 0));
}
