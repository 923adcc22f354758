/**
 * Boosted trees that turn the features of a candidate into the probability that it is right.
 * `trees` has, for each tree, the feature and the threshold of every inner node from the root down, then the leaves;
 * all trees are full and `depth` deep.
 */
export class Ranker {
  private readonly innerNodes: number;
  private readonly treeSize: number;

  constructor(
    private readonly bias: number,
    depth: number,
    private readonly trees: readonly number[],
    /** A straight line through its scores that makes the probabilities true; the order stays. */
    private readonly calibration = { slope: 1, offset: 0 },
  ) {
    this.innerNodes = 2 ** depth - 1;
    this.treeSize = this.innerNodes * 3 + 1;
  }

  probability(features: readonly number[]): number {
    const { slope, offset } = this.calibration;
    return 1 / (1 + Math.exp(-slope * this.score(features) - offset));
  }

  /** The logarithm of the odds that it is right, as the trees see it. */
  score(features: readonly number[]): number {
    let score = this.bias;
    for (let tree = 0; tree < this.trees.length; tree += this.treeSize) {
      score += this.leaf(tree, features);
    }
    return score;
  }

  private leaf(tree: number, features: readonly number[]): number {
    const { trees, innerNodes } = this;
    let node = 0;
    while (node < innerNodes) {
      const feature = trees[tree + node * 2]!;
      const threshold = trees[tree + node * 2 + 1]!;
      node = node * 2 + (features[feature]! <= threshold ? 1 : 2);
    }
    return trees[tree + innerNodes + node]!;
  }
}
