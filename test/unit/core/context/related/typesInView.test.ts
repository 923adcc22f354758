import { describe, expect, test } from 'vitest';
import { basesIn, viewOf } from '../../../../../src/core/context/related/typesInView.ts';

function receiver(text: string): string[] {
  return [...viewOf(text.split('\n'), []).receiverTypes].sort();
}

describe('the type of what stands before the dot', () => {
  test.each([
    ['add(store: OrderStore) {\n  store.', ['OrderStore', 'Store']],
    ['OrderStore store = open();\nstore.', ['OrderStore', 'Store']],
    ['const store = new OrderStore();\nstore.ad', ['OrderStore', 'Store']],
    ['func run(store *shop.OrderStore) {\n\tstore.', ['OrderStore', 'Store']],
    ['let store = OrderStore::open();\nstore.', ['OrderStore', 'Store']],
    ['Store.', ['Store']],
    ['class A extends Base {\n  f() {\n    this.', ['Base', 'This']],
    ['no receiver', []],
  ])('in %j', (text, expected) => expect(receiver(text)).toEqual(expected));
});

test('nearer types weigh more', () => {
  const { types } = viewOf(['a: Far', ...Array<string>(10).fill(''), 'b: Near', ''], []);
  expect(types.get('Near')).toBeGreaterThan(types.get('Far') ?? 1);
});

test('functions whose results are in use are told', () =>
  expect([...viewOf(['const cart = shop.openCart(1);', 'cart.'], []).calls.keys()]).toEqual([
    'openCart',
  ]));

test.each([
  ['class A(Base, Mixin):', ['Base', 'Mixin']],
  ['class A < Base', ['Base']],
  ['class A : public Base {', ['Base']],
  ['impl Display for A {', ['Display']],
  ['class A<T> extends Base implements Shelf {', ['Base', 'Shelf']],
])('what %j is made from', (line, expected) => expect(basesIn([line])).toEqual(expected));
