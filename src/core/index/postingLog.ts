import { ByteWriter } from './byteWriter.ts';
import { grown } from './grown.ts';
import type { SegmentData } from './segment.ts';
import type { Steps } from './steps.ts';

/**
 * Room at first, for the one short file that a change usually brings: what is off V8's heap makes it collect sooner.
 */
const fewest = 256;

/** So many are sorted in one step: a few milliseconds. */
const postingsAtOnce = 100_000;

/**
 * Postings in the order in which they are found: chunk by chunk. Sorted by term at the end, so that nothing has to grow
 * for each term alone.
 */
export class PostingLog {
  private terms: Uint32Array;
  private chunks: Uint32Array;
  private counts: Uint8Array;
  private length = 0;
  private chunk = 0;
  /** Where the posting of each term in the chunk stands; valid where that is in this chunk and about this term. */
  private slots: Uint32Array;
  private chunkStart = 0;

  /** `before`: one that nobody needs any more, whose room this one takes over. */
  constructor(before?: PostingLog) {
    this.terms = before?.terms ?? new Uint32Array(fewest);
    this.chunks = before?.chunks ?? new Uint32Array(fewest);
    this.counts = before?.counts ?? new Uint8Array(fewest);
    this.slots = before?.slots ?? new Uint32Array(fewest);
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
  *sorted(termCount: number): Steps<Pick<SegmentData, 'postingOffsets' | 'postings'>> {
    const counts = new Uint32Array(termCount);
    for (let at = 0; at < this.length; at++) counts[this.terms[at]!]!++;
    yield;
    const next = new Uint32Array(termCount);
    for (let term = 1; term < termCount; term++) next[term] = next[term - 1]! + counts[term - 1]!;
    const order = new Uint32Array(this.length);
    for (let at = 0; at < this.length; at++) {
      order[next[this.terms[at]!]!++] = at;
      if (at % postingsAtOnce === postingsAtOnce - 1) yield;
    }
    const postingOffsets = new Uint32Array(termCount);
    const writer = new ByteWriter();
    let read = 0;
    let pause = postingsAtOnce;
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
      if (read < pause) continue;
      pause = read + postingsAtOnce;
      yield;
    }
    return { postingOffsets, postings: writer.take() };
  }

  private growLog(): void {
    this.terms = grown(this.terms);
    this.chunks = grown(this.chunks);
    this.counts = grown(this.counts);
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
