import { keywords } from './keywords.ts';
import { firstTextId, lastLineEnd, skeleton, tokenKind } from './tokenIds.ts';

const identifierStart = /^[\p{L}_$]/u;

/**
 * Numbers for token texts.
 * An id says nothing about its text, and ids depend on the order in which files came.
 * Whatever must not depend on that order (sorting, sampling) uses `keys`, which are hashes of the text.
 */
export class Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly takenKeys = new Set<number>();
  private readonly texts: string[] = [];
  /** Order of tokens that is the same whatever was learned before; distinct for distinct texts. */
  keys = new Float64Array(1024);
  /** The same for the token's skeleton class: equal for tokens of equal shape. */
  skeletonKeys = new Float64Array(1024);
  /** The token itself, or the class that stands for it in a skeleton. */
  skeletons = new Int32Array(1024);
  kinds = new Uint8Array(1024);

  constructor() {
    for (let id = 0; id < firstTextId; id++) this.add(`\n${id}`);
  }

  get size(): number {
    return this.texts.length;
  }

  text(id: number): string {
    return this.texts[id] ?? '';
  }

  intern(text: string): number {
    return this.ids.get(text) ?? this.add(text);
  }

  private add(text: string): number {
    const id = this.texts.length;
    if (id === this.keys.length) this.grow();
    this.texts.push(text);
    this.ids.set(text, id);
    this.keys[id] = id === 0 ? 0 : this.freeKey(text);
    this.kinds[id] = id < firstTextId ? tokenKind.lineEnd : kindOf(text);
    this.skeletons[id] = skeletonOf(id, text, this.kinds[id]!);
    this.skeletonKeys[id] = this.keys[this.skeletons[id]!]!;
    return id;
  }

  private freeKey(text: string): number {
    // 52 bits: two texts of a project that share a key are not to be expected.
    let key = hash(text) * 2 ** 20 + (hash(`${text}\0`) & 0xfffff);
    while (key === 0 || this.takenKeys.has(key)) key++;
    this.takenKeys.add(key);
    return key;
  }

  private grow(): void {
    const capacity = this.keys.length * 2;
    this.keys = copyInto(new Float64Array(capacity), this.keys);
    this.skeletonKeys = copyInto(new Float64Array(capacity), this.skeletonKeys);
    this.skeletons = copyInto(new Int32Array(capacity), this.skeletons);
    this.kinds = copyInto(new Uint8Array(capacity), this.kinds);
  }
}

function copyInto<T extends Float64Array | Int32Array | Uint8Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

/** FNV-1a with a final mix, so that similar names do not lie side by side. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

function kindOf(text: string): number {
  const code = text.charCodeAt(0);
  if (code >= 48 && code <= 57) return tokenKind.number;
  if (!identifierStart.test(text)) return tokenKind.punctuation;
  return keywords.has(text) ? tokenKind.keyword : tokenKind.identifier;
}

function skeletonOf(id: number, text: string, kind: number): number {
  if (id <= lastLineEnd || id < firstTextId) return id;
  if (kind === tokenKind.number) return skeleton.number;
  if (kind !== tokenKind.identifier) return id;
  const first = text.charAt(0);
  if (first === first.toLowerCase()) return skeleton.lower;
  return text.length > 1 && text === text.toUpperCase() ? skeleton.upper : skeleton.pascal;
}
