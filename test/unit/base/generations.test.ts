import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Generations } from '../../../src/base/generations.ts';

test('what was asked for lately is there, and never anything else', () => {
  const capacity = 8;
  const key = fc.nat({ max: 20 });
  const step = fc.record({ key, isSet: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), steps => {
      const map = new Generations<number, number>(capacity);
      const real = new Map<number, number>();
      let recent: number[] = [];
      for (const [at, { key, isSet }] of steps.entries()) {
        if (isSet) {
          map.set(key, at);
          real.set(key, at);
        }
        const found = map.get(key);
        if (recent.includes(key)) expect(found).toBe(real.get(key));
        else if (found !== undefined) expect(found).toBe(real.get(key));
        // The last few keys that are there fit into one generation.
        if (found !== undefined) recent = [key, ...recent.filter(other => other !== key)];
        recent = recent.slice(0, capacity / 2 - 1);
      }
    }),
  );
});

test('forgets when told to', () => {
  const map = new Generations<string, number>(4);
  map.set('a', 1);
  map.clear();
  expect(map.get('a')).toBeUndefined();
});
