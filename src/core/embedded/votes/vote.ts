import { voteFileName } from './fileName.ts';
import { voteLocalExact } from './localExact.ts';
import { voteNextLine } from './nextLine.ts';
import { votePath } from './pathNames.ts';
import { voteProjectExact } from './projectExact.ts';
import { voteRecency } from './recency.ts';
import { voteLocalSkeleton, voteProjectSkeleton } from './skeletonMatch.ts';
import type { VoteList } from './voteList.ts';
import type { VotingScene } from './votingScene.ts';

export type CastVotes = (scene: VotingScene, votes: VoteList) => void;

/** All that vote, in order: what carries names over by file looks at the votes before it. */
export const voters = {
  projectExact: voteProjectExact,
  projectSkeleton: voteProjectSkeleton,
  nextLine: voteNextLine,
  fileName: voteFileName,
  path: votePath,
  localExact: voteLocalExact,
  localSkeleton: voteLocalSkeleton,
  recency: voteRecency,
} as const satisfies Record<string, CastVotes>;

export const allVoters: readonly CastVotes[] = Object.values(voters);

/** Collects every vote for the token that comes next in the scene. */
export function collectVotes(
  scene: VotingScene,
  votes: VoteList,
  from: readonly CastVotes[] = allVoters,
): void {
  votes.clear();
  for (const vote of from) vote(scene, votes);
}
