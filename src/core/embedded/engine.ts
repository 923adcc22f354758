import { type CandidateLine, decodeLines } from './beam.ts';
import { candidateFeatures, guessFacts, nextLineFeatures } from './candidateFeatures.ts';
import { commentStyleOf } from './commentStyle.ts';
import type { Distribution } from './distribution.ts';
import { firstTokens } from './firstToken.ts';
import { likelihoodBelow } from './likelihoodBelow.ts';
import { beforeSuffix, lineText } from './lineText.ts';
import {
  buildLocalContext,
  hasSameTokens,
  type LocalContext,
  maxDecodedLines,
} from './localContext.ts';
import { Indents, likeliestStart, sceneAfter } from './nextLines.ts';
import { inOwnQuotes } from './ownQuotes.ts';
import type { ProjectIndex } from './projectIndex.ts';
import type { Ranker } from './ranker.ts';
import { createScene } from './scene.ts';
import { matchedLines, type SourceLine, sourceLines } from './sources.ts';
import { Voter } from './voter.ts';
import { allVoters, type CastVotes } from './votes/vote.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** Where a suggestion is wanted. */
export interface CursorText {
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Why the engine has no guess. */
export type NoGuess = 'inComment' | 'nothingSimilar' | 'suffixDiffers' | 'cancelled';

export type Guess =
  | {
      readonly kind: 'line';
      readonly text: string;
      /** Estimated probability that the line is exactly what will be written. */
      readonly confidence: number;
      /** Estimated probability that the line is already complete at the cursor. */
      readonly lineIsComplete: number;
    }
  | { readonly kind: 'none'; readonly reason: NoGuess };

/** A line that may follow, as text, and as the numbers that it is judged by. */
export interface Candidate {
  readonly line: CandidateLine;
  readonly text: string;
  readonly features: readonly number[];
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly lineIsComplete: number;
}

/** A guess, and what it was learned from. */
export interface Explanation {
  readonly guess: Guess;
  readonly sources: readonly SourceLine[];
}

/** Lines that may follow the cursor, before any after them, or why there are none. */
type Found =
  | { readonly none: NoGuess }
  | {
      readonly none?: undefined;
      readonly scene: VotingScene;
      /** At least one, the likeliest first. */
      readonly judged: readonly JudgedLine[];
      readonly lineIsComplete: number;
      /** Nothing but white space is right of the cursor, so that lines may follow. */
      readonly isAtLineEnd: boolean;
    };

/** What was found last, which holds until the cursor moves or what was learned changes. */
interface LastFound {
  readonly cursor: CursorText;
  readonly revision: number;
  readonly found: Found;
}

/** What was voted at a place, which holds while a word is typed there. */
interface LastVotes {
  readonly path: string;
  readonly revision: number;
  readonly scene: VotingScene;
  /** By the tokens after the cursor. */
  readonly known: Map<string, Distribution>;
}

interface RenderedLine {
  readonly line: CandidateLine;
  readonly text: string;
}

/** Predicts the rest of a line, and lines after it, from the project's own code, by places like the cursor's that vote. */
export class EmbeddedEngine {
  private last: LastFound | undefined;
  private votes: LastVotes | undefined;

  /** `weights` are of the votes, the rankers say how sure a line is: the cursor's, and one after it. */
  constructor(
    private readonly weights: Float64Array,
    private readonly ranker: Ranker,
    private readonly nextRanker: Ranker,
    readonly project: ProjectIndex,
    /** Who votes; benches leave some out. */
    private readonly voters: readonly CastVotes[] = allVoters,
  ) {}

  /** The most probable rest of the line; further lines where they are as sure. */
  guess(cursor: CursorText, isCancelled: () => boolean): Guess {
    const found = this.find(cursor, isCancelled);
    if (found.none) return { kind: 'none', reason: found.none };
    const { scene, judged, lineIsComplete, isAtLineEnd } = found;
    const best = judged[0]!;
    const more = isAtLineEnd ? this.linesAfter(scene, best, cursor.prefix, isCancelled) : '';
    const { confidence } = best;
    const text = inOwnQuotes(scene, cursor.path, best.text + more);
    return { kind: 'line', text, confidence, lineIsComplete };
  }

  /** The same, with the lines that it was learned from. */
  explain(cursor: CursorText): Explanation {
    const guess = this.guess(cursor, () => false);
    const found = this.find(cursor, () => false);
    if (found.none) return { guess, sources: [] };
    return { guess, sources: sourceLines(found.scene, cursor.path, found.judged[0]!.line.steps) };
  }

  /** Lines of other files that the likeliest lines here were learned from: what else may be of use at the cursor. */
  matches(cursor: CursorText, isCancelled: () => boolean): readonly SourceLine[] {
    const found = this.find(cursor, isCancelled);
    return found.none ? [] : matchedLines(found.scene, cursor.path, found.judged);
  }

  /** A guess, what it was learned from and what matches are found together, so they cost one search. */
  private find(cursor: CursorText, isCancelled: () => boolean): Found {
    this.project.focus(cursor.path);
    const { last } = this;
    if (last?.revision === this.project.revision && isSamePlace(last.cursor, cursor)) {
      return last.found;
    }
    this.last = undefined;
    const found = this.findAnew(cursor, isCancelled);
    if (isCancelled()) return { none: 'cancelled' };
    this.last = { cursor, revision: this.project.revision, found };
    return found;
  }

