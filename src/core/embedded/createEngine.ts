import { EmbeddedEngine } from './engine.ts';
import { fittedWeights } from './fittedWeights.ts';
import { nextRankerBias, nextRankerDepth, nextRankerTrees } from './nextRankerTrees.ts';
import { ProjectIndex } from './projectIndex.ts';
import { Ranker } from './ranker.ts';
import { rankerOffset, rankerSlope } from './rankerCalibration.ts';
import { rankerBias, rankerDepth, rankerTrees } from './rankerTrees.ts';
import { allVoters, type CastVotes } from './votes/vote.ts';

const calibration = { slope: rankerSlope, offset: rankerOffset };

/** The engine with the constants that ship with it. */
export function createEngine(
  project = new ProjectIndex(),
  voters: readonly CastVotes[] = allVoters,
): EmbeddedEngine {
  return new EmbeddedEngine(
    Float64Array.from(fittedWeights),
    new Ranker(rankerBias, rankerDepth, rankerTrees, calibration),
    new Ranker(nextRankerBias, nextRankerDepth, nextRankerTrees),
    project,
    voters,
  );
}
