import { ByteWriter } from './byteWriter.ts';
import type { SegmentData } from './segment.ts';

/**
 * Room at first, for the one short file that a change usually brings: what is off V8's heap makes it collect sooner.
 */
const fewest = 256;

/**
 * Postings in the order in which they are found: chunk by chunk. Sorted by term at the end, so that nothing has to grow
 * for each term alone.
 */
export class PostingLog {
  private terms: Uint32Array<ArrayBuffer>;
  private chunks: Uint32Array<ArrayBuffer>;
  private counts: Uint8Array<ArrayBuffer>;
  private length = 0;
  private chunk = 0;
  /** Where the posting of each term in the chunk stands; valid from `chunkStart` on. */
  private slots = new Uint32Array(fewest);
  private chunkStart = 0;

  /** `room`: how many postings are expected. */
  constructor(room = 0) {
    const length = Math.max(fewest, room);
    this.terms = new Uint32Array(length);
    this.chunks = new Uint32Array(length);
    this.counts = new Uint8Array(length);
  }

  get size(): number {
    return this.length;
  }

  beginChunk(chunk: number): void {
    this.chunk = chunk;
    this.chunkStart = this.length;
  }

  add(term: number): void {
    if (term >= this.slots.length) this.slots = grown(this.slots, term + 1);
    const slot = this.slots[term]!;
    if (slot >= this.chunkStart && slot < this.length && this.terms[slot] === term) {
      this.counts[slot] = Math.min(255, this.counts[slot]! + 1);
      return;
    }
    if (this.length === this.terms.length) this.growLog();
    this.terms[this.length] = term;
    this.chunks[this.length] = this.chunk;
    this.counts[this.length] = 1;
    this.slots[term] = this.length++;
  }

  /** Postings by term: their number, then what {@link writePosting} says of each. */
  sorted(termCount: number): Pick<SegmentData, 'postingOffsets' | 'postings'> {
    const counts = new Uint32Array(termCount);
    for (let at = 0; at < this.length; at++) counts[this.terms[at]!]!++;
    const next = new Uint32Array(termCount);
    for (let term = 1; term < termCount; term++) next[term] = next[term - 1]! + counts[term - 1]!;
    const order = new Uint32Array(this.length);
    for (let at = 0; at < this.length; at++) order[next[this.terms[at]!]!++] = at;
    const postingOffsets = new Uint32Array(termCount);
    const writer = new ByteWriter();
    let read = 0;
    for (let term = 0; term < termCount; term++) {
      let last = 0;
      postingOffsets[term] = writer.length;
      writer.varint(counts[term]!);
      for (let left = counts[term]!; left > 0; left--) {
        const at = order[read++]!;
        const count = this.counts[at]!;
        writePosting(writer, this.chunks[at]! - last, count);
        last = this.chunks[at]!;
      }
    }
    return { postingOffsets, postings: writer.take() };
  }

  private growLog(): void {
    this.terms = grown(this.terms, this.length + 1);
    this.chunks = grown(this.chunks, this.length + 1);
    const counts = new Uint8Array(this.terms.length);
    counts.set(this.counts);
    this.counts = counts;
  }
}

/**
 * Writes a posting: the distance to the chunk before, times four, plus how often less one; three stands for a count of
 * four or more, which follows in a byte.
 */
export function writePosting(writer: ByteWriter, distance: number, count: number): void {
  writer.varint((distance << 2) | (count > 3 ? 3 : count - 1));
  if (count > 3) writer.byte(count);
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}
