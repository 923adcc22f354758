import { grown } from './grown.ts';
import {
  hashStart,
  hashStep,
  occupy,
  type StringListData,
  type StringTableData,
  slotCount,
  stringAt,
} from './stringTable.ts';

const encoder = new TextEncoder();

/** The units of the string that is looked up. */
let scratch = new Uint16Array(1024);

/**
 * Numbers for strings, in the order they come. Strings are looked up by their units: those of a text need not be cut out
 * of it, and most are known already.
 */
export class StringNumbers {
  private offsets = new Uint32Array(64);
  private bytes = new Uint8Array(512);
  private hashes = new Uint32Array(64);
  /** As in {@link StringTableData}. */
  private slots = new Uint32Array(64);
  private count = 0;

  get size(): number {
    return this.count;
  }

  of(text: string): number {
    makeRoom(text.length);
    let hash = hashStart;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      scratch[at] = unit;
      hash = hashStep(hash, unit);
    }
    return this.ofUnits(scratch, 0, text.length, hash);
  }

  /** That of a string of a list. */
  ofEntry(table: StringListData, entry: number): number {
    const start = table.offsets[entry]!;
    const length = table.offsets[entry + 1]! - start;
    makeRoom(length);
    let hash = hashStart;
    for (let at = 0; at < length; at++) {
      const unit = table.bytes[start + at]!;
      if (unit > 127) return this.of(stringAt(table, entry));
      scratch[at] = unit;
      hash = hashStep(hash, unit);
    }
    return this.ofUnits(scratch, 0, length, hash);
  }

  /** That of a stretch of units, with what {@link hashStep} has made of them. */
  ofUnits(units: Uint16Array, start: number, end: number, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    const unsigned = hash >>> 0;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot]! - 1;
      if (number === -1) return this.add(units, start, end, unsigned);
      if (hashes[number] === unsigned && this.equals(number, units, start, end)) return number;
    }
  }

  /** All strings, with the least room. */
  list(): StringListData {
    const { count, offsets, bytes } = this;
    return { offsets: offsets.slice(0, count + 1), bytes: bytes.slice(0, offsets[count]) };
  }

  table(): StringTableData {
    return { ...this.list(), slots: slotsOf(this.hashes, this.count, slotCount(this.count)) };
  }

  private at(number: number): string {
    const { bytes, offsets } = this;
    return stringAt({ bytes, offsets }, number);
  }

  private equals(number: number, units: Uint16Array, start: number, end: number): boolean {
    const { bytes, offsets } = this;
    const from = offsets[number]!;
    const length = offsets[number + 1]! - from;
    if (length < end - start) return false;
    for (let at = start; at < end; at++) {
      const unit = units[at]!;
      if (unit > 127) return this.at(number) === stringOf(units, start, end);
      if (bytes[from + at - start] !== unit) return false;
    }
    return length === end - start;
  }

  private add(units: Uint16Array, start: number, end: number, hash: number): number {
    const number = this.count++;
    if (number + 1 >= this.offsets.length) {
      this.offsets = grown(this.offsets);
      this.hashes = grown(this.hashes);
    }
    this.hashes[number] = hash;
    this.offsets[number + 1] = this.write(units, start, end, this.offsets[number]!);
    if (slotCount(this.count) > this.slots.length) {
      this.slots = slotsOf(this.hashes, this.count, this.slots.length * 2);
    } else occupy(this.slots, hash, number);
    return number;
  }

  /** Answers where the bytes end. */
  private write(units: Uint16Array, start: number, end: number, to: number): number {
    // A unit takes three bytes at most.
    const room = to + 3 * (end - start);
    if (room > this.bytes.length) this.bytes = grown(this.bytes, room);
    const { bytes } = this;
    for (let at = start; at < end; at++) {
      const unit = units[at]!;
      if (unit > 127) {
        return to + encoder.encodeInto(stringOf(units, start, end), bytes.subarray(to)).written;
      }
      bytes[to + at - start] = unit;
    }
    return to + end - start;
  }
}

/** A stretch of units as a string. */
export function stringOf(units: Uint16Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(units[at]!);
  return text;
}

function makeRoom(length: number): void {
  if (length > scratch.length) scratch = new Uint16Array(2 * length);
}

function slotsOf(hashes: Uint32Array, count: number, length: number): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(length);
  for (let number = 0; number < count; number++) occupy(slots, hashes[number]!, number);
  return slots;
}
