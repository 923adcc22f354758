/**
 * A map that forgets what has not been asked for in a long time, cheaper to ask than one that keeps exact order: entries
 * are in a young and an old generation, and being asked for makes young again. It holds at most `capacity` entries.
 */
export class Generations<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(private readonly capacity: number) {}

  get(key: K): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const before = this.old.get(key);
    if (before !== undefined) this.set(key, before);
    return before;
  }

  set(key: K, value: V): void {
    this.young.set(key, value);
    if (this.young.size * 2 <= this.capacity) return;
    this.old = this.young;
    this.young = new Map();
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
