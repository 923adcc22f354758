import type { RankRange } from '../contextIndex.ts';
import { maxContextTokens } from '../contextOrder.ts';
import { separator } from '../tokenIds.ts';
import { feature, voteKind } from './features.ts';
import { place, type VoteList } from './voteList.ts';
import { depthDifference, setLikeness, type VotingScene } from './votingScene.ts';

const maxVotes = 80;
const maxVotesPerLevel = 32;

/** Votes of places in other files where the same tokens stand before; the longest match first. */
export function voteProjectExact(scene: VotingScene, votes: VoteList): void {
  const { corpus, exactIndex } = scene;
  const levels = narrowed(scene, false);
  const likeness = (rank: number): number =>
    scene.similarity.of(corpus.slotAt(exactIndex.at(rank)));
  const visit = (rank: number, length: number, found: LevelSample): void => {
    const position = exactIndex.at(rank);
    const slot = corpus.slotAt(position);
    const isSameFolder = corpus.files[slot]!.folder === scene.folder;
    const kind = isSameFolder ? voteKind.projectSameFolder : voteKind.projectOther;
    const vote = votes.add(
      corpus.tokens[position]!,
      corpus.gaps[position]!,
      kind,
      length,
      slot,
      position,
    );
    votes.set(vote, place.length, feature.length(kind, length));
    const depth = depthDifference(scene, corpus.gaps, position);
    if (depth !== undefined) votes.set(vote, place.depth, feature.depth(kind, depth));
    votes.set(vote, place.count, feature.count(kind));
    votes.logCounts[vote] = Math.log(found.count);
    const stride = found.isFavourite ? feature.favourite : feature.stride(found.stride);
    votes.set(vote, place.stride, stride);
    votes.set(vote, place.similarity, feature.similarity(scene.similarity.of(slot)));
    setLikeness(scene, votes, vote, kind, position);
  };
  walkLevels(levels, maxVotes, maxVotesPerLevel, 1, visit, likeness);
}

/** The runs of ranks for matches of 1, 2, 3 … tokens, until none is left. */
export function narrowed(scene: VotingScene, isSkeleton: boolean): readonly RankRange[] {
  const { vocabulary, context, contextLength } = scene;
  const index = isSkeleton ? scene.skeletonIndex : scene.exactIndex;
  const keys = isSkeleton ? vocabulary.skeletonKeys : vocabulary.keys;
  const levels: RankRange[] = [];
  let range = index.everything;
  for (let depth = 1; depth <= maxContextTokens && depth < contextLength; depth++) {
    const token = context[contextLength - depth]!;
    if (token === separator) break;
    range = index.narrow(range, depth, keys[token]!);
    if (range.start === range.endExclusive) break;
    levels.push(range);
  }
  return levels;
}

/** How an occurrence was found: how many there are at its level, and every how many of them votes. */
export interface LevelSample {
  readonly count: number;
  readonly stride: number;
  /** Chosen because its file is alike, not because it was its turn. */
  readonly isFavourite: boolean;
}

/** Most occurrences of a level that are looked at for favourites. */
const maxScanned = 96;
const maxFavourites = 16;
/** Files less alike than this are nobody's favourites. */
const leastLikeness = 0.15;

/**
 * Visits ranks from the longest match outwards, at most `maxPerLevel` new ones at each level,
 * spread evenly over it, so that frequent contexts cost no more than rare ones.
 */
export function walkLevels(
  levels: readonly RankRange[],
  maxTotal: number,
  maxPerLevel: number,
  shortest: number,
  visit: (rank: number, length: number, sample: LevelSample) => void,
  likeness?: (rank: number) => number,
): void {
  let inner: RankRange | undefined;
  let left = maxTotal;
  for (let length = levels.length; length >= shortest && left > 0; length--) {
    const outer = levels[length - 1]!;
    const innerStart = inner?.start ?? outer.endExclusive;
    const innerEnd = inner?.endExclusive ?? outer.endExclusive;
    const fresh = innerStart - outer.start + (outer.endExclusive - innerEnd);
    const stride = Math.max(1, Math.ceil(fresh / Math.min(maxPerLevel, left)));
    const sample = { count: outer.endExclusive - outer.start, stride, isFavourite: false };
    const rankOf = (i: number): number => {
      const rank = outer.start + i;
      return rank < innerStart ? rank : rank + (innerEnd - innerStart);
    };
    for (let i = stride >> 1; i < fresh; i += stride) {
      visit(rankOf(i), length, sample);
      left--;
    }
    if (stride > 1 && likeness) {
      const favourites = mostAlike(fresh, stride, rankOf, likeness);
      for (const rank of favourites) visit(rank, length, { ...sample, isFavourite: true });
    }
    inner = outer;
  }
}

/** Ranks of the most alike occurrences of a level, of those that had no turn. */
function mostAlike(
  fresh: number,
  stride: number,
  rankOf: (i: number) => number,
  likeness: (rank: number) => number,
): readonly number[] {
  const step = Math.max(1, Math.ceil(fresh / maxScanned));
  const ranks: number[] = [];
  const values: number[] = [];
  let least = leastLikeness;
  for (let i = 0; i < fresh; i += step) {
    if (i % stride === stride >> 1) continue;
    const rank = rankOf(i);
    const value = likeness(rank);
    if (value <= least) continue;
    // Ranks ascend, so that of equal ones the first stays in front.
    let at = values.length;
    while (at > 0 && values[at - 1]! < value) at--;
    values.splice(at, 0, value);
    ranks.splice(at, 0, rank);
    if (values.length > maxFavourites) {
      values.pop();
      ranks.pop();
    }
    if (values.length === maxFavourites) least = values[maxFavourites - 1]!;
  }
  return ranks;
}
