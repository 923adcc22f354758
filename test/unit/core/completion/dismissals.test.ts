import { describe, expect, test } from 'vitest';
import { Dismissals } from '../../../../src/core/completion/dismissals.ts';

const at = (picture: string) => {
  const [prefix, suffix] = picture.split('│') as [string, string];
  return { uri: 'file:///a.ts', prefix, suffix };
};

describe('a dismissed text', () => {
  const dismissals = new Dismissals();
  dismissals.dismissed(at('a = │;'), 'foo()', 0);
  test.each([
    ['a = │;', 'foo()', true],
    ['a = f│;', 'oo()', true],
    ['a =│;', ' foo()', true],
    ['a = │;', 'bar()', false],
    ['b = │;', 'foo()', false],
  ])('stays away from %s %s: %s', (picture, text, expected) => {
    expect(dismissals.covers(at(picture), text)).toBe(expected);
  });
});

describe('dismissing in a row', () => {
  /** How long it pauses after so many dismissals at time 0, in seconds. */
  function pauseAfter(count: number): number {
    const dismissals = new Dismissals();
    for (let index = 0; index < count; index++) dismissals.dismissed(at('│'), `${index}`, 0);
    let seconds = 0;
    while (dismissals.isPausing(seconds * 1000)) seconds++;
    return seconds;
  }

  test('pauses from the second on, longer each time, five minutes at most', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map(pauseAfter)).toEqual([0, 0, 10, 30, 90, 270, 300]);
  });

  test('begins anew after ten minutes, and after a reset', () => {
    const dismissals = new Dismissals();
    dismissals.dismissed(at('│'), 'a', 0);
    dismissals.dismissed(at('│'), 'b', 600_001);
    expect(dismissals.isPausing(600_002)).toBe(false);
    dismissals.dismissed(at('│'), 'c', 600_003);
    expect(dismissals.isPausing(600_004)).toBe(true);
    dismissals.reset();
    expect(dismissals.isPausing(600_005)).toBe(false);
    expect(dismissals.covers(at('│'), 'c')).toBe(false);
  });
});
