import { maxContextTokens } from '../contextOrder.ts';
import { separator, tokenKind } from '../tokenIds.ts';
import { feature, mapping, voteKind } from './features.ts';
import { changeBetween, replaceWord } from './mapByWords.ts';
import { narrowed, walkLevels } from './projectExact.ts';
import { featuresPerVote, place, type VoteList } from './voteList.ts';
import {
  type CarriedChange,
  depthDifference,
  rightMatch,
  setLikeness,
  type VotingScene,
} from './votingScene.ts';

/** Shorter matches of shape alone say next to nothing. */
const shortestMatch = 3;
const maxProjectVotes = 40;
const maxProjectVotesPerLevel = 24;
const maxLocalBefore = 60;
const maxLocalAfter = 20;
/** Occurrences looked at to find that many matches. */
const maxLocalTries = 150;
/** Pairs of differing names that are tried on a name that has no counterpart of its own. */
const maxPairs = 3;

/** Votes of places in other files that have the same shape under other names, with the names carried over. */
export function voteProjectSkeleton(scene: VotingScene, votes: VoteList): void {
  const { corpus, skeletonIndex } = scene;
  const levels = narrowed(scene, true);
  walkLevels(
    levels,
    maxProjectVotes,
    maxProjectVotesPerLevel,
    shortestMatch,
    (rank, length, found) => {
      const position = skeletonIndex.at(rank);
      const slot = corpus.slotAt(position);
      const isSameFolder = corpus.files[slot]!.folder === scene.folder;
      const kind = isSameFolder ? voteKind.skeletonSameFolder : voteKind.skeletonOther;
      const gap = corpus.gaps[position]!;
      const vote = voteMapped(scene, votes, corpus.tokens, position, length, kind, gap, slot);
      votes.logCounts[vote] = Math.log(found.count);
      votes.set(vote, place.stride, feature.stride(found.stride));
      votes.set(vote, place.similarity, feature.similarity(scene.similarity.of(slot)));
    },
  );
}

/** The same for places in the open document. */
export function voteLocalSkeleton(scene: VotingScene, votes: VoteList): void {
  const { skeleton } = scene.local;
  const last = scene.vocabulary.skeletons[scene.context[scene.contextLength - 1]!]!;
  const { skeletonLocalBefore, skeletonLocalAfter } = voteKind;
  voteLocal(scene, votes, skeleton.lastBefore[last] ?? 0, maxLocalBefore, skeletonLocalBefore);
  voteLocal(scene, votes, skeleton.firstAfter[last] ?? 0, maxLocalAfter, skeletonLocalAfter);
}

function voteLocal(
  scene: VotingScene,
  votes: VoteList,
  first: number,
  most: number,
  kind: number,
): void {
  const { local } = scene;
  const cursorLine = local.cursorLine;
  const start = votes.length;
  let tries = 0;
  for (let p = first; p !== 0 && tries < maxLocalTries; p = local.skeleton.next[p]!, tries++) {
    const length = matchedShape(scene, p);
    if (length < shortestMatch) continue;
    const vote = voteMapped(scene, votes, local.tokens, p, length, kind, local.gaps[p]!, -1);
    const distance = Math.abs(cursorLine - local.lineOf[p]!);
    votes.set(vote, place.distance, feature.distance(distance));
    if (distance <= maxCountingDistance) voteIncrement(scene, votes, vote);
    if (votes.length - start >= most) break;
  }
  const logCount = Math.log(Math.max(1, votes.length - start));
  for (let vote = start; vote < votes.length; vote++) votes.logCounts[vote] = logCount;
}

/** Lists and enumerations count from line to line. */
const maxCountingDistance = 3;
const wholeNumber = /^\d{1,9}$/;

/** Where a line of the same shape had a number, one more with the number after it. */
function voteIncrement(scene: VotingScene, votes: VoteList, source: number): void {
  const { vocabulary } = scene;
  const text = vocabulary.text(votes.tokens[source]!);
  if (!wholeNumber.test(text)) return;
  const token = vocabulary.intern(String(Number(text) + 1));
  const matched = votes.matched[source]!;
  const vote = votes.add(
    token,
    votes.gaps[source]!,
    voteKind.increment,
    matched,
    -1,
    votes.positions[source]!,
  );
  votes.set(vote, place.length, feature.length(voteKind.increment, matched));
  votes.set(vote, place.distance, votes.features[source * featuresPerVote + place.distance]!);
}

