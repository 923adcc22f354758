import { addressOf } from '../model/customer.ts';
import { isShippable, type Order, type OrderId } from '../model/order.ts';
import { type Answer, done, refused, type Shop } from './shop.ts';

/** Ships a paid order and answers the address for the parcel. */
export function shipOrder(shop: Shop, orderId: OrderId): Answer<string> {
  const order = shop.orders.get(orderId);
  if (!order) return refused(`There is no order ${orderId}.`);
  if (!isShippable(order)) return refused(`Order ${orderId} is ${order.state}.`);

  const customer = shop.customers.get(order.customerId);
  if (!customer) return refused(`There is no customer ${order.customerId}.`);

  const shipped: Order = { ...order, state: 'shipped' };
  shop.orders.save(shipped);
  return done(addressOf(customer));
}
