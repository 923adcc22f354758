import { postingScratch, type Segment } from './segment.ts';
import { SegmentBuilder } from './segmentBuilder.ts';

/**
 * Makes one segment of what is alive in several, without their texts. `breathe` is awaited between segments.
 */
export async function mergeSegments(
  segments: readonly Segment[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<Segment> {
  const builder = new SegmentBuilder();
  for (const segment of segments) {
    addSegment(builder, segment);
    await breathe();
  }
  return builder.build();
}

function addSegment(builder: SegmentBuilder, segment: Segment): void {
  const { data } = segment;
  const byChunk = postingsByChunk(segment, builder);
  const names: number[] = [];
  const numberOf = (name: number) => (names[name] ??= builder.names.ofEntry(data.names, name));
  for (let file = 0; file < segment.fileCount; file++) {
    if (segment.isDead(file)) continue;
    builder.beginFile(data.files[file]!);
    for (let chunk = data.firstChunk[file]!; chunk < data.firstChunk[file + 1]!; chunk++) {
      const startLine = data.chunks[chunk * 3]!;
      builder.beginChunk({ startLine, endLineExclusive: data.chunks[chunk * 3 + 1]! });
      for (let at = byChunk.first[chunk]!; at < byChunk.first[chunk + 1]!; at++) {
        builder.add(byChunk.terms[at]!, byChunk.counts[at]);
      }
      builder.setLength(segment.lengthOf(chunk));
    }
    const references: [number, number][] = [];
    segment.forEachReference(file, (name, count) => references.push([numberOf(name), count]));
    builder.endFile(segment.definitionsOf(file), references);
  }
}

/** The postings of a segment turned round: by chunk, with the term's number in the builder. */
function postingsByChunk(segment: Segment, builder: SegmentBuilder) {
  const { terms } = segment.data;
  const termCount = segment.data.postingOffsets.length;
  const first = new Uint32Array(segment.chunkCount + 1);
  for (let term = 0; term < termCount; term++) {
    const count = segment.readPostings(term);
    const { chunks } = postingScratch();
    for (let at = 0; at < count; at++) first[chunks[at]! + 1]!++;
  }
  for (let chunk = 0; chunk < segment.chunkCount; chunk++) first[chunk + 1]! += first[chunk]!;
  const total = first[segment.chunkCount]!;
  const numbers = new Uint32Array(total);
  const counts = new Uint8Array(total);
  const next = first.slice();
  for (let term = 0; term < termCount; term++) {
    const length = segment.readPostings(term);
    if (length === 0) continue;
    const number = builder.terms.ofEntry(terms, term);
    const found = postingScratch();
    for (let at = 0; at < length; at++) {
      const to = next[found.chunks[at]!]!++;
      counts[to] = found.counts[at]!;
      numbers[to] = number;
    }
  }
  return { first, terms: numbers, counts };
}
