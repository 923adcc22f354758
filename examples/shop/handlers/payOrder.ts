import { format, type Cents } from '../model/money.ts';
import { type Order, type OrderId, totalOf } from '../model/order.ts';
import { type Answer, done, refused, type Shop } from './shop.ts';

/** Marks an order as paid when the amount is right. */
export function payOrder(shop: Shop, orderId: OrderId, amount: Cents): Answer<Order> {
  const order = shop.orders.get(orderId);
  if (!order) return refused(`There is no order ${orderId}.`);
  if (order.state !== 'open') return refused(`Order ${orderId} is ${order.state}.`);

  const total = totalOf(order);
  if (amount !== total) return refused(`Order ${orderId} costs ${format(total)}, not ${format(amount)}.`);

  const paid: Order = { ...order, state: 'paid' };
  shop.orders.save(paid);
  return done(paid);
}
