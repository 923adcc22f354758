const firstHash = 0x811c9dc5;
const hashPrime = 0x01000193;
/** Far below what a call can take. */
const mostArguments = 4096;

/** Texts one after the other, and where each of them ends. */
export interface TextParts {
  readonly codes: Uint16Array;
  readonly ends: Uint32Array;
}

/**
 * Distinct texts, numbered from 0, as UTF-16 units one after the other.
 * A piece of a longer string is looked up without being cut out: short strings that are parts of a source file
 * would keep all of it in memory.
 */
export class TextTable {
  private codes: Uint16Array = new Uint16Array(1 << 12);
  /** Where each text ends; it starts where the one before ends. */
  private ends: Uint32Array = new Uint32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
  /** Numbers by hash, plus 1; 0 is a free place. At least half are free. */
  private places = new Int32Array(1 << 11);
  private count = 0;
  /** Texts that were asked for. */
  private readonly strings: (string | undefined)[] = [];

  get size(): number {
    return this.count;
  }

  get memoryBytes(): number {
    return this.codes.byteLength + this.ends.length * 8 + this.places.length * 4;
  }

  /** The text of a number; empty for numbers that there are none of. */
  text(id: number): string {
    if (id >= this.count) return '';
    let text = this.strings[id];
    if (text === undefined) {
      text = this.spell(id === 0 ? 0 : this.ends[id - 1]!, this.ends[id]!);
      this.strings[id] = text;
    }
    return text;
  }

  /** The number of a part of a text, or -1. */
  find(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const mask = this.places.length - 1;
    for (let at = mixed(hash) & mask; this.places[at] !== 0; at = (at + 1) & mask) {
      const id = this.places[at]! - 1;
      if (this.hashes[id] === hash && this.equals(id, text, start, end)) return id;
    }
    return -1;
  }

  /** Adds a part of a text that is not in it. */
  add(text: string, start: number, end: number): number {
    const from = this.count === 0 ? 0 : this.ends[this.count - 1]!;
    this.reserve(from + end - start);
    for (let i = start; i < end; i++) this.codes[from + i - start] = text.charCodeAt(i);
    this.ends[this.count] = from + end - start;
    this.hashes[this.count] = hashOf(text, start, end);
    this.enter(this.count);
    return this.count++;
  }

  /** All texts as they lie in memory. */
  get parts(): TextParts {
    const length = this.count === 0 ? 0 : this.ends[this.count - 1]!;
    return { codes: this.codes.subarray(0, length), ends: this.ends.subarray(0, this.count) };
  }

  /** Takes over the texts that another table had. */
  restore({ codes, ends }: TextParts): void {
    this.codes = codes;
    this.ends = ends;
    this.count = ends.length;
    this.strings.length = 0;
    this.hashes = new Int32Array(ends.length);
    this.places = new Int32Array(2 ** Math.ceil(Math.log2(ends.length * 2 + 2)));
    for (let id = 0, start = 0; id < ends.length; id++) {
      const end = ends[id]!;
      let hash = firstHash;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ codes[i]!, hashPrime);
      this.hashes[id] = hash | 0;
      this.enter(id);
      start = end;
    }
  }

  /**
   * A number that orders texts the same way whatever else is known: from 52 bits of hash,
   * so that two texts of a project that share one are not to be expected.
   */
  key(id: number): number {
    const hash = this.hashes[id]!;
    return mixed(hash) * 2 ** 20 + (mixed(Math.imul(hash, hashPrime)) & 0xfffff);
  }

  private spell(start: number, end: number): string {
    let text = '';
    for (let from = start; from < end; from += mostArguments) {
      const to = Math.min(from + mostArguments, end);
      text += String.fromCharCode(...this.codes.subarray(from, to));
    }
    return text;
  }

  private equals(id: number, text: string, start: number, end: number): boolean {
    const from = id === 0 ? 0 : this.ends[id - 1]!;
    if (this.ends[id]! - from !== end - start) return false;
    for (let i = start; i < end; i++) {
      if (this.codes[from + i - start] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  private enter(id: number): void {
    const mask = this.places.length - 1;
    let at = mixed(this.hashes[id]!) & mask;
    while (this.places[at] !== 0) at = (at + 1) & mask;
    this.places[at] = id + 1;
  }

  private reserve(codes: number): void {
    if (codes > this.codes.length) {
      const grown = new Uint16Array(codes * 2);
      grown.set(this.codes);
      this.codes = grown;
    }
    if (this.count === this.ends.length) {
      const ends = new Uint32Array(this.count * 2);
      ends.set(this.ends);
      this.ends = ends;
      const hashes = new Int32Array(this.count * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
    }
    if ((this.count + 1) * 2 > this.places.length) {
      this.places = new Int32Array(this.places.length * 2);
      for (let id = 0; id < this.count; id++) this.enter(id);
    }
  }
}

/** FNV-1a of a part of a text, before its final mix. */
function hashOf(text: string, start: number, end: number): number {
  let value = firstHash | 0;
  for (let i = start; i < end; i++) value = Math.imul(value ^ text.charCodeAt(i), hashPrime);
  return value;
}

/** Similar names do not lie side by side. */
function mixed(hash: number): number {
  const value = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** A number from 0 to 2^32 for a text, the same in every run. */
export function hash(text: string): number {
  return mixed(hashOf(text, 0, text.length));
}
