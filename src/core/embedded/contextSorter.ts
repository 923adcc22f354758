import { maxContextTokens, type Reading, readingOf } from './contextOrder.ts';

/** Up to here comparing beats everything. */
const maxInserted = 8;
/** Runs are dealt out by their next number where they are this much longer than its counters, and in any case where a sort could not be interrupted for too long. */
const dealtPerNumber = 4;
const leastDealt = 2048;
const maxPacked = 1 << 16;
/** Whole numbers are exact up to here. */
const exactBits = 53;
/** Places handled between two pauses: some milliseconds of work. */
const piece = 60_000;

/**
 * Sorts places of a text of numbers by the numbers around them, up to `maxContextTokens` of them or to the first 0.
 * `places` come in an order that stays where their contexts are equal. Numbers are below `alphabet`.
 * It pauses where the caller may do something else.
 *
 * Several numbers of a context and the place's turn go into one exact number, and those are sorted: this reads each
 * place's surroundings once for several depths, and needs no comparisons of our own.
 */
export class ContextSorter {
  private readonly first: number;
  private readonly step: number;
  private readonly bits: number;
  private readonly leastDealt: number;
  private counts = new Uint32Array(0);
  private readonly packed: Float64Array;
  private readonly moved: Int32Array;
  /** Runs still to be sorted: start, end, depth. */
  private readonly open: number[] = [];

  constructor(
    private readonly text: Int32Array,
    private readonly places: Int32Array,
    private readonly alphabet: number,
    reading: Reading,
  ) {
    const { first, step } = readingOf(reading);
    const room = Math.min(places.length, maxPacked);
    this.packed = new Float64Array(room);
    this.moved = new Int32Array(room);
    this.first = first;
    this.step = step;
    this.leastDealt = Math.min(Math.max(alphabet * dealtPerNumber, leastDealt), maxPacked);
    this.bits = Math.max(1, 32 - Math.clz32(alphabet - 1));
  }

  /** With `ends`, places are in order by the first number of their contexts; it tells where those with each one end. */
  *sort(ends?: Uint32Array): Generator<void, void> {
    const { open } = this;
    if (ends) this.openRuns(0, ends, 2);
    else open.push(0, this.places.length, 1);
    let done = 0;
    while (open.length > 0) {
      const depth = open.pop()!;
      const end = open.pop()!;
      const start = open.pop()!;
      const size = end - start;
      if (size <= maxInserted) this.insert(start, end, depth);
      else if (size >= this.leastDealt) this.deal(start, end, depth);
      else this.sortPacked(start, end, depth);
      done += size;
      if (done < piece) continue;
      done = 0;
      yield;
    }
  }

  private later(start: number, end: number, depth: number): void {
    if (end - start > 1 && depth <= maxContextTokens) this.open.push(start, end, depth);
  }

  /** By one number, with a counter for each of the alphabet. */
  private deal(start: number, end: number, depth: number): void {
    const { text, places, alphabet } = this;
    const offset = this.first + depth * this.step;
    if (this.counts.length < alphabet + 1) this.counts = new Uint32Array(alphabet + 1);
    const { counts } = this;
    counts.fill(0);
    for (let i = start; i < end; i++) counts[text[places[i]! + offset]! + 1]!++;
    for (let number = 0; number < alphabet; number++) counts[number + 1]! += counts[number]!;
    const moved = places.slice(start, end);
    for (let i = 0; i < end - start; i++) {
      const place = moved[i]!;
      const number = text[place + offset]!;
      places[start + counts[number]!] = place;
      counts[number]!++;
    }
    this.openRuns(start, counts, depth + 1);
  }

  /** Runs of places with the same number before `depth`, by where they end; contexts that have ended go no deeper. */
  private openRuns(start: number, ends: Uint32Array, depth: number): void {
    let from = ends[0]!;
    for (let number = 1; number < this.alphabet; number++) {
      const to = ends[number]!;
      if (to > from) this.later(start + from, start + to, depth);
      from = to;
    }
  }

  /** By as many numbers as fit into an exact one together with the place's turn. */
  private sortPacked(start: number, end: number, depth: number): void {
    const { text, places, moved, packed, first, step } = this;
    const size = end - start;
    const turnBits = 32 - Math.clz32(size - 1);
    const perKey = Math.min(
      Math.floor((exactBits - turnBits) / this.bits),
      maxContextTokens + 1 - depth,
    );
    const radix = 2 ** this.bits;
    const turns = 2 ** turnBits;
    for (let i = 0; i < size; i++) {
      const place = places[start + i]!;
      moved[i] = place;
      let key = 0;
      let isOver = false;
      for (let d = depth; d < depth + perKey; d++) {
        const number: number = isOver ? 0 : text[place + first + d * step]!;
        isOver ||= number === 0;
        key = key * radix + number;
      }
      packed[i] = key * turns + i;
    }
    sortNumbers(packed, 0, size);
    const perTurn = 1 / turns;
    let runKey = -1;
    let runStart = start;
    for (let i = 0; i < size; i++) {
      const key = Math.floor(packed[i]! * perTurn);
      places[start + i] = moved[packed[i]! - key * turns]!;
      if (key === runKey) continue;
      this.laterUnlessOver(runStart, start + i, depth + perKey, runKey);
      runKey = key;
      runStart = start + i;
    }
    this.laterUnlessOver(runStart, end, depth + perKey, runKey);
  }

  /** A context that has ended goes no deeper: its last number is 0. */
  private laterUnlessOver(start: number, end: number, depth: number, key: number): void {
    if (end - start < 2) return;
    const radix = 2 ** this.bits;
    if (key - Math.floor(key / radix) * radix !== 0) this.later(start, end, depth);
  }

  private insert(start: number, end: number, depth: number): void {
    const { places } = this;
    for (let i = start + 1; i < end; i++) {
      const place = places[i]!;
      let j = i;
      for (; j > start && this.isAfter(places[j - 1]!, place, depth); j--) {
        places[j] = places[j - 1]!;
      }
      places[j] = place;
    }
  }

  private isAfter(a: number, b: number, fromDepth: number): boolean {
    const { text, step } = this;
    let offset = this.first + fromDepth * step;
    for (let depth = fromDepth; depth <= maxContextTokens; depth++, offset += step) {
      const numberA = text[a + offset]!;
      const numberB = text[b + offset]!;
      if (numberA !== numberB) return numberA > numberB;
      if (numberA === 0) return false;
    }
    return false;
  }
}

/** Quicksort of distinct numbers, in place; the built-in sort calls a function for each comparison. */
function sortNumbers(values: Float64Array, from: number, to: number): void {
  let start = from;
  let end = to;
  while (end - start > 16) {
    const pivot = medianOf(values[start]!, values[(start + end) >>> 1]!, values[end - 1]!);
    let low = start;
    let high = end - 1;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const value = values[low]!;
      values[low++] = values[high]!;
      values[high--] = value;
    }
    // The smaller part by a call, so that calls stay few.
    if (high + 1 - start < end - low) {
      sortNumbers(values, start, high + 1);
      start = low;
    } else {
      sortNumbers(values, low, end);
      end = high + 1;
    }
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let j = i;
    for (; j > start && values[j - 1]! > value; j--) values[j] = values[j - 1]!;
    values[j] = value;
  }
}

function medianOf(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
