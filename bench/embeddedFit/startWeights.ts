import {
  feature,
  featureCount,
  locality,
  mapping,
  voteKind,
} from '../../src/core/embedded/votes/features.ts';

/** What a match of so many tokens weighs before anything was fitted, by kind of vote. */
const lengths = [1, 2, 3, 4, 5, 6, 8, 11, 15, 23, 24];
const exactStart = [3, 4.2, 4.8, 5.5, 6, 6.5, 7.2, 8, 8.5, 9, 10];
const shapeStart = [-0.5, -0.5, 1.5, 2.2, 2.7, 3.2, 3.8, 4.5, 5, 5.5, 6];
const shapeKinds: ReadonlySet<number> = new Set([
  voteKind.skeletonSameFolder,
  voteKind.skeletonOther,
  voteKind.skeletonLocalBefore,
  voteKind.skeletonLocalAfter,
]);

/** Weights set by hand, near which the fitted ones stay where little is known. */
export function startWeights(): Float64Array {
  const weights = new Float64Array(featureCount);
  for (const kind of Object.values(voteKind)) {
    const start = shapeKinds.has(kind) ? shapeStart : exactStart;
    for (const [bucket, length] of lengths.entries()) {
      weights[feature.length(kind, length)] = kind === voteKind.recency ? 0 : start[bucket]!;
    }
    for (let equal = -1; equal <= 5; equal++) {
      weights[feature.right(kind, equal)] = equal === -1 ? 0 : -0.7 + 0.5 * equal;
    }
    weights[feature.count(kind)] = kind === voteKind.recency ? 0 : -0.5;
  }
  for (const lines of [1, 3, 7, 15, 40, 100, 300, 301]) {
    weights[feature.distance(lines)] = -0.3 * Math.log(lines);
  }
  for (const isLocal of [false, true]) {
    weights[feature.mapping(mapping.aligned, isLocal)] = 0.5;
    weights[feature.mapping(mapping.kept, isLocal)] = -0.5;
  }
  for (const cosine of [0, 0.1, 0.2, 0.25, 0.35, 0.5, 0.6]) {
    weights[feature.similarity(cosine)] = cosine * 4 - 1;
  }
  for (const isMember of [false, true]) {
    for (const caseClass of [1, 2, 3]) {
      weights[feature.locality(locality.notInFile, isMember, caseClass)] = -1.2;
    }
  }
  return weights;
}