  private findAnew(cursor: CursorText, isCancelled: () => boolean): Found {
    const style = commentStyleOf(cursor.path);
    const local = buildLocalContext(cursor, style, this.project.vocabulary);
    if (local.endsInComment) return { none: 'inComment' };
    const { scene, known } = this.votesAt(cursor.path, local);
    const lineSuffix = /^[^\r\n]*/.exec(cursor.suffix)![0].trim();
    const find = (leavesDeadEnds: boolean): Candidates =>
      this.candidates(scene, cursor.prefix, lineSuffix, isCancelled, known, leavesDeadEnds);
    let found = find(false);
    if (found.candidates.length === 0) found = find(true);
    const judged = judge(found.candidates, this.ranker);
    if (judged.length === 0) return { none: lineSuffix ? 'suffixDiffers' : 'nothingSimilar' };
    const { lineIsComplete } = found;
    return { scene, judged, lineIsComplete, isAtLineEnd: lineSuffix === '' };
  }

  /** The scene of a place; with what was voted already if only the word at the cursor has changed. */
  private votesAt(path: string, local: LocalContext): LastVotes {
    const { project, votes } = this;
    const { revision } = project;
    const isSame =
      votes?.path === path &&
      votes.revision === revision &&
      hasSameTokens(votes.scene.local, local);
    const scene = isSame
      ? { ...votes.scene, local, context: local.before, contextLength: local.beforeLength }
      : createScene(project, path, local);
    const known = isSame ? votes.known : new Map<string, Distribution>();
    this.votes = { path, revision, scene, known };
    return this.votes;
  }

  /** All lines that may follow in a scene, with what they are judged by. */
  candidates(
    scene: VotingScene,
    prefix: string,
    lineSuffix: string,
    isCancelled: () => boolean,
    known?: Map<string, Distribution>,
    leavesDeadEnds = false,
  ): Candidates {
    const { vocabulary } = this.project;
    const { local } = scene;
    const voter = new Voter(scene, this.weights, this.voters, known);
    let lineIsComplete = 0;
    const first = (distribution: Distribution): Distribution => {
      lineIsComplete = distribution.lineEnds.reduce((sum, probability) => sum + probability, 0);
      return firstTokens(local, vocabulary, distribution);
    };
    const rendered = decodeLines(scene, voter, first, isCancelled, leavesDeadEnds).map(line => {
      return { line, text: lineText(line, vocabulary, prefix, local.partial) };
    });
    if (local.partial !== '') lineIsComplete = probabilityOfNothing(rendered);
    const fitting = rendered.flatMap(({ line, text: whole }) => {
      const text = beforeSuffix(whole, lineSuffix);
      return text === undefined || text.trim() === '' ? [] : [{ line, text }];
    });
    const facts = guessFacts(scene, lineIsComplete);
    const lines = fitting.map(({ line }) => line);
    const below = lines.map((line, rank) => likelihoodBelow(scene, voter, line, rank));
    const candidates = fitting.map(({ line, text }, rank) => {
      return { line, text, features: candidateFeatures(scene, facts, lines, rank, below) };
    });
    return { candidates, lineIsComplete };
  }

  /** Lines after the first one, as long as all together are sure and the block is open. */
  private linesAfter(
    first: VotingScene,
    firstLine: JudgedLine,
    prefix: string,
    isCancelled: () => boolean,
  ): string {
    const indents = new Indents(prefix);
    let scene = first;
    let last = firstLine;
    let sureness = last.confidence;
    let text = '';
    const written = new Set([(prefix.slice(prefix.lastIndexOf('\n') + 1) + last.text).trim()]);
    for (let lines = 1; lines < maxDecodedLines && sureness >= leastSureTogether; lines++) {
      const start = likeliestStart(last.line.end.lineEnds);
      const next = start && sceneAfter(scene, last.line.steps, start);
      if (!start || !next) break;
      const indent = indents.next(start);
      const found = this.candidates(next, indent, '', isCancelled).candidates;
      const judged = found.map(candidate => {
        return {
          ...candidate,
          features: nextLineFeatures(candidate.features, start, next),
        };
      });
      const best = judge(judged, this.nextRanker)[0];
      if (!best || isCancelled()) break;
      sureness *= best.confidence;
      if (sureness < leastSureTogether || written.has(best.text)) break;
      if (best.text.length > longestCloser) written.add(best.text);
      text += `${start.isAfterBlank ? '\n' : ''}\n${indent}${best.text}`;
      scene = next;
      last = best;
    }
    return text;
  }
}

/** What is no longer than this may stand in several lines of a suggestion; all else would be a loop. */
const longestCloser = 4;

/** Lines are added while the probability that all of them are right is at least this. */
const leastSureTogether = 0.55;

interface JudgedLine extends Candidate {
  readonly confidence: number;
}

/** Candidates with how probably each is right, the likeliest first. */
function judge(candidates: readonly Candidate[], ranker: Ranker): readonly JudgedLine[] {
  return candidates
    .map(candidate => ({ ...candidate, confidence: ranker.probability(candidate.features) }))
    .sort((one, other) => other.confidence - one.confidence);
}

function isSamePlace(one: CursorText, other: CursorText): boolean {
  return one.path === other.path && one.prefix === other.prefix && one.suffix === other.suffix;
}

/** While a word is being typed, its end may be the end of the line. */
function probabilityOfNothing(rendered: readonly RenderedLine[]): number {
  const nothing = rendered.find(({ text }) => text === '');
  return nothing ? Math.exp(nothing.line.logProbability) : 0;
}
