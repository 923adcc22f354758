import type { CustomerId } from './customer.ts';
import { type Cents, sum } from './money.ts';
import type { ProductId } from './product.ts';

export type OrderId = string;

/** Where an order stands. */
export type OrderState = 'open' | 'paid' | 'shipped' | 'cancelled';

/** One product of an order, at the price of that day. */
export interface OrderLine {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly price: Cents;
}

export interface Order {
  readonly id: OrderId;
  readonly customerId: CustomerId;
  readonly lines: readonly OrderLine[];
  readonly state: OrderState;
}

/** What the customer pays. */
export function totalOf(order: Order): Cents {
  return sum(order.lines.map(line => line.price * line.quantity));
}

/** Whether an order may still be cancelled: not once the parcel has left. */
export function isCancellable(order: Order): boolean {
  return order.state === 'open' || order.state === 'paid';
}

/** Whether an order may be shipped: paid, and something in it. */
export function isShippable(order: Order): boolean {
  return order.state === 'paid' && order.lines.length > 0;
}
