import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantise } from '../../../src/core/vectors/quantise.ts';
import { EmbeddingStore, type FileCut } from '../../../src/node/embeddingStore.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
  .filter(values => values.some(value => value !== 0));
const cut: fc.Arbitrary<FileCut> = fc.record({
  hash: fc.string({ maxLength: 5 }),
  chunks: fc.array(fc.tuple(fc.nat(9), fc.nat(9), key), { maxLength: 3 }),
});
const change = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), key, vector, path: key, cut }),
  fc.record({ kind: fc.constant('remove' as const), key, path: key }),
);

test('what was put in last is what comes out, and what was taken out does not', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), changes => {
      const store = EmbeddingStore.open(':memory:')!;
      store.reset({ name: 'model', dimensions: 3 });
      const vectors = new Map<string, unknown>();
      const cuts = new Map<string, unknown>();
      for (const one of changes) {
        if (one.kind === 'remove') {
          store.remove([one.key], [one.path]);
          vectors.delete(one.key);
          cuts.delete(one.path);
          continue;
        }
        const quantised = quantise(one.vector)!;
        store.add({ vectors: [[one.key, quantised]], cuts: [[one.path, one.cut]] });
        vectors.set(one.key, quantised);
        cuts.set(one.path, one.cut);
      }
      expect(new Map(store.vectors())).toEqual(vectors);
      expect(new Map(store.cuts())).toEqual(cuts);
      expect(store.space()).toEqual({ name: 'model', dimensions: 3 });
      store.reset({ name: 'other', dimensions: 4 });
      expect([...store.vectors(), ...store.cuts()]).toEqual([]);
      store.close();
    }),
    { numRuns: 30 },
  );
});
