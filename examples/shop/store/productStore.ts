import { isScarce, type Product } from '../model/product.ts';
import { MemoryStore } from './memoryStore.ts';

export class ProductStore extends MemoryStore<Product> {
  /** Products of a category, cheapest first. */
  findByCategory(category: Product['category']): readonly Product[] {
    return this.all()
      .filter(product => product.category === category)
      .sort((a, b) => a.price - b.price);
  }

  /** Products whose name contains the words, by name. */
  findByName(words: string): readonly Product[] {
    const wanted = words.toLowerCase();
    return this.all()
      .filter(product => product.name.toLowerCase().includes(wanted))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** What should be ordered soon, scarcest first. */
  findScarce(): readonly Product[] {
    return this.all()
      .filter(isScarce)
      .sort((a, b) => a.stock - b.stock);
  }
}
