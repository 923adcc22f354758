import { format, percent, sum } from '../model/money.ts';
import { equal, test } from './check.ts';

test('an empty sum is nothing', () => {
  equal(sum([]), 0);
});

test('a share is rounded half up', () => {
  equal(percent(1999, 10), 200);
  equal(percent(1994, 10), 199);
});

test('an amount is written with two digits', () => {
  equal(format(1234), '12.34 €');
  equal(format(-5), '-0.05 €');
});
