import { EmbeddedEngine } from './engine.ts';
import { fittedWeights } from './fittedWeights.ts';
import { Ranker } from './ranker.ts';
import { rankerBias, rankerDepth, rankerTrees } from './rankerTrees.ts';

/** The engine with the constants that ship with it. */
export function createEngine(): EmbeddedEngine {
  return new EmbeddedEngine(
    Float64Array.from(fittedWeights),
    new Ranker(rankerBias, rankerDepth, rankerTrees),
  );
}
