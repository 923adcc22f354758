import { keywords } from './keywords.ts';
import { type TextParts, TextTable } from './textTable.ts';
import { firstTextId, skeleton, tokenKind } from './tokenIds.ts';

const identifierStart = /^[\p{L}_$]/u;

/** A vocabulary as it lies in memory. */
export interface VocabularyParts extends TextParts {
  readonly kinds: Uint8Array;
  readonly skeletons: Int32Array;
}

/**
 * Numbers for token texts.
 * An id says nothing about its text, and ids depend on the order in which files came.
 * Whatever must not depend on that order (sorting, sampling) uses `keys`, which are hashes of the text.
 */
export class Vocabulary {
  private readonly texts = new TextTable();
  /** Order of tokens that is the same whatever was learned before. */
  keys = new Float64Array(1024);
  /** The same for the token's skeleton class: equal for tokens of equal shape. */
  skeletonKeys = new Float64Array(1024);
  /** The token itself, or the class that stands for it in a skeleton. */
  skeletons = new Int32Array(1024);
  kinds = new Uint8Array(1024);

  constructor() {
    for (let id = 0; id < firstTextId; id++) this.intern(`\n${id}`);
  }

  get size(): number {
    return this.texts.size;
  }

  get memoryBytes(): number {
    return this.texts.memoryBytes + this.keys.length * 21;
  }

  text(id: number): string {
    return this.texts.text(id);
  }

  intern(text: string): number {
    return this.internPart(text, 0, text.length);
  }

  /** The number of a part of a text. */
  internPart(text: string, start: number, end: number): number {
    const known = this.texts.find(text, start, end);
    if (known !== -1) return known;
    const id = this.texts.add(text, start, end);
    if (id === this.keys.length) this.grow();
    const part = text.slice(start, end);
    this.kinds[id] = id < firstTextId ? tokenKind.lineEnd : kindOf(part);
    this.skeletons[id] = skeletonOf(id, part, this.kinds[id]!);
    this.order(id);
    return id;
  }

  /** All texts and what they are, as they lie in memory. */
  get parts(): VocabularyParts {
    const { size, kinds, skeletons } = this;
    const { codes, ends } = this.texts.parts;
    return { codes, ends, kinds: kinds.subarray(0, size), skeletons: skeletons.subarray(0, size) };
  }

  /** Takes over what another vocabulary had. */
  restore(parts: VocabularyParts): void {
    this.texts.restore(parts);
    while (this.keys.length < this.size) this.grow();
    this.kinds.set(parts.kinds);
    this.skeletons.set(parts.skeletons);
    for (let id = 0; id < this.size; id++) this.order(id);
  }

  private order(id: number): void {
    this.keys[id] = id === 0 ? 0 : this.texts.key(id);
    this.skeletonKeys[id] = this.keys[this.skeletons[id]!]!;
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

function kindOf(text: string): number {
  const code = text.charCodeAt(0);
  if (code >= 48 && code <= 57) return tokenKind.number;
  if (!identifierStart.test(text)) return tokenKind.punctuation;
  return keywords.has(text) ? tokenKind.keyword : tokenKind.identifier;
}

function skeletonOf(id: number, text: string, kind: number): number {
  if (kind === tokenKind.number) return skeleton.number;
  if (kind !== tokenKind.identifier) return id;
  const first = text.charAt(0);
  if (first === first.toLowerCase()) return skeleton.lower;
  return text.length > 1 && text === text.toUpperCase() ? skeleton.upper : skeleton.pascal;
}
