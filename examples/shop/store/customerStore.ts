import type { Customer } from '../model/customer.ts';
import { MemoryStore } from './memoryStore.ts';

export class CustomerStore extends MemoryStore<Customer> {
  /** The customer with this address, whatever its capitals. */
  findByEmail(email: string): Customer | undefined {
    const wanted = email.toLowerCase();
    return this.all().find(customer => customer.email.toLowerCase() === wanted);
  }

  /** Customers whose name contains the words, by name. */
  findByName(words: string): readonly Customer[] {
    const wanted = words.toLowerCase();
    return this.all()
      .filter(customer => customer.name.toLowerCase().includes(wanted))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

}
