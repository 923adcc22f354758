import type { Steps } from './steps.ts';

/** Strings by number, in typed arrays that can be stored as they are. */
export interface StringListData {
  /** Where each string begins in `bytes`, and where the last one ends. */
  readonly offsets: Uint32Array;
  /** UTF-8. */
  readonly bytes: Uint8Array;
}

/** Numbers by string as well. */
export interface StringTableData extends StringListData {
  /** Open addressing by {@link hashOf}: a string's number plus one; 0 is free. */
  readonly slots: Uint32Array;
}

// A mark at the beginning is part of the string.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function stringAt({ offsets, bytes }: StringListData, number: number): string {
  return decoder.decode(bytes.subarray(offsets[number], offsets[number + 1]));
}

/** So many strings are put in their slots in one step: a few milliseconds. */
const stringsAtOnce = 32_768;

/** The table of a list: its slots are quickly made, and need not be stored. */
export function* tableOf({ offsets, bytes }: StringListData): Steps<StringTableData> {
  const count = offsets.length - 1;
  const slots = new Uint32Array(slotCount(count));
  for (let number = 0; number < count; number++) {
    let hash = hashStart;
    for (let at = offsets[number]!; at < offsets[number + 1]!; at++) {
      if (bytes[at]! > 127) {
        hash = hashOf(stringAt({ offsets, bytes }, number));
        break;
      }
      hash = hashStep(hash, bytes[at]!);
    }
    occupy(slots, hash, number);
    if (number % stringsAtOnce === stringsAtOnce - 1) yield;
  }
  return { offsets, bytes, slots };
}

/** Takes the next free slot for a number. */
export function occupy(slots: Uint32Array, hash: number, number: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = number + 1;
}

/** The number of a string; undefined where it is not in the table. Its hash need be counted once for many tables. */
export function numberOf(
  table: StringTableData,
  text: string,
  hash = hashOf(text),
): number | undefined {
  const { slots } = table;
  for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
    const number = slots[slot]!;
    if (number === 0) return undefined;
    if (equals(table, number - 1, text)) return number - 1;
  }
}

/** Compares without making a string where the text is ASCII. */
function equals(table: StringTableData, number: number, text: string): boolean {
  const start = table.offsets[number]!;
  const length = table.offsets[number + 1]! - start;
  if (length < text.length) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return stringAt(table, number) === text;
    if (table.bytes[start + at] !== code) return false;
  }
  return length === text.length;
}

/** A power of two that leaves at least a third free. */
export function slotCount(count: number): number {
  let slots = 2;
  while (slots * 2 < count * 3) slots *= 2;
  return slots;
}

/** FNV-1a over UTF-16 units: where it begins, and what each unit makes of it. A hash is the result as an unsigned number. */
export const hashStart = 0x811c9dc5;

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function hashOf(text: string): number {
  let hash = hashStart;
  for (let at = 0; at < text.length; at++) hash = hashStep(hash, text.charCodeAt(at));
  return hash >>> 0;
}
