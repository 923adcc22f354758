import { CustomerStore } from '../store/customerStore.ts';
import { OrderStore } from '../store/orderStore.ts';
import { ProductStore } from '../store/productStore.ts';

/** What every handler works on. */
export interface Shop {
  readonly products: ProductStore;
  readonly customers: CustomerStore;
  readonly orders: OrderStore;
}

export function emptyShop(): Shop {
  return {
    products: new ProductStore(),
    customers: new CustomerStore(),
    orders: new OrderStore(),
  };
}

/** What a handler answers: a value, or a sentence for the person at the counter. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export function done<T>(value: T): Answer<T> {
  return { ok: true, value };
}

export function refused(reason: string): Answer<never> {
  return { ok: false, reason };
}
