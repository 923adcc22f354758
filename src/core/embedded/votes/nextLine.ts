import type { RankRange } from '../contextIndex.ts';
import type { LocalContext } from '../localContext.ts';
import type { ProjectIndex } from '../projectIndex.ts';
import { lastLineEnd, separator } from '../tokenIds.ts';
import { feature, voteKind } from './features.ts';
import { walkLevels } from './projectExact.ts';
import { place, type VoteList } from './voteList.ts';
import { type FollowedLine, setLikeness, type VotingScene } from './votingScene.ts';

/** The kind of line start and one token say nothing yet. */
const leastEqual = 3;
const maxLines = 60;
const maxPerLevel = 40;
/** Longer lines are statements that nobody repeats. */
const maxTokens = 60;

/** Lines of the project that are followed by a line like the one below the cursor. */
export function linesByNext(project: ProjectIndex, local: LocalContext): readonly FollowedLine[] {
  const { lineIndex, corpus, vocabulary } = project;
  const levels: RankRange[] = [];
  let range = lineIndex.everything;
  for (const [depth, token] of local.right.entries()) {
    range = lineIndex.narrow(range, depth + 1, vocabulary.keys[token]!);
    if (range.start === range.endExclusive) break;
    levels.push(range);
  }
  const lines: FollowedLine[] = [];
  walkLevels(levels, maxLines, maxPerLevel, leastEqual, (rank, _, { count }) => {
    const end = lineIndex.at(rank);
    let start = end - 1;
    while (corpus.tokens[start]! > lastLineEnd && end - start < maxTokens) start--;
    const token = corpus.tokens[start]!;
    if (token !== separator && token <= lastLineEnd) lines.push({ start, end, count });
  });
  return lines;
}

/** Votes of lines that start as the cursor's line does and are followed by the line that follows it. */
export function voteNextLine(scene: VotingScene, votes: VoteList): void {
  const { linesByNext, context, contextLength, corpus } = scene;
  if (linesByNext.length === 0) return;
  let typed = 0;
  while (context[contextLength - 1 - typed]! > lastLineEnd) typed++;
  const { tokens, gaps } = corpus;
  for (const { start, end, count } of linesByNext) {
    const position = start + 1 + typed;
    if (position > end) continue;
    let same = 0;
    while (same < typed && tokens[start + 1 + same] === context[contextLength - typed + same])
      same++;
    if (same < typed) continue;
    const slot = corpus.slotAt(position);
    const vote = votes.add(
      tokens[position]!,
      gaps[position]!,
      voteKind.nextLine,
      typed + 1,
      slot,
      position,
    );
    votes.set(vote, place.length, feature.length(voteKind.nextLine, typed + 1));
    votes.set(vote, place.count, feature.count(voteKind.nextLine));
    votes.logCounts[vote] = Math.log(count);
    votes.set(vote, place.similarity, feature.similarity(scene.similarity.of(slot)));
    setLikeness(scene, votes, vote, voteKind.nextLine, position);
  }
}
