import { lastLineEnd, separator, skeleton, tokenKind } from './tokenIds.ts';
import { feature, locality, voteKind } from './votes/features.ts';
import { featuresPerVote, place, type VoteList } from './votes/voteList.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** A token that may come next, with what its votes have in common. */
export interface Choice {
  /** The token; the separator stands for the end of the line. */
  readonly token: number;
  probability: number;
  /** White space before the token, by its heaviest vote. */
  gap: number;
  heaviest: number;
  votes: number;
  /** The part of its weight that comes from the open document. */
  localWeight: number;
  /** The part of its weight that comes from exact matches, in any file. */
  exactWeight: number;
  longestMatch: number;
  /** Kind and file of its heaviest vote; the file's slot is -1 for the open document. */
  heaviestKind: number;
  heaviestSlot: number;
  heaviestPosition: number;
}

/** What the votes say about the next token. */
export interface Distribution {
  /** Most probable first. */
  readonly choices: readonly Choice[];
  /** Probability of each kind of line start after the line's end, by its id. */
  readonly lineEnds: Float64Array;
}

/** What is left for a token that nothing voted for, against the heaviest vote: e^-2. */
export const unseenWeight = Math.exp(-2);
const memberMarks: ReadonlySet<string> = new Set(['.', '->', '::', '?.']);

/** Fills in the features that depend on the token, and sums each vote's weights into `sums`. */
export function weighVotes(
  scene: VotingScene,
  votes: VoteList,
  weights: Float64Array,
  sums: Float64Array,
): number {
  const last = scene.context[scene.contextLength - 1]!;
  const isMember = memberMarks.has(scene.vocabulary.text(last));
  const known = new Map<number, readonly [locality: number, usage: number]>();
  let most = -Infinity;
  for (let vote = 0; vote < votes.length; vote++) {
    const token = votes.tokens[vote]!;
    let local = known.get(token);
    if (local === undefined) {
      local = tokenFeatures(scene, token, isMember);
      known.set(token, local);
    }
    votes.set(vote, place.locality, local[0]);
    votes.set(vote, place.usage, local[1]);
    const sum = sumOf(votes, vote, weights);
    sums[vote] = sum;
    if (sum > most) most = sum;
  }
  return most;
}

function sumOf({ features, logCounts }: VoteList, vote: number, weights: Float64Array): number {
  const first = vote * featuresPerVote;
  let sum = 0;
  for (let at = first; at < first + place.count; at++) sum += weights[features[at]!]!;
  sum += weights[features[first + place.count]!]! * logCounts[vote]!;
  const end = first + featuresPerVote;
  for (let at = first + place.count + 1; at < end; at++) sum += weights[features[at]!]!;
  return sum;
}

/** Turns weighed votes into probabilities. */
export function distribute(votes: VoteList, sums: Float64Array, most: number): Distribution {
  const byToken = new Map<number, Choice>();
  const lineEnds = new Float64Array(lastLineEnd + 1);
  let total = unseenWeight;
  for (let vote = 0; vote < votes.length; vote++) {
    const weight = Math.exp(sums[vote]! - most);
    total += weight;
    const voted = votes.tokens[vote]!;
    if (voted <= lastLineEnd) lineEnds[voted]! += weight;
    addVote(byToken, votes, vote, voted <= lastLineEnd ? separator : voted, weight);
  }
  for (const choice of byToken.values()) {
    choice.localWeight /= choice.probability;
    choice.exactWeight /= choice.probability;
    choice.probability /= total;
  }
  for (let kind = 0; kind < lineEnds.length; kind++) lineEnds[kind]! /= total;
  const choices = [...byToken.values()].sort((a, b) => b.probability - a.probability);
  return { choices, lineEnds };
}

function addVote(
  byToken: Map<number, Choice>,
  votes: VoteList,
  vote: number,
  token: number,
  weight: number,
): void {
  let choice = byToken.get(token);
  if (!choice) {
    choice = {
      token,
      probability: 0,
      gap: 0,
      heaviest: 0,
      votes: 0,
      localWeight: 0,
      exactWeight: 0,
      longestMatch: 0,
      heaviestKind: voteKind.recency,
      heaviestSlot: -1,
      heaviestPosition: 0,
    };
    byToken.set(token, choice);
  }
  choice.probability += weight;
  choice.votes++;
  if (votes.slots[vote] === -1) choice.localWeight += weight;
  if (votes.kinds[vote]! <= voteKind.localAfter) choice.exactWeight += weight;
  choice.longestMatch = Math.max(choice.longestMatch, votes.matched[vote]!);
  // A recency vote has no place of its own, so it knows no gap (its match is 0).
  if (weight > choice.heaviest && votes.matched[vote]! > 0) {
    choice.heaviest = weight;
    choice.gap = votes.gaps[vote]!;
    choice.heaviestKind = votes.kinds[vote]!;
    choice.heaviestSlot = votes.slots[vote]!;
    choice.heaviestPosition = votes.positions[vote]!;
  }
}

/** Features of the proposed token, whoever proposes it. */
function tokenFeatures(scene: VotingScene, token: number, isMember: boolean): [number, number] {
  const where = localityOf(scene, token);
  const isName = scene.vocabulary.kinds[token] === tokenKind.identifier;
  const uses = scene.local.uses[token] ?? 0;
  return [
    feature.locality(where, isMember, caseClass(scene, token)),
    isName && where === locality.notInFile
      ? feature.foreign(scene.corpus.documentFrequency[token] ?? 0)
      : feature.usage(where, uses, isName),
  ];
}

/** 0 for what is no name, else lower, Pascal or upper case. */
function caseClass(scene: VotingScene, token: number): number {
  const { kinds, skeletons } = scene.vocabulary;
  if (kinds[token] !== tokenKind.identifier) return 0;
  return skeletons[token]! - skeleton.lower + 1;
}

function localityOf(scene: VotingScene, token: number): number {
  const { context, contextLength, local } = scene;
  for (let at = contextLength - 1; at > 0 && context[at]! > lastLineEnd; at--) {
    if (context[at] === token) return locality.sameLine;
  }
  const before = local.exact.lastBefore[token] ?? 0;
  if (before === 0) {
    return (local.exact.firstAfter[token] ?? 0) === 0 ? locality.notInFile : locality.onlyBelow;
  }
  const lines = local.cursorLine - local.lineOf[before - 1]!;
  if (lines <= 3) return locality.within3;
  if (lines <= 10) return locality.within10;
  if (lines <= 30) return locality.within30;
  return lines <= 100 ? locality.within100 : locality.farther;
}
