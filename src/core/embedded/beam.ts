import type { Choice, Distribution } from './distribution.ts';
import { maxDecodedTokens } from './localContext.ts';
import { separator } from './tokenIds.ts';
import type { Voter } from './voter.ts';
import type { VotingScene } from './votes/votingScene.ts';

const width = 3;
const maxChoices = 4;
const leastProbability = 0.02;
const maxFinished = 12;
/** Open lines this far below the best finished one, in nats, can hardly win any more. */
const hopeless = 2.5;
const hopelessWhileFew = 6;

/** A token of a candidate line. */
export interface Step {
  readonly choice: Choice;
  /** Probability of the next best token at this place. */
  readonly runnerUp: number;
}

/** A line that may follow the cursor, before any judgement whether to show it. */
export interface CandidateLine {
  readonly steps: readonly Step[];
  readonly logProbability: number;
  /** The distribution in which the line ended. */
  readonly end: Distribution;
}

interface OpenLine {
  readonly steps: readonly Step[];
  readonly logProbability: number;
}

/** Says which tokens may follow; undefined allows all. Used for the word being typed. */
export type FirstTokenFilter = (distribution: Distribution) => Distribution;

/**
 * Finds the most probable lines, several at a time, token by token.
 * `isCancelled` is asked between steps. A probable word that nothing follows may take the place of lines that end;
 * `leavesDeadEnds` gives it up.
 */
export function decodeLines(
  scene: VotingScene,
  voter: Voter,
  filterFirst: FirstTokenFilter,
  isCancelled: () => boolean,
  leavesDeadEnds = false,
): readonly CandidateLine[] {
  const start = scene.contextLength;
  const finished: CandidateLine[] = [];
  let open: OpenLine[] = [{ steps: [], logProbability: 0 }];
  for (let step = 0; step < maxDecodedTokens - 1 && open.length > 0; step++) {
    const grown: OpenLine[] = [];
    for (const line of open) {
      if (isCancelled()) return finished;
      scene.contextLength = start;
      for (const { choice } of line.steps) scene.context[scene.contextLength++] = choice.token;
      const all = voter.next();
      if (leavesDeadEnds && step > 0 && isDeadEnd(all)) continue;
      extend(line, step === 0 ? filterFirst(all) : all, finished, grown);
    }
    if (finished.length >= maxFinished) break;
    open = survivors(grown, finished);
  }
  scene.contextLength = start;
  return finished.sort((a, b) => b.logProbability - a.logProbability);
}

/** Behind a word that nothing follows anywhere there are only recent words, which never end. */
const isDeadEnd = ({ choices }: Distribution): boolean =>
  choices.every(({ heaviest }) => heaviest === 0);

function extend(
  line: OpenLine,
  distribution: Distribution,
  finished: CandidateLine[],
  grown: OpenLine[],
): void {
  const [best, second] = distribution.choices;
  for (const choice of distribution.choices.slice(0, maxChoices)) {
    if (choice.probability <= leastProbability) break;
    const runnerUp = (choice === best ? second : best)?.probability ?? 0;
    const next = {
      steps: [...line.steps, { choice, runnerUp }],
      logProbability: line.logProbability + Math.log(choice.probability),
    };
    if (choice.token !== separator) grown.push(next);
    else if (line.steps.length > 0) finished.push({ ...next, end: distribution });
  }
}

function survivors(grown: OpenLine[], finished: readonly CandidateLine[]): OpenLine[] {
  const best = Math.max(-Infinity, ...finished.map(line => line.logProbability));
  const least = best - (finished.length < 3 ? hopelessWhileFew : hopeless);
  return grown
    .filter(line => line.logProbability >= least)
    .sort((a, b) => b.logProbability - a.logProbability)
    .slice(0, width);
}
