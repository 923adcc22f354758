import { ByteWriter } from './byteWriter.ts';
import { writePosting } from './postingLog.ts';
import { postingScratch, type Segment, type SegmentData } from './segment.ts';
import { SegmentBuilder } from './segmentBuilder.ts';
import { breathing, noBreath, type Steps } from './steps.ts';
import { StringNumbers } from './stringNumbers.ts';

/** So many terms are merged at once: a few milliseconds. */
const termsAtOnce = 4096;
const filesAtOnce = 128;

/**
 * Makes one segment of what is alive in several, without their texts. `breathe` is awaited now and then. What dies
 * meanwhile may be in it or not.
 */
export function mergeSegments(segments: readonly Segment[], breathe = noBreath): Promise<Segment> {
  return breathing(mergeSteps(segments), breathe);
}

function* mergeSteps(segments: readonly Segment[]): Steps<Segment> {
  const builder = new SegmentBuilder();
  const sources: Source[] = [];
  for (const segment of segments) {
    sources.push({ segment, chunks: yield* addFiles(builder, segment) });
  }
  return builder.buildWith(yield* mergedPostings(sources));
}

/** A segment and what becomes of its chunks. */
interface Source {
  readonly segment: Segment;
  /** The number of each chunk in the merged segment, plus one; 0 where it is dead. */
  readonly chunks: Uint32Array;
}

/** Adds the living files with their chunks and symbols; answers the {@link Source.chunks}. */
function* addFiles(builder: SegmentBuilder, segment: Segment): Steps<Uint32Array> {
  const { data } = segment;
  const chunks = new Uint32Array(segment.chunkCount);
  const names: number[] = [];
  const numberOf = (name: number) => (names[name] ??= builder.names.ofEntry(data.names, name));
  for (let file = 0; file < segment.fileCount; file++) {
    if (file % filesAtOnce === filesAtOnce - 1) yield;
    if (segment.isDead(file)) continue;
    const { offsets, bytes } = data.files;
    builder.beginFile(segment.paths[file]!, bytes.subarray(offsets[file], offsets[file + 1]));
    for (let chunk = data.firstChunk[file]!; chunk < data.firstChunk[file + 1]!; chunk++) {
      const startLine = data.chunks[chunk * 3]!;
      builder.beginChunk({ startLine, endLineExclusive: data.chunks[chunk * 3 + 1]! });
      builder.setLength(segment.lengthOf(chunk));
      chunks[chunk] = builder.chunkCount;
    }
    const references: [number, number][] = [];
    segment.forEachReference(file, (name, count) => references.push([numberOf(name), count]));
    builder.endFile(segment.definitionsOf(file), references);
  }
  return chunks;
}

/** The postings of all sources by term: those of each source behind those of the one before, as its chunks are. */
function* mergedPostings(
  sources: readonly Source[],
): Steps<Pick<SegmentData, 'terms' | 'postingOffsets' | 'postings'>> {
  const terms = new StringNumbers();
  const numbers: Uint32Array[] = [];
  for (const { segment } of sources) numbers.push(yield* numberTerms(terms, segment));
  const own = yield* placesOf(numbers, terms.size);
  const postingOffsets = new Uint32Array(terms.size);
  // Little more than all of theirs.
  const writer = new ByteWriter(
    sources.reduce((sum, { segment }) => sum + segment.data.postings.length, 1024),
  );
  for (let term = 0; term < terms.size; term++) {
    postingOffsets[term] = writer.length;
    const first = own.first[term]!;
    const end = own.first[term + 1]!;
    let count = 0;
    for (let at = first; at < end; at++) {
      count += sources[own.sources[at]!]!.segment.livingCount(own.terms[at]!);
    }
    writer.varint(count);
    let last = 0;
    for (let at = first; at < end; at++) {
      last = append(writer, sources[own.sources[at]!]!, own.terms[at]!, last);
    }
    if (term % termsAtOnce === termsAtOnce - 1) yield;
  }
  return { terms: terms.table(), postingOffsets, postings: writer.take() };
}

const noTerm = 0xffff_ffff;

/** The merged number of each of a segment's terms; {@link noTerm} for those that stand in dead chunks only. */
function* numberTerms(terms: StringNumbers, segment: Segment): Steps<Uint32Array> {
  const numbers = new Uint32Array(segment.data.postingOffsets.length);
  for (let term = 0; term < numbers.length; term++) {
    const lives = segment.livingCount(term) > 0;
    numbers[term] = lives ? terms.ofEntry(segment.data.terms, term) : noTerm;
    if (term % termsAtOnce === termsAtOnce - 1) yield;
  }
  return numbers;
}

/** For each merged term the sources that have it, in order, and its number there. */
function* placesOf(numbers: readonly Uint32Array[], termCount: number) {
  const first = new Uint32Array(termCount + 1);
  for (const list of numbers) {
    for (const term of list) if (term !== noTerm) first[term + 1]!++;
    yield;
  }
  for (let term = 0; term < termCount; term++) first[term + 1]! += first[term]!;
  const next = first.slice();
  const sources = new Uint32Array(first[termCount]!);
  const terms = new Uint32Array(first[termCount]!);
  for (const [source, list] of numbers.entries()) {
    for (let own = 0; own < list.length; own++) {
      const term = list[own]!;
      if (term === noTerm) continue;
      const at = next[term]!++;
      sources[at] = source;
      terms[at] = own;
    }
    yield;
  }
  return { first, sources, terms };
}

/** Writes the living postings of a term behind `last`, the last chunk so far; answers the last one of these. */
function append(
  writer: ByteWriter,
  { segment, chunks }: Source,
  term: number,
  last: number,
): number {
  const length = segment.readPostings(term);
  const found = postingScratch();
  let before = last;
  for (let at = 0; at < length; at++) {
    const chunk = chunks[found.chunks[at]!]! - 1;
    writePosting(writer, chunk - before, found.counts[at]!);
    before = chunk;
  }
  return before;
}
