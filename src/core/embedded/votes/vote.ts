import { voteFileName } from './fileName.ts';
import { voteLocalExact } from './localExact.ts';
import { voteNextLine } from './nextLine.ts';
import { voteProjectExact } from './projectExact.ts';
import { voteRecency } from './recency.ts';
import { voteLocalSkeleton, voteProjectSkeleton } from './skeletonMatch.ts';
import type { VoteList } from './voteList.ts';
import type { VotingScene } from './votingScene.ts';

/** Collects every vote for the token that comes next in the scene. */
export function collectVotes(scene: VotingScene, votes: VoteList): void {
  votes.clear();
  voteProjectExact(scene, votes);
  voteProjectSkeleton(scene, votes);
  voteNextLine(scene, votes);
  voteFileName(scene, votes);
  voteLocalExact(scene, votes);
  voteLocalSkeleton(scene, votes);
  voteRecency(scene, votes);
}
