import { type CandidateLine, decodeLines } from './beam.ts';
import { candidateFeatures, guessFacts } from './candidateFeatures.ts';
import { commentStyleOf } from './commentStyle.ts';
import type { Distribution } from './distribution.ts';
import { firstTokens } from './firstToken.ts';
import { beforeSuffix, lineText } from './lineText.ts';
import { buildLocalContext, type LocalContext } from './localContext.ts';
import { ProjectIndex } from './projectIndex.ts';
import type { Ranker } from './ranker.ts';
import { fileSimilarities } from './similarity.ts';
import { stemOf } from './stem.ts';
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

interface RenderedLine {
  readonly line: CandidateLine;
  readonly text: string;
}

/** Predicts the rest of a line from the project's own code, by places like the cursor's that vote. */
export class EmbeddedEngine {
  readonly project = new ProjectIndex();

  /** `weights` are of the votes, `ranker` judges whole lines. */
  constructor(
    private readonly weights: Float64Array,
    private readonly ranker: Ranker,
  ) {}

  /** The most probable rest of the line. */
  guess(cursor: CursorText, isCancelled: () => boolean): Guess {
    const { vocabulary } = this.project;
    this.project.focus(cursor.path);
    const local = buildLocalContext(cursor, commentStyleOf(cursor.path), vocabulary);
    if (local.endsInComment) return { kind: 'none', reason: 'inComment' };
    const scene = this.scene(cursor.path, local);
    let lineIsComplete = 0;
    const first = (distribution: Distribution): Distribution => {
      lineIsComplete = distribution.lineEnds.reduce((sum, probability) => sum + probability, 0);
      return firstTokens(local, vocabulary, distribution);
    };
    const lines = decodeLines(scene, this.weights, first, isCancelled);
    if (isCancelled()) return { kind: 'none', reason: 'cancelled' };
    const rendered = lines.map(line => {
      return { line, text: lineText(line, vocabulary, cursor.prefix, local.partial) };
    });
    if (local.partial !== '') lineIsComplete = probabilityOfNothing(rendered);
    const lineSuffix = /^[^\r\n]*/.exec(cursor.suffix)![0].trim();
    return this.choose(scene, rendered, lineSuffix, lineIsComplete);
  }

  /** The line that is most probably right, of those that lead to what stands behind the cursor. */
  private choose(
    scene: VotingScene,
    rendered: readonly RenderedLine[],
    lineSuffix: string,
    lineIsComplete: number,
  ): Guess {
    const fitting = rendered.flatMap(({ line, text: whole }) => {
      const text = beforeSuffix(whole, lineSuffix);
      return text === undefined || text.trim() === '' ? [] : [{ line, text }];
    });
    const lines = fitting.map(({ line }) => line);
    const facts = guessFacts(scene, lineIsComplete);
    let best: Guess | undefined;
    for (const [rank, { text }] of fitting.entries()) {
      const confidence = this.ranker.probability(candidateFeatures(scene, facts, lines, rank));
      if (best?.kind === 'line' && best.confidence >= confidence) continue;
      best = { kind: 'line', text, confidence, lineIsComplete };
    }
    return best ?? { kind: 'none', reason: lineSuffix === '' ? 'nothingSimilar' : 'suffixDiffers' };
  }

  private scene(path: string, local: LocalContext): VotingScene {
    const { vocabulary, corpus, exactIndex, skeletonIndex } = this.project;
    return {
      ...{ vocabulary, corpus, exactIndex, skeletonIndex, local },
      context: local.before,
      contextLength: local.beforeLength,
      folder: path.slice(0, path.lastIndexOf('/') + 1),
      similarities: fileSimilarities(corpus, vocabulary, local),
      stem: stemOf(path),
      renames: new Map(),
    };
  }
}

/** While a word is being typed, its end may be the end of the line. */
function probabilityOfNothing(rendered: readonly RenderedLine[]): number {
  const nothing = rendered.find(({ text }) => text === '');
  return nothing ? Math.exp(nothing.line.logProbability) : 0;
}
