import { type StringListData, stringAt } from './stringTable.ts';

/** What is remembered of a file besides its words. */
export interface FileFacts {
  /** Where it lies on disk; the name it is known by. */
  readonly filePath: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** Of its content. */
  readonly hash: string;
  /** As the disk last said, to see changes without reading. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Its chunks and definitions come from a syntax tree, or there is no grammar for it. */
  readonly hasSymbols: boolean;
  /** What else is remembered about it, in the words of who reads it. */
  readonly note?: string;
}

type Row = [
  filePath: string,
  pathLength: number,
  hash: string,
  size: number,
  mtimeMs: number,
  hasSymbols: 0 | 1,
  note?: string,
];

const encoder = new TextEncoder();

/** A file as bytes: as an object each takes a kilobyte of the heap. The relative path is mostly the end of the whole one. */
export function rowOf(facts: FileFacts): Uint8Array {
  const { filePath, path, hash, size, mtimeMs, hasSymbols, note } = facts;
  const row: Row = [filePath, path.length, hash, size, mtimeMs, hasSymbols ? 1 : 0];
  if (note !== undefined) row.push(note);
  return encoder.encode(JSON.stringify(filePath.endsWith(path) ? row : facts));
}

/** A file of a list of rows. */
export function factsAt(rows: StringListData, file: number): FileFacts {
  const row = JSON.parse(stringAt(rows, file)) as Row | FileFacts;
  if (!Array.isArray(row)) return row;
  const [filePath, pathLength, hash, size, mtimeMs, hasSymbols, note] = row;
  const path = filePath.slice(filePath.length - pathLength);
  const facts = { filePath, path, hash, size, mtimeMs, hasSymbols: hasSymbols === 1 };
  return note === undefined ? facts : { ...facts, note };
}

const [bracket, quote, backslash, comma, zero] = encoder.encode('["\\,0') as unknown as number[];

// A mark at the beginning is part of the path.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** {@link FileFacts.filePath} of a file of a list of rows, without reading the rest. */
export function filePathAt(rows: StringListData, file: number): string {
  const { offsets, bytes } = rows;
  const start = offsets[file]!;
  if (bytes[start] !== bracket) return factsAt(rows, file).filePath;
  let end = start + 2;
  while (bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
  return JSON.parse(decoder.decode(bytes.subarray(start + 1, end + 1))) as string;
}

/** {@link FileFacts.path} of a file of a list of rows: read from the row's beginning, where nothing in it is escaped. */
export function pathAt(rows: StringListData, file: number, filePath: string): string {
  const { bytes } = rows;
  const start = rows.offsets[file]!;
  let at = start + filePath.length + 2;
  const isEnd = bytes[at - 1] !== backslash && bytes[at] === quote && bytes[at + 1] === comma;
  if (bytes[start] !== bracket || !isEnd) return factsAt(rows, file).path;
  let length = 0;
  for (at += 2; bytes[at] !== comma; at++) length = length * 10 + bytes[at]! - zero!;
  return filePath.slice(filePath.length - length);
}
