import { lastLineEnd } from '../tokenIds.ts';
import { feature, voteKind } from './features.ts';
import { place, type VoteList } from './voteList.ts';
import type { VotingScene } from './votingScene.ts';

const window = 60;

/** Every token used a moment ago proposes itself: code repeats its names. */
export function voteRecency(scene: VotingScene, votes: VoteList): void {
  const { context, contextLength } = scene;
  const first = Math.max(1, contextLength - window);
  for (let position = contextLength - 1; position >= first; position--) {
    const token = context[position]!;
    if (token <= lastLineEnd) continue;
    const vote = votes.add(token, 0, voteKind.recency, 0, -1, position);
    votes.set(vote, place.distance, feature.age(contextLength - position));
    votes.set(vote, place.length, feature.length(voteKind.recency, 1));
  }
}
