import { expect, test } from 'vitest';
import { fitLine } from '../../../bench/embeddedFit/calibrate.ts';
import { seededRandom } from '../../../bench/seededRandom.ts';

test('a calibration finds by how much scores are too sure of themselves', () => {
  const random = seededRandom(1);
  const scores = Array.from({ length: 20_000 }, () => random() * 8 - 4);
  const isRight = scores.map(score => (random() < 1 / (1 + Math.exp(0.3 - 0.7 * score)) ? 1 : 0));
  const { slope, offset } = fitLine(scores, isRight);
  expect(slope).toBeCloseTo(0.7, 1);
  expect(offset).toBeCloseTo(-0.3, 1);
});
