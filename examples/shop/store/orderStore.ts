import type { CustomerId } from '../model/customer.ts';
import type { Order, OrderState } from '../model/order.ts';
import { MemoryStore } from './memoryStore.ts';

export class OrderStore extends MemoryStore<Order> {
  /** Orders of a customer, in the order they came. */
  findByCustomer(customerId: CustomerId): readonly Order[] {
    return this.all().filter(order => order.customerId === customerId);
  }

  /** Orders that stand at a state, in the order they came. */
  findByState(state: OrderState): readonly Order[] {
    return this.all().filter(order => order.state === state);
  }
}
