import type { FileFacts, SegmentData } from './segment.ts';
import { tableOf } from './stringTable.ts';

/** Sections in the order they are stored in; all but the first are typed arrays. */
type Section = Uint8Array | Uint32Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function sectionsOf(data: SegmentData): Section[] {
  return [
    encoder.encode(JSON.stringify(data.files.map(toRow))),
    ...[data.firstChunk, data.chunks],
    ...[data.terms.offsets, data.terms.bytes],
    ...[data.postingOffsets, data.postings],
    ...[data.names.offsets, data.names.bytes],
    ...[data.definitionOffsets, data.definitions, data.referenceOffsets, data.references],
  ];
}

type FileRow = [
  filePath: string,
  pathLength: number,
  hash: string,
  size: number,
  mtimeMs: number,
  hasSymbols: 0 | 1,
  note?: string,
];

/** The relative path is mostly the end of the whole one. */
function toRow(facts: FileFacts): FileRow | FileFacts {
  const { filePath, path, hash, size, mtimeMs, hasSymbols, note } = facts;
  if (!filePath.endsWith(path)) return facts;
  const row: FileRow = [filePath, path.length, hash, size, mtimeMs, hasSymbols ? 1 : 0];
  if (note !== undefined) row.push(note);
  return row;
}

function fromRow(row: FileRow | FileFacts): FileFacts {
  if (!Array.isArray(row)) return row;
  const [filePath, pathLength, hash, size, mtimeMs, hasSymbols, note] = row;
  const path = filePath.slice(filePath.length - pathLength);
  const facts = { filePath, path, hash, size, mtimeMs, hasSymbols: hasSymbols === 1 };
  return note === undefined ? facts : { ...facts, note };
}

const sizes = new WeakMap<SegmentData, number>();

/** How many bytes a segment takes where it is stored. */
export function segmentBytes(data: SegmentData): number {
  const known = sizes.get(data);
  if (known !== undefined) return known;
  const size = sectionsOf(data).reduce((sum, { byteLength }) => sum + aligned(byteLength) + 4, 4);
  sizes.set(data, size);
  return size;
}

/** A segment as bytes: the number of sections, their lengths in bytes, then each at a multiple of four. */
export function segmentToBytes(data: SegmentData): Uint8Array {
  const sections = sectionsOf(data);
  const bytes = new Uint8Array(segmentBytes(data));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, sections.length, true);
  let at = (sections.length + 1) * 4;
  sections.forEach((section, index) => {
    view.setUint32((index + 1) * 4, section.byteLength, true);
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
    at += aligned(section.byteLength);
  });
  return bytes;
}

/** The inverse of {@link segmentToBytes}; undefined where the bytes are none of its. */
export function segmentFromBytes(stored: Uint8Array): SegmentData | undefined {
  // Typed arrays need a start at a multiple of their element's size.
  const bytes = stored.byteOffset % 4 === 0 ? stored : stored.slice();
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
  try {
    return {
      files: (JSON.parse(decoder.decode(raw(0))) as (FileRow | FileFacts)[]).map(fromRow),
      firstChunk: words(1),
      chunks: words(2),
      terms: tableOf(list(3)),
      postingOffsets: words(5),
      postings: raw(6),
      names: list(7),
      definitionOffsets: words(9),
      definitions: raw(10),
      referenceOffsets: words(11),
      references: raw(12),
    };
  } catch {
    return undefined;
  }
}

const sectionCount = 13;

function aligned(length: number): number {
  return (length + 3) & ~3;
}
