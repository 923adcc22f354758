import type { ContextIndex } from '../contextIndex.ts';
import type { Corpus } from '../corpus.ts';
import type { LocalContext } from '../localContext.ts';
import { likeness, type NearbyNames } from '../nearbyNames.ts';
import type { FileSimilarity } from '../similarity.ts';
import { lastLineEnd, separator } from '../tokenIds.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { feature } from './features.ts';
import type { WordChange } from './mapByWords.ts';
import { place, type VoteList } from './voteList.ts';

/** Everything that votes look at. `context` grows by a token with every decoding step. */
export interface VotingScene {
  readonly vocabulary: Vocabulary;
  readonly corpus: Corpus;
  readonly exactIndex: ContextIndex;
  readonly skeletonIndex: ContextIndex;
  readonly local: LocalContext;
  /** Tokens before the next one, `contextLength` of them. */
  readonly context: Int32Array;
  contextLength: number;
  /** Folder of the open document, with `/` at its end. */
  readonly folder: string;
  /** How alike the open document and other files are. */
  readonly similarity: FileSimilarity;
  /** How alike what stands around the cursor's line and around other lines is. */
  readonly nearbyNames: NearbyNames;
  /** What the open document is about, by its name. */
  readonly stem: string;
  /** Names carried over by file name, by slot; -1 where there is nothing to carry over. */
  readonly renames: Map<number, FileRenames>;
  /** Pairs of names that were compared, and the names that their difference was carried over to. */
  readonly changes: Map<number, Map<number, CarriedChange>>;
  /** Lines of other files whose next line starts like the open document's, the most alike first. */
  readonly linesByNext: readonly FollowedLine[];
  /** The names of the open document's folders and its own, as tokens. */
  readonly pathNames: readonly number[];
}

/** How another file's name is spelled, and what names with it become with the open document's name in its place. */
export interface FileRenames {
  readonly theirs: readonly string[];
  readonly names: Map<number, number>;
}

/** How two names differ, and what other names become by that; -1 where it has no place in them. */
export interface CarriedChange {
  readonly change: WordChange | undefined;
  readonly carried: Map<number, number>;
}

/** A line of another file that is followed by a line like the one below the cursor. */
export interface FollowedLine {
  /** Position of the line's start token. */
  readonly start: number;
  /** Position of the next line's start token. */
  readonly end: number;
  /** How many such lines there are. */
  readonly count: number;
}

/** How far the end of a line is looked for; longer statements have no next line worth comparing. */
const maxScan = 60;

/**
 * How many tokens of the line after `position` in the open document equal the line below the cursor, or -1 without one.
 * What stands below the cursor tells which of many similar lines is being written.
 */
export function rightMatch({ local }: VotingScene, position: number): number {
  const { right, tokens } = local;
  if (right.length === 0) return -1;
  let at = position;
  const end = Math.min(position + maxScan, tokens.length);
  while (at < end && (tokens[at]! > lastLineEnd || tokens[at] === separator)) {
    if (tokens[at] === separator) return 0;
    at++;
  }
  let equal = 0;
  while (
    equal < right.length &&
    at + equal < tokens.length &&
    tokens[at + equal] === right[equal]
  ) {
    equal++;
  }
  return equal;
}

/**
 * How differently the lines of an occurrence and of the cursor are nested; undefined in the middle of a line,
 * where it tells nothing. `gaps` has the depth of a line at its start.
 */
export function depthDifference(
  scene: VotingScene,
  gaps: Uint8Array,
  position: number,
): number | undefined {
  const { local, contextLength } = scene;
  const isLineStart = scene.context[contextLength - 1]! <= lastLineEnd;
  return isLineStart ? gaps[position - 1]! - local.depth : undefined;
}

/** Tells how alike what stands around a vote's line in another file and around the cursor's is. */
export function setLikeness(
  { nearbyNames }: VotingScene,
  votes: VoteList,
  vote: number,
  kind: number,
  position: number,
): void {
  const found = nearbyNames.of(position);
  votes.set(vote, place.right, feature.right(kind, likeness.next(found)));
  votes.set(vote, place.above, feature.above(likeness.above(found)));
  votes.set(vote, place.below, feature.below(likeness.below(found)));
}
