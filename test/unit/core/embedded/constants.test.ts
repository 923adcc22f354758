import { expect, test } from 'vitest';
import { fittedWeights } from '../../../../src/core/embedded/fittedWeights.ts';
import { Ranker } from '../../../../src/core/embedded/ranker.ts';
import { rankerBias, rankerDepth, rankerTrees } from '../../../../src/core/embedded/rankerTrees.ts';
import { featureCount } from '../../../../src/core/embedded/votes/features.ts';

test('there is a fitted weight for every feature, and none for "does not apply"', () => {
  expect(fittedWeights).toHaveLength(featureCount);
  expect(fittedWeights[0]).toBe(0);
});

test('the ranker has whole trees and answers with a probability', () => {
  const treeSize = 3 * (2 ** rankerDepth - 1) + 1;
  expect(rankerTrees.length % treeSize).toBe(0);
  const ranker = new Ranker(rankerBias, rankerDepth, rankerTrees);
  const probability = ranker.probability(new Array(60).fill(0));
  expect(probability).toBeGreaterThan(0);
  expect(probability).toBeLessThan(1);
});

test('a tree asks feature by feature and adds its leaf', () => {
  // Feature 0 above 5 goes right; deeper nodes ask feature 1 about 0.
  const nodes = [0, 5, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
  const ranker = new Ranker(0, 3, [...nodes, -4, -3, -2, -1, 1, 2, 3, 4]);
  const score = (features: number[]) => {
    const probability = ranker.probability(features);
    return Math.log(probability / (1 - probability));
  };
  expect(score([0, -1])).toBeCloseTo(-4);
  expect(score([9, 1])).toBeCloseTo(4);
});
