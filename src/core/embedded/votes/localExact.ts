import { maxContextTokens } from '../contextOrder.ts';
import { separator } from '../tokenIds.ts';
import { feature, voteKind } from './features.ts';
import { place, type VoteList } from './voteList.ts';
import { depthDifference, rightMatch, type VotingScene } from './votingScene.ts';

const maxBefore = 240;
const maxAfter = 80;

/** Votes of places in the open document where the same token stands before. */
export function voteLocalExact(scene: VotingScene, votes: VoteList): void {
  const { exact } = scene.local;
  const last = scene.context[scene.contextLength - 1]!;
  vote(scene, votes, exact.lastBefore[last] ?? 0, maxBefore, voteKind.localBefore);
  vote(scene, votes, exact.firstAfter[last] ?? 0, maxAfter, voteKind.localAfter);
}

function vote(
  scene: VotingScene,
  votes: VoteList,
  first: number,
  most: number,
  kind: number,
): void {
  const { local } = scene;
  const cursorLine = local.cursorLine;
  const found: number[] = [];
  for (let p = first; p !== 0 && found.length < most; p = local.exact.next[p]!) found.push(p);
  for (const position of found) {
    const length = matchedTokens(scene, position);
    const added = votes.add(
      local.tokens[position]!,
      local.gaps[position]!,
      kind,
      length,
      -1,
      position,
    );
    votes.set(added, place.length, feature.length(kind, length));
    votes.set(added, place.right, feature.right(kind, rightMatch(scene, position)));
    const depth = depthDifference(scene, local.gaps, position);
    if (depth !== undefined) votes.set(added, place.depth, feature.depth(kind, depth));
    votes.set(added, place.count, feature.count(kind));
    votes.logCounts[added] = Math.log(found.length);
    const distance = Math.abs(cursorLine - local.lineOf[position]!);
    votes.set(added, place.distance, feature.distance(distance));
  }
}

function matchedTokens(scene: VotingScene, position: number): number {
  const { context, contextLength, local } = scene;
  let length = 1;
  while (
    length < maxContextTokens &&
    length < position &&
    length < contextLength &&
    local.tokens[position - 1 - length] === context[contextLength - 1 - length] &&
    local.tokens[position - 1 - length] !== separator
  ) {
    length++;
  }
  return length;
}
