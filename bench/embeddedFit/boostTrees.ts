import { randomNumbers } from '../embeddedPositions.ts';

/** Rows of numbers, each with what is to be predicted from it. */
export interface Table {
  readonly rows: Float64Array[];
  readonly isRight: number[];
}

export interface BoostOptions {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Rows in a leaf at least. */
  readonly leastRows: number;
  /** Share of the rows that each tree sees. */
  readonly sample: number;
}

/** Trees of a fixed depth: features and thresholds of the inner nodes from the root down, then the leaves. */
export interface Boosted {
  readonly bias: number;
  readonly trees: readonly number[];
}

const maxBins = 64;
/** Pull of leaf values towards zero. */
const pull = 1;
/** A threshold that sends every row to the left. */
const always = 1e6;

/** Gradient boosting with logistic loss on binned numbers. */
export function boostTrees(table: Table, options: BoostOptions): Boosted {
  const count = table.rows.length;
  const columns = table.rows[0]!.length;
  const limits = Array.from({ length: columns }, (_, c) => binLimits(table, c));
  const bins = binned(table, limits);
  const rate = table.isRight.reduce((sum, right) => sum + right, 0) / count;
  const bias = Math.round(1000 * Math.log(rate / (1 - rate))) / 1000;
  const scores = new Float64Array(count).fill(bias);
  const random = randomNumbers(11);
  const trees: number[] = [];
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  for (let tree = 0; tree < options.trees; tree++) {
    for (let row = 0; row < count; row++) {
      const chance = 1 / (1 + Math.exp(-scores[row]!));
      gradients[row] = table.isRight[row]! - chance;
      hessians[row] = chance * (1 - chance);
    }
    const grower = new Grower(bins, limits, gradients, hessians, options);
    const sampled: number[] = [];
    for (let row = 0; row < count; row++) if (random() < options.sample) sampled.push(row);
    trees.push(...grower.grow(Int32Array.from(sampled)));
    for (let row = 0; row < count; row++) scores[row]! += grower.valueOf(row);
  }
  return { bias, trees };
}

/** Upper limits of a column's bins, about equally full. */
function binLimits({ rows }: Table, column: number): readonly number[] {
  const values = Float64Array.from(rows, row => row[column]!).sort();
  const limits: number[] = [];
  for (let bin = 1; bin < maxBins; bin++) {
    const value = Number(values[Math.floor((bin * values.length) / maxBins)]!.toPrecision(3));
    if (value !== limits[limits.length - 1] && Number.isFinite(value)) limits.push(value);
  }
  return limits;
}

/** The bin of every number, column by column. */
function binned({ rows }: Table, limits: readonly (readonly number[])[]): readonly Uint8Array[] {
  return limits.map((ends, column) =>
    Uint8Array.from(rows, row => {
      const value = row[column]!;
      let bin = 0;
      while (bin < ends.length && value > ends[bin]!) bin++;
      return bin;
    }),
  );
}

interface Split {
  readonly column: number;
  readonly bin: number;
}

class Grower {
  private readonly splits: (Split | undefined)[];
  private readonly leaves: number[];
  private readonly firstLeaf: number;

  constructor(
    private readonly bins: readonly Uint8Array[],
    private readonly limits: readonly (readonly number[])[],
    private readonly gradients: Float64Array,
    private readonly hessians: Float64Array,
    private readonly options: BoostOptions,
  ) {
    this.firstLeaf = 2 ** options.depth - 1;
    this.splits = new Array(this.firstLeaf).fill(undefined);
    this.leaves = new Array(this.firstLeaf + 1).fill(0);
  }

  /** The tree as numbers. */
  grow(rows: Int32Array): number[] {
    this.node(0, rows);
    const inner = this.splits.flatMap(split =>
      split ? [split.column, this.limits[split.column]![split.bin]!] : [0, always],
    );
    return [...inner, ...this.leaves];
  }

  /** What the tree adds to a row's score. */
  valueOf(row: number): number {
    let node = 0;
    while (node < this.firstLeaf) {
      const split = this.splits[node];
      const isLeft = !split || this.bins[split.column]![row]! <= split.bin;
      node = node * 2 + (isLeft ? 1 : 2);
    }
    return this.leaves[node - this.firstLeaf]!;
  }

  private node(node: number, rows: Int32Array): void {
    if (node >= this.firstLeaf) {
      let gradient = 0;
      let hessian = pull;
      for (const row of rows) {
        gradient += this.gradients[row]!;
        hessian += this.hessians[row]!;
      }
      const value = (this.options.learningRate * gradient) / hessian;
      this.leaves[node - this.firstLeaf] = Math.round(value * 1000) / 1000;
      return;
    }
    const split = this.bestSplit(rows);
    this.splits[node] = split;
    const column = split && this.bins[split.column]!;
    this.node(node * 2 + 1, split ? rows.filter(row => column![row]! <= split.bin) : rows);
    this.node(
      node * 2 + 2,
      split ? rows.filter(row => column![row]! > split.bin) : rows.subarray(0, 0),
    );
  }

  private bestSplit(rows: Int32Array): Split | undefined {
    const { gradients, hessians, bins } = this;
    const { leastRows } = this.options;
    if (rows.length < leastRows * 2) return undefined;
    let best: Split | undefined;
    let bestGain = 1e-6;
    const sums = new Float64Array(maxBins * 3);
    for (const [column, binOf] of bins.entries()) {
      sums.fill(0);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        const at = binOf[row]! * 3;
        sums[at]! += gradients[row]!;
        sums[at + 1]! += hessians[row]!;
        sums[at + 2]!++;
      }
      let gradient = 0;
      let hessian = pull;
      for (let at = 0; at < sums.length; at += 3) {
        gradient += sums[at]!;
        hessian += sums[at + 1]!;
      }
      const whole = gradient ** 2 / hessian;
      let left = 0;
      let leftHessian = pull;
      let leftRows = 0;
      for (let bin = 0; bin < this.limits[column]!.length; bin++) {
        left += sums[bin * 3]!;
        leftHessian += sums[bin * 3 + 1]!;
        leftRows += sums[bin * 3 + 2]!;
        if (leftRows < leastRows || rows.length - leftRows < leastRows) continue;
        const right = gradient - left;
        const rightHessian = hessian - leftHessian + pull;
        const gain = left ** 2 / leftHessian + right ** 2 / rightHessian - whole;
        if (gain > bestGain) {
          bestGain = gain;
          best = { column, bin };
        }
      }
    }
    return best;
  }
}
