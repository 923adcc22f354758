import { type CandidateLine, decodeLines } from './beam.ts';
import { candidateFeatures, guessFacts } from './candidateFeatures.ts';
import { commentStyleOf } from './commentStyle.ts';
import type { Distribution } from './distribution.ts';
import { firstTokens } from './firstToken.ts';
import { likelihoodBelow } from './likelihoodBelow.ts';
import { beforeSuffix, lineText } from './lineText.ts';
import { buildLocalContext } from './localContext.ts';
import { ProjectIndex } from './projectIndex.ts';
import type { Ranker } from './ranker.ts';
import { createScene } from './scene.ts';
import { Voter } from './voter.ts';
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
  readonly hasLineSuffix: boolean;
}

interface RenderedLine {
  readonly line: CandidateLine;
  readonly text: string;
}

/** Predicts the rest of a line from the project's own code, by places like the cursor's that vote. */
export class EmbeddedEngine {
  /** `weights` are of the votes, `ranker` judges whole lines. */
  constructor(
    private readonly weights: Float64Array,
    private readonly ranker: Ranker,
    readonly project = new ProjectIndex(),
  ) {}

  /** The most probable rest of the line. */
  guess(cursor: CursorText, isCancelled: () => boolean): Guess {
    const { vocabulary } = this.project;
    this.project.focus(cursor.path);
    const local = buildLocalContext(cursor, commentStyleOf(cursor.path), vocabulary);
    if (local.endsInComment) return { kind: 'none', reason: 'inComment' };
    const scene = createScene(this.project, cursor.path, local);
    const found = this.candidates(cursor, scene, isCancelled);
    if (isCancelled()) return { kind: 'none', reason: 'cancelled' };
    return this.choose(found);
  }

  /** All lines that may follow, with what the ranker judges them by. */
  candidates(cursor: CursorText, scene: VotingScene, isCancelled: () => boolean): Candidates {
    const { vocabulary } = this.project;
    const { local } = scene;
    const voter = new Voter(scene, this.weights);
    let lineIsComplete = 0;
    const first = (distribution: Distribution): Distribution => {
      lineIsComplete = distribution.lineEnds.reduce((sum, probability) => sum + probability, 0);
      return firstTokens(local, vocabulary, distribution);
    };
    const rendered = decodeLines(scene, voter, first, isCancelled).map(line => {
      return { line, text: lineText(line, vocabulary, cursor.prefix, local.partial) };
    });
    if (local.partial !== '') lineIsComplete = probabilityOfNothing(rendered);
    const lineSuffix = /^[^\r\n]*/.exec(cursor.suffix)![0].trim();
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
    return { candidates, lineIsComplete, hasLineSuffix: lineSuffix !== '' };
  }

  /** The line that is most probably right, of those that lead to what stands behind the cursor. */
  private choose({ candidates, lineIsComplete, hasLineSuffix }: Candidates): Guess {
    let best: Guess | undefined;
    for (const { text, features } of candidates) {
      const confidence = this.ranker.probability(features);
      if (best?.kind === 'line' && best.confidence >= confidence) continue;
      best = { kind: 'line', text, confidence, lineIsComplete };
    }
    return best ?? { kind: 'none', reason: hasLineSuffix ? 'suffixDiffers' : 'nothingSimilar' };
  }
}

/** While a word is being typed, its end may be the end of the line. */
function probabilityOfNothing(rendered: readonly RenderedLine[]): number {
  const nothing = rendered.find(({ text }) => text === '');
  return nothing ? Math.exp(nothing.line.logProbability) : 0;
}
