import { lastLineEnd } from '../tokenIds.ts';
import { feature, voteKind } from './features.ts';
import { place, type VoteList } from './voteList.ts';
import type { VotingScene } from './votingScene.ts';

const marks: ReadonlySet<string> = new Set(['.', '/', '::', '\\']);
/** Folders that are compared. */
const maxMatched = 4;

/** Behind the names of folders that the file is in, the next one of its path: `package org.example.` goes on as the path does. */
export function votePath(scene: VotingScene, votes: VoteList): void {
  const { context, contextLength, vocabulary, pathNames } = scene;
  const name = context[contextLength - 2]!;
  if (!marks.has(vocabulary.text(context[contextLength - 1]!)) || name <= lastLineEnd) return;
  const at = pathNames.lastIndexOf(name, pathNames.length - 2);
  if (at === -1) return;
  let matched = 1;
  while (
    matched < maxMatched &&
    matched <= at &&
    context[contextLength - 2 - 2 * matched] === pathNames[at - matched]
  ) {
    matched++;
  }
  const vote = votes.add(pathNames[at + 1]!, 0, voteKind.path, matched, -1, 0);
  const isFile = at + 2 === pathNames.length;
  // Folders have even numbers, the file's own name odd ones.
  votes.set(vote, place.length, feature.length(voteKind.path, matched * 2 - (isFile ? 1 : 0)));
}
