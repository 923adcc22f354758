import { unseenWeight } from '../../src/core/embedded/distribution.ts';
import { featuresPerVote, place } from '../../src/core/embedded/votes/voteList.ts';
import { randomNumbers } from '../embeddedPositions.ts';
import type { VoteEvents } from './collectVotes.ts';

const epochs = 5;
const batchSize = 32;
const learningRate = 0.3;
/** Keeps features that hardly occur from jumping at their first occurrence. */
const smallestSquare = 1e-3;
/** Pull towards the start values, per event. */
const pull = 1e-4;

/**
 * Weights under which the right tokens get the most probability (log-linear, maximum likelihood),
 * by stochastic gradient steps.
 */
export function fitWeights(
  events: VoteEvents,
  start: Float64Array,
  log: (line: string) => void,
): Float64Array {
  const weights = Float64Array.from(start);
  const ascent = new Ascent(weights);
  const order = Uint32Array.from({ length: events.count }, (_, i) => i);
  const random = randomNumbers(7);
  const gradient = new Float64Array(weights.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    let loss = 0;
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.subarray(from, from + batchSize);
      for (const event of batch) loss += addGradient(events, event, weights, gradient);
      for (let i = 0; i < weights.length; i++) {
        gradient[i] = gradient[i]! / batch.length - pull * (weights[i]! - start[i]!);
      }
      ascent.step(gradient);
      weights[0] = 0;
      gradient.fill(0);
    }
    log(`weights, round ${epoch + 1}: ${(loss / order.length).toFixed(4)} nats per token`);
  }
  return weights;
}

let chances = new Float64Array(4096);

/** Adds the gradient of log P(right token) and returns -log P. */
function addGradient(
  events: VoteEvents,
  event: number,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { features, logCounts, isRight } = events;
  const from = events.starts[event]!;
  const to = events.starts[event + 1]!;
  if (chances.length < to - from) chances = new Float64Array((to - from) * 2);
  let most = -Infinity;
  let heaviest = from;
  for (let vote = from; vote < to; vote++) {
    let sum = 0;
    for (let i = 0; i < featuresPerVote; i++) {
      const weight = weights[features[vote * featuresPerVote + i]!]!;
      sum += i === place.count ? weight * logCounts[vote]! : weight;
    }
    chances[vote - from] = sum;
    if (sum > most) {
      most = sum;
      heaviest = vote;
    }
  }
  let total = unseenWeight;
  let right = 0;
  for (let vote = from; vote < to; vote++) {
    const chance = Math.exp(chances[vote - from]! - most);
    chances[vote - from] = chance;
    total += chance;
    if (isRight[vote] === 1) right += chance;
  }
  for (let vote = from; vote < to; vote++) {
    const chance = chances[vote - from]!;
    // What is left for unseen tokens is a part of the heaviest vote, so it grows with that.
    const inAll = vote === heaviest ? chance + unseenWeight : chance;
    const slope = (isRight[vote] === 1 ? chance / right : 0) - inAll / total;
    for (let i = 0; i < featuresPerVote; i++) {
      const feature = features[vote * featuresPerVote + i]!;
      if (feature !== 0) gradient[feature]! += i === place.count ? slope * logCounts[vote]! : slope;
    }
  }
  return -Math.log(right / total);
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const other = order[i]!;
    order[i] = order[j]!;
    order[j] = other;
  }
}

/** Gradient ascent with a step size for each weight that falls with how much its gradient moved it so far (AdaGrad). */
class Ascent {
  private readonly squares: Float64Array;

  constructor(private readonly weights: Float64Array) {
    this.squares = new Float64Array(weights.length).fill(smallestSquare);
  }

  step(gradient: Float64Array): void {
    const { weights, squares } = this;
    for (let i = 0; i < weights.length; i++) {
      squares[i]! += gradient[i]! ** 2;
      weights[i]! += (learningRate * gradient[i]!) / Math.sqrt(squares[i]!);
    }
  }
}
