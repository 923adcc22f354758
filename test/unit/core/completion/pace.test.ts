import { describe, expect, test } from 'vitest';
import { Pace } from '../../../../src/core/completion/pace.ts';

function paceAt(intervalMs: number): { pace: Pace; nowMs: number } {
  const pace = new Pace();
  for (let key = 1; key <= 20; key++) pace.typed(key * intervalMs);
  return { pace, nowMs: 20 * intervalMs };
}

test('a model that agrees is asked after the pause of the setting', () => {
  const { pace, nowMs } = paceAt(300);
  expect(pace.delayMs(75, nowMs)).toBe(75);
});

describe('one that was wrong waits for a pause in the typing, whoever types', () => {
  test.each([80, 150, 300, 600])('%i ms between keys', intervalMs => {
    const { pace, nowMs } = paceAt(intervalMs);
    pace.contradicted(nowMs);
    expect(pace.delayMs(20, nowMs)).toBeGreaterThan(intervalMs);
    expect(pace.delayMs(20, nowMs)).toBeLessThanOrEqual(intervalMs * 2);
  });
});

test('each contradiction makes it wait longer, a second at most, and agreeing ends it', () => {
  const { pace, nowMs } = paceAt(150);
  const delays = Array.from({ length: 5 }, () => {
    pace.contradicted(nowMs);
    return pace.delayMs(75, nowMs);
  });
  expect(delays).toEqual([187.5, 468.75, 1000, 1000, 1000]);
  pace.agreed();
  expect(pace.delayMs(75, nowMs)).toBe(75);
});

test('thinking pauses are no rhythm, and ten quiet seconds forget the past', () => {
  const { pace, nowMs } = paceAt(100);
  for (let key = 1; key <= 20; key++) pace.typed(nowMs + key * 5000);
  pace.contradicted(nowMs);
  expect(pace.delayMs(0, nowMs)).toBe(125);
  expect(pace.delayMs(0, nowMs + 10_001)).toBe(0);
});
