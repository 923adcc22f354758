import { type CandidateLine, decodeLines } from './beam.ts';
import { candidateFeatures, guessFacts, nextLineFeatures } from './candidateFeatures.ts';
import { commentStyleOf } from './commentStyle.ts';
import type { Distribution } from './distribution.ts';
import { firstTokens } from './firstToken.ts';
import { likelihoodBelow } from './likelihoodBelow.ts';
import { beforeSuffix, lineText } from './lineText.ts';
import { buildLocalContext, maxDecodedLines } from './localContext.ts';
import { Indents, likeliestStart, sceneAfter } from './nextLines.ts';
import type { ProjectIndex } from './projectIndex.ts';
import type { Ranker } from './ranker.ts';
import { createScene } from './scene.ts';
import { type SourceLine, sourceLines } from './sources.ts';
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

interface Found {
  readonly guess: Guess;
  readonly scene?: VotingScene;
  readonly line?: CandidateLine;
}

interface RenderedLine {
  readonly line: CandidateLine;
  readonly text: string;
}

/** Predicts the rest of a line, and lines after it, from the project's own code, by places like the cursor's that vote. */
export class EmbeddedEngine {
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
    return this.find(cursor, isCancelled).guess;
  }

  /** The same, with the lines that it was learned from. */
  explain(cursor: CursorText): Explanation {
    const { guess, scene, line } = this.find(cursor, () => false);
    return { guess, sources: scene && line ? sourceLines(scene, cursor.path, line.steps) : [] };
  }

  private find(cursor: CursorText, isCancelled: () => boolean): Found {
    const none = (reason: NoGuess): Found => ({ guess: { kind: 'none', reason } });
    this.project.focus(cursor.path);
    const style = commentStyleOf(cursor.path);
    const local = buildLocalContext(cursor, style, this.project.vocabulary);
    if (local.endsInComment) return none('inComment');
    const scene = createScene(this.project, cursor.path, local);
    const lineSuffix = /^[^\r\n]*/.exec(cursor.suffix)![0].trim();
    const found = this.candidates(scene, cursor.prefix, lineSuffix, isCancelled);
    const best = likeliest(found.candidates, this.ranker);
    if (isCancelled()) return none('cancelled');
    if (!best) return none(lineSuffix ? 'suffixDiffers' : 'nothingSimilar');
    const { confidence, line } = best;
    const more = lineSuffix === '' ? this.linesAfter(scene, best, cursor.prefix, isCancelled) : '';
    const { lineIsComplete } = found;
    const guess = { kind: 'line', text: best.text + more, confidence, lineIsComplete } as const;
    return { guess, scene, line };
  }

  /** All lines that may follow in a scene, with what they are judged by. */
  candidates(
    scene: VotingScene,
    prefix: string,
    lineSuffix: string,
    isCancelled: () => boolean,
  ): Candidates {
    const { vocabulary } = this.project;
    const { local } = scene;
    const voter = new Voter(scene, this.weights, this.voters);
    let lineIsComplete = 0;
    const first = (distribution: Distribution): Distribution => {
      lineIsComplete = distribution.lineEnds.reduce((sum, probability) => sum + probability, 0);
      return firstTokens(local, vocabulary, distribution);
    };
    const rendered = decodeLines(scene, voter, first, isCancelled).map(line => {
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
      const best = likeliest(judged, this.nextRanker);
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

/** The candidate that is most probably right. */
function likeliest(candidates: readonly Candidate[], ranker: Ranker): JudgedLine | undefined {
  let best: JudgedLine | undefined;
  for (const candidate of candidates) {
    const confidence = ranker.probability(candidate.features);
    if (!best || confidence > best.confidence) best = { ...candidate, confidence };
  }
  return best;
}

/** While a word is being typed, its end may be the end of the line. */
function probabilityOfNothing(rendered: readonly RenderedLine[]): number {
  const nothing = rendered.find(({ text }) => text === '');
  return nothing ? Math.exp(nothing.line.logProbability) : 0;
}
