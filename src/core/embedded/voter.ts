import { type Distribution, distribute, weighVotes } from './distribution.ts';
import { allVoters, type CastVotes, collectVotes } from './votes/vote.ts';
import { VoteList } from './votes/voteList.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** Collects and weighs votes in arrays that are used again. */
export class Voter {
  private readonly votes = new VoteList();
  private sums = new Float64Array(2048);

  constructor(
    private readonly scene: VotingScene,
    private readonly weights: Float64Array,
    private readonly voters: readonly CastVotes[] = allVoters,
    /** What was found in the same scene before, by the tokens after the cursor. */
    private readonly known = new Map<string, Distribution>(),
  ) {}

  next(): Distribution {
    const { context, contextLength, local } = this.scene;
    const key = context.subarray(local.beforeLength, contextLength).join();
    const found = this.known.get(key) ?? this.vote();
    this.known.set(key, found);
    return found;
  }

  private vote(): Distribution {
    collectVotes(this.scene, this.votes, this.voters);
    if (this.sums.length < this.votes.length) this.sums = new Float64Array(this.votes.length * 2);
    const most = weighVotes(this.scene, this.votes, this.weights, this.sums);
    return distribute(this.votes, this.sums, most);
  }
}
