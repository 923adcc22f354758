import { tokenKind } from '../tokenIds.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { feature, voteKind } from './features.ts';
import { replaceSpelled, spellingsOf } from './mapByWords.ts';
import { featuresPerVote, place, type VoteList } from './voteList.ts';
import type { VotingScene } from './votingScene.ts';

/** Shorter stems occur in names by chance. */
const shortestStem = 3;
/**
 * For each vote from another file whose name is part of the proposed name, one more with our file's name in its place:
 * what is `UserService` in `userService.ts` is `OrderService` in `orderService.ts`.
 */
export function voteFileName(scene: VotingScene, votes: VoteList): void {
  const { stem: ourStem } = scene;
  if (ourStem.length < shortestStem) return;
  const ours = spellingsOf(ourStem);
  const end = votes.length;
  for (let vote = 0; vote < end; vote++) {
    const slot = votes.slots[vote]!;
    const source = votes.tokens[vote]!;
    if (slot === -1 || scene.vocabulary.kinds[source] !== tokenKind.identifier) continue;
    const theirStem = scene.corpus.files[slot]!.stem;
    if (theirStem.length < shortestStem || theirStem === ourStem) continue;
    let renames = scene.renames.get(slot);
    if (!renames) {
      renames = { theirs: spellingsOf(theirStem), names: new Map() };
      scene.renames.set(slot, renames);
    }
    let token = renames.names.get(source);
    if (token === undefined) {
      token = renamed(scene.vocabulary, source, renames.theirs, ours);
      renames.names.set(source, token);
    }
    if (token !== -1) copyVote(votes, vote, token);
  }
}

function renamed(
  vocabulary: Vocabulary,
  source: number,
  from: readonly string[],
  to: readonly string[],
): number {
  const text = replaceSpelled(vocabulary.text(source), from, to);
  return text === undefined ? -1 : vocabulary.intern(text);
}

function copyVote(votes: VoteList, vote: number, token: number): void {
  const { fileName } = voteKind;
  const matched = votes.matched[vote]!;
  const copy = votes.add(
    token,
    votes.gaps[vote]!,
    fileName,
    matched,
    votes.slots[vote]!,
    votes.positions[vote]!,
  );
  votes.features.copyWithin(
    copy * featuresPerVote,
    vote * featuresPerVote,
    (vote + 1) * featuresPerVote,
  );
  votes.logCounts[copy] = votes.logCounts[vote]!;
  votes.set(copy, place.distance, feature.length(fileName, matched));
}
