export type CustomerId = string;

/** Somebody who buys. */
export interface Customer {
  readonly id: CustomerId;
  readonly name: string;
  readonly email: string;
  readonly city: string;
  readonly since: Date;
}

/** `Ada Lovelace <ada@example.com>`, as letters begin. */
export function addressOf(customer: Customer): string {
  return `${customer.name} <${customer.email}>`;
}
