import { expect, test } from 'vitest';
import { FocusWish } from '../../../../media/chat/focusWish.ts';

/** How often the composer took the focus, after wishes and the page's getting the focus at these milliseconds. */
function taken(
  ...events: (readonly ['wish' | 'wishInFocus' | 'focus' | 'press', number])[]
): number {
  let times = 0;
  const wish = new FocusWish(() => times++);
  for (const [what, atMs] of events) {
    if (what === 'focus') wish.gotFocus(atMs);
    else if (what === 'press') wish.drop();
    else wish.make(atMs, what === 'wishInFocus');
  }
  return times;
}

test('the composer takes the focus where the page has it, or gets it soon', () => {
  expect(taken(['wishInFocus', 5])).toBe(1);
  expect(taken(['wish', 5], ['focus', 60])).toBe(1);
});

test('whoever has gone elsewhere keeps the focus, also after coming back much later', () => {
  expect(taken(['wish', 5])).toBe(0);
  expect(taken(['wish', 5], ['focus', 20_000])).toBe(0);
  expect(taken(['focus', 5])).toBe(0);
});

test('whoever comes back by pressing something on the page keeps what they pressed', () =>
  expect(taken(['wish', 5], ['press', 900], ['focus', 901])).toBe(0));

test('a wish comes true once', () =>
  expect(taken(['wish', 5], ['focus', 60], ['focus', 70])).toBe(1));