export function matchedShape(scene: VotingScene, position: number): number {
  const { context, contextLength, local } = scene;
  const { skeletons } = scene.vocabulary;
  let length = 1;
  while (length < maxContextTokens && length < position && length < contextLength) {
    const token = local.tokens[position - 1 - length]!;
    if (token === separator) break;
    if (skeletons[token] !== skeletons[context[contextLength - 1 - length]!]) break;
    length++;
  }
  return length;
}

function voteMapped(
  scene: VotingScene,
  votes: VoteList,
  tokens: Int32Array,
  position: number,
  length: number,
  kind: number,
  gap: number,
  slot: number,
): number {
  const source = tokens[position]!;
  const mapped = mapToken(scene, tokens, position, length);
  const vote = votes.add(mapped.token, gap, kind, length, slot, position);
  votes.set(vote, place.length, feature.length(kind, length));
  votes.set(vote, place.count, feature.count(kind));
  const gaps = slot === -1 ? scene.local.gaps : scene.corpus.gaps;
  const depth = depthDifference(scene, gaps, position);
  if (depth !== undefined) votes.set(vote, place.depth, feature.depth(kind, depth));
  const isName = scene.vocabulary.kinds[source] === tokenKind.identifier;
  const how = isName ? mapped.how : mapping.notIdentifier;
  votes.set(vote, place.mapping, feature.mapping(how, slot === -1));
  if (slot === -1) votes.set(vote, place.right, feature.right(kind, rightMatch(scene, position)));
  else setLikeness(scene, votes, vote, kind, position);
  votes.set(vote, place.names, namesFeature(scene, tokens, position, length, slot === -1));
  return vote;
}

/** Names farther back say little about the next one. */
const maxAligned = 12;

function namesFeature(
  scene: VotingScene,
  tokens: Int32Array,
  position: number,
  length: number,
  isLocal: boolean,
): number {
  const { context, contextLength, vocabulary } = scene;
  let equal = 0;
  let differing = 0;
  let isNearestEqual = false;
  for (let i = 1; i <= length && i <= maxAligned; i++) {
    const token = tokens[position - i]!;
    if (vocabulary.kinds[token] !== tokenKind.identifier) continue;
    if (token !== context[contextLength - i]) differing++;
    else {
      if (equal + differing === 0) isNearestEqual = true;
      equal++;
    }
  }
  return feature.names(equal, differing, isNearestEqual, isLocal);
}

/** The name in our context that stands where `tokens[position]` stands in the other, else one built like it. */
function mapToken(
  scene: VotingScene,
  tokens: Int32Array,
  position: number,
  length: number,
): { token: number; how: number } {
  const { vocabulary, context, contextLength } = scene;
  const source = tokens[position]!;
  if (vocabulary.kinds[source] !== tokenKind.identifier) {
    return { token: source, how: mapping.notIdentifier };
  }
  const pairs: [number, number][] = [];
  for (let i = 1; i <= length; i++) {
    const theirs = tokens[position - i]!;
    const ours = context[contextLength - i]!;
    if (theirs === source) return { token: ours, how: mapping.aligned };
    const isPair = theirs !== ours && vocabulary.kinds[theirs] === tokenKind.identifier;
    if (isPair && pairs.length < maxPairs) pairs.push([theirs, ours]);
  }
  return mapByPairs(scene, source, pairs);
}

function mapByPairs(scene: VotingScene, source: number, pairs: readonly [number, number][]) {
  for (const [theirs, ours] of pairs) {
    const token = carriedOver(scene, source, theirs, ours);
    if (token !== -1) return { token, how: mapping.words };
  }
  return { token: source, how: mapping.kept };
}

/** The same few names meet again and again while a line is found. */
function carriedOver(scene: VotingScene, source: number, theirs: number, ours: number): number {
  const { vocabulary, changes } = scene;
  const pairs = changes.get(theirs) ?? new Map<number, CarriedChange>();
  if (pairs.size === 0) changes.set(theirs, pairs);
  let known = pairs.get(ours);
  if (!known) {
    const change = changeBetween(vocabulary.text(theirs), vocabulary.text(ours));
    known = { change, carried: new Map() };
    pairs.set(ours, known);
  }
  const { change, carried } = known;
  if (!change) return -1;
  let token = carried.get(source);
  if (token === undefined) {
    const text = replaceWord(vocabulary.text(source), change.from, change.to);
    token = text === undefined ? -1 : vocabulary.intern(text);
    carried.set(source, token);
  }
  return token;
}
