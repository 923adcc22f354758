import { emptyShop, type Shop } from '../handlers/shop.ts';

/** A shop with three products and one customer. */
export function sampleShop(): Shop {
  const shop = emptyShop();
  shop.products.save({ id: 'notebook', name: 'Notebook, dotted', category: 'paper', price: 1250, stock: 12 });
  shop.products.save({ id: 'ink', name: 'Ink, midnight blue', category: 'ink', price: 890, stock: 3 });
  shop.products.save({ id: 'pen', name: 'Fountain pen', category: 'pen', price: 4900, stock: 7 });
  shop.customers.save({
    id: 'ada',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    city: 'London',
    since: new Date(2024, 11, 10),
  });
  return shop;
}
