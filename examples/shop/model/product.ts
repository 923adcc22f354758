import type { Cents } from './money.ts';

export type ProductId = string;

/** Something on the shelves. */
export interface Product {
  readonly id: ProductId;
  readonly name: string;
  readonly category: 'paper' | 'ink' | 'pen' | 'gift';
  readonly price: Cents;
  readonly stock: number;
}

/** The product with `quantity` pieces fewer; undefined when there are not that many. */
export function take(product: Product, quantity: number): Product | undefined {
  if (quantity > product.stock) return undefined;
  return { ...product, stock: product.stock - quantity };
}

/** The product with `quantity` pieces more. */
export function putBack(product: Product, quantity: number): Product {
  return { ...product, stock: product.stock + quantity };
}

/** Whether it is time to order more. */
export function isScarce(product: Product): boolean {
  return product.stock < 5;
}
