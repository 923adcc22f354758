/** Keeps values by id in memory; a database would do the same more slowly. */
export class MemoryStore<T extends { readonly id: string }> {
  protected readonly values = new Map<string, T>();

  get(id: string): T | undefined {
    return this.values.get(id);
  }

  all(): readonly T[] {
    return [...this.values.values()];
  }

  save(value: T): void {
    this.values.set(value.id, value);
  }

  remove(id: string): boolean {
    return this.values.delete(id);
  }
}
