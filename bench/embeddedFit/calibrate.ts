import { Ranker } from '../../src/core/embedded/ranker.ts';
import { type BoostOptions, boostTrees, type Table } from './boostTrees.ts';

/** The candidates of some places, one place after the other. */
export interface PlacedTable extends Table {
  /** The first row of each place. */
  readonly places: readonly number[];
  /** For each place the project that it is in. */
  readonly projects: readonly number[];
}

/** A straight line from a score to a better one; `slope` is above 0, so that no order changes. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** Projects are left out in this many groups. */
const groups = 4;

/**
 * How scores of places in projects that the trees never saw must be changed for their probabilities to be true.
 * Each group of projects is judged by trees that were fitted on the others; the best candidate of each place counts.
 */
export function calibrate(table: PlacedTable, options: BoostOptions): Calibration {
  const scores: number[] = [];
  const isRight: number[] = [];
  for (let group = 0; group < groups; group++) {
    const isOut = (place: number): boolean => table.projects[place]! % groups === group;
    const { bias, trees } = boostTrees(
      rowsOf(table, place => !isOut(place)),
      options,
    );
    const ranker = new Ranker(bias, options.depth, trees);
    for (let place = 0; place < table.places.length; place++) {
      if (isOut(place)) addBest(table, place, ranker, scores, isRight);
    }
  }
  return fitLine(scores, isRight);
}

function rowsOf(table: PlacedTable, counts: (place: number) => boolean): Table {
  const rows: Float64Array[] = [];
  const isRight: number[] = [];
  for (let place = 0; place < table.places.length; place++) {
    if (!counts(place)) continue;
    for (let row = table.places[place]!; row < endOf(table, place); row++) {
      rows.push(table.rows[row]!);
      isRight.push(table.isRight[row]!);
    }
  }
  return { rows, isRight };
}

const endOf = ({ places, rows }: PlacedTable, place: number): number =>
  places[place + 1] ?? rows.length;

function addBest(
  table: PlacedTable,
  place: number,
  ranker: Ranker,
  scores: number[],
  isRight: number[],
): void {
  let best = -Infinity;
  let row = -1;
  for (let at = table.places[place]!; at < endOf(table, place); at++) {
    const score = ranker.score([...table.rows[at]!]);
    if (score > best) {
      best = score;
      row = at;
    }
  }
  if (row === -1) return;
  scores.push(best);
  isRight.push(table.isRight[row]!);
}

/** Logistic regression on one number, by Newton's steps. */
export function fitLine(scores: readonly number[], isRight: readonly number[]): Calibration {
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < 20; step++) {
    let [gradientA, gradientB, aa, ab, bb] = [0, 0, 1e-6, 0, 1e-6];
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i]!;
      const chance = 1 / (1 + Math.exp(-(slope * score + offset)));
      const error = isRight[i]! - chance;
      const weight = chance * (1 - chance);
      gradientA += error * score;
      gradientB += error;
      aa += weight * score * score;
      ab += weight * score;
      bb += weight;
    }
    const determinant = aa * bb - ab * ab;
    slope += (bb * gradientA - ab * gradientB) / determinant;
    offset += (aa * gradientB - ab * gradientA) / determinant;
  }
  return { slope: Math.round(slope * 1000) / 1000, offset: Math.round(offset * 1000) / 1000 };
}
