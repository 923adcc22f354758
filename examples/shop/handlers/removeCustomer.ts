import type { Customer, CustomerId } from '../model/customer.ts';
import { type Answer, refused, type Shop } from './shop.ts';

/** Forgets a customer, unless an order of theirs is still on its way. */
export function removeCustomer(shop: Shop, customerId: CustomerId): Answer<Customer> {
  // Type here. For example: const customer =

  return refused('The shop has not learnt to forget a customer yet.');
}
