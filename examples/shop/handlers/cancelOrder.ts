import { isCancellable, type Order, type OrderId } from '../model/order.ts';
import { putBack } from '../model/product.ts';
import { type Answer, done, refused, type Shop } from './shop.ts';

/** Cancels an order and puts its products back on the shelves. */
export function cancelOrder(shop: Shop, orderId: OrderId): Answer<Order> {
  const order = shop.orders.get(orderId);
  if (!order) return refused(`There is no order ${orderId}.`);
  if (!isCancellable(order)) return refused(`Order ${orderId} is ${order.state}.`);

  for (const line of order.lines) {
    const product = shop.products.get(line.productId);
    if (product) shop.products.save(putBack(product, line.quantity));
  }

  const cancelled: Order = { ...order, state: 'cancelled' };
  shop.orders.save(cancelled);
  return done(cancelled);
}
