import { cancelOrder } from '../handlers/cancelOrder.ts';
import { payOrder } from '../handlers/payOrder.ts';
import { placeOrder } from '../handlers/placeOrder.ts';
import { shipOrder } from '../handlers/shipOrder.ts';
import { equal, test } from './check.ts';
import { sampleShop } from './sampleShop.ts';

test('an order takes its products from the shelves', () => {
  const shop = sampleShop();
  placeOrder(shop, 'ada', [{ productId: 'notebook', quantity: 2 }]);
  equal(shop.products.get('notebook')?.stock, 10);
});

test('an order that cannot be filled takes nothing', () => {
  const shop = sampleShop();
  const answer = placeOrder(shop, 'ada', [
    { productId: 'pen', quantity: 1 },
    { productId: 'ink', quantity: 4 },
  ]);
  equal(answer, { ok: false, reason: 'Only 3 of Ink, midnight blue are left.' });
  equal(shop.products.get('pen')?.stock, 7);
});

test('an order is paid with the right amount only', () => {
  const shop = sampleShop();
  placeOrder(shop, 'ada', [{ productId: 'ink', quantity: 2 }]);
  equal(payOrder(shop, 'order-1', 1779).ok, false);
  equal(payOrder(shop, 'order-1', 1780).ok, true);
});

test('a cancelled order puts its products back', () => {
  const shop = sampleShop();
  placeOrder(shop, 'ada', [{ productId: 'ink', quantity: 2 }]);
  cancelOrder(shop, 'order-1');
  equal(shop.products.get('ink')?.stock, 3);
});

test('a shipped order cannot be cancelled', () => {
  const shop = sampleShop();
  placeOrder(shop, 'ada', [{ productId: 'pen', quantity: 1 }]);
  payOrder(shop, 'order-1', 4900);
  equal(shipOrder(shop, 'order-1'), { ok: true, value: 'Ada Lovelace <ada@example.com>' });
  equal(cancelOrder(shop, 'order-1').ok, false);
});
