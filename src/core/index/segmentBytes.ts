import type { SegmentData } from './segment.ts';
import type { Steps } from './steps.ts';
import { tableOf } from './stringTable.ts';

/** Sections in the order they are stored in. */
type Section = Uint8Array | Uint32Array;

function sectionsOf(data: SegmentData): Section[] {
  return [
    ...[data.files.offsets, data.files.bytes],
    ...[data.firstChunk, data.chunks],
    ...[data.terms.offsets, data.terms.bytes],
    ...[data.postingOffsets, data.postings],
    ...[data.names.offsets, data.names.bytes],
    ...[data.definitionOffsets, data.definitions, data.referenceOffsets, data.references],
  ];
}

/** How many bytes a segment takes where it is stored. */
export function segmentBytes(data: SegmentData): number {
  return sectionsOf(data).reduce((sum, { byteLength }) => sum + aligned(byteLength) + 4, 4);
}

/**
 * A segment as bytes: the number of sections, their lengths in bytes, then each at a multiple of four. In pieces of
 * `length` bytes, the last one shorter; each is valid until the next one is asked for.
 */
export function* segmentPieces(data: SegmentData, length: number): Generator<Uint8Array> {
  const sections = sectionsOf(data);
  const head = Uint32Array.of(sections.length, ...sections.map(({ byteLength }) => byteLength));
  const piece = new Uint8Array(Math.min(length, segmentBytes(data)));
  let filled = 0;
  for (const section of [head, ...sections]) {
    const bytes = new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
    for (let at = 0; at < aligned(bytes.length); ) {
      const part = bytes.subarray(at, at + piece.length - filled);
      piece.set(part, filled);
      const taken = Math.min(piece.length - filled, aligned(bytes.length) - at);
      piece.fill(0, filled + part.length, filled + taken);
      filled += taken;
      at += taken;
      if (filled < piece.length) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** What {@link segmentPieces} wrote, in one; undefined where the bytes are none of its. */
export function* segmentFromBytes(stored: Uint8Array): Steps<SegmentData | undefined> {
  // Typed arrays need a start at a multiple of their element's size.
  const bytes = stored.byteOffset % 4 === 0 ? stored : Uint8Array.from(stored);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 4 || view.getUint32(0, true) !== sectionCount) return undefined;
  let at = (sectionCount + 1) * 4;
  const sections: Uint8Array[] = [];
  for (let index = 0; index < sectionCount; index++) {
    const length = view.getUint32((index + 1) * 4, true);
    if (at + length > bytes.byteLength) return undefined;
    sections.push(bytes.subarray(at, at + length));
    at += aligned(length);
  }
  const raw = (index: number) => sections[index]!;
  const words = (index: number) => {
    const section = raw(index);
    return new Uint32Array(section.buffer, section.byteOffset, section.byteLength / 4);
  };
  const list = (index: number) => ({ offsets: words(index), bytes: raw(index + 1) });
  const terms = yield* tableOf(list(4));
  return {
    files: list(0),
    firstChunk: words(2),
    chunks: words(3),
    terms,
    postingOffsets: words(6),
    postings: raw(7),
    names: list(8),
    definitionOffsets: words(10),
    definitions: raw(11),
    referenceOffsets: words(12),
    references: raw(13),
  };
}

const sectionCount = 14;

function aligned(length: number): number {
  return (length + 3) & ~3;
}
