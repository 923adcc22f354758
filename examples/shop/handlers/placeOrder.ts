import type { CustomerId } from '../model/customer.ts';
import type { Order, OrderLine } from '../model/order.ts';
import { type ProductId, take } from '../model/product.ts';
import { type Answer, done, refused, type Shop } from './shop.ts';

export interface Wish {
  readonly productId: ProductId;
  readonly quantity: number;
}

/** Takes the wished products from the shelves and opens an order; takes nothing when one is missing. */
export function placeOrder(shop: Shop, customerId: CustomerId, wishes: readonly Wish[]): Answer<Order> {
  const customer = shop.customers.get(customerId);
  if (!customer) return refused(`There is no customer ${customerId}.`);
  if (wishes.length === 0) return refused('An order needs at least one product.');

  const lines: OrderLine[] = [];
  const taken = [];
  for (const { productId, quantity } of wishes) {
    const product = shop.products.get(productId);
    if (!product) return refused(`There is no product ${productId}.`);
    const rest = take(product, quantity);
    if (!rest) return refused(`Only ${product.stock} of ${product.name} are left.`);
    taken.push(rest);
    lines.push({ productId, quantity, price: product.price });
  }

  for (const product of taken) shop.products.save(product);
  const order: Order = {
    id: `order-${shop.orders.all().length + 1}`,
    customerId,
    lines,
    state: 'open',
  };
  shop.orders.save(order);
  return done(order);
}
