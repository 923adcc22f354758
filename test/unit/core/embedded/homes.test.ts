import { expect, test } from 'vitest';
import { Homes } from '../../../../src/core/embedded/homes.ts';

test('where positions are is known to 256 places, in pools of any size', () => {
  const homes = new Homes();
  homes.put(Int32Array.of(7, 5000, 3), 1022);
  expect([7, 5000, 3].map(position => homes.of(position))).toEqual([768, 768, 1024]);
  const small = homes.memoryBytes;
  const far = 256 * 70_000;
  homes.set(3, far + 9);
  expect([7, 5000, 3].map(position => homes.of(position))).toEqual([768, 768, far]);
  homes.set(9000, far);
  homes.set(2, 300);
  expect([5000, 9000, 2].map(position => homes.of(position))).toEqual([768, far, 256]);
  expect(homes.memoryBytes).toBeGreaterThan(small * 2);
});
