/** Numbers per tree: two for each inner node of a full tree of depth 3, one for each leaf. */
const innerNodes = 7;
const leaves = 8;
const treeSize = innerNodes * 2 + leaves;

/**
 * Boosted trees of depth 3 that turn the features of a candidate into the probability that it is right.
 * `trees` has, for each tree, the feature and the threshold of every inner node from the root down, then the leaves.
 */
export class Ranker {
  constructor(
    private readonly bias: number,
    private readonly trees: readonly number[],
  ) {}

  probability(features: readonly number[]): number {
    let score = this.bias;
    for (let tree = 0; tree < this.trees.length; tree += treeSize) {
      score += this.leaf(tree, features);
    }
    return 1 / (1 + Math.exp(-score));
  }

  private leaf(tree: number, features: readonly number[]): number {
    let node = 0;
    while (node < innerNodes) {
      const feature = this.trees[tree + node * 2]!;
      const threshold = this.trees[tree + node * 2 + 1]!;
      node = node * 2 + (features[feature]! <= threshold ? 1 : 2);
    }
    return this.trees[tree + innerNodes * 2 + node - innerNodes]!;
  }
}
