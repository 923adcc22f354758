import type { ProjectIndex } from './projectIndex.ts';
import { firstTextId } from './tokenIds.ts';

/** Raised whenever what is learned from a text, or how it is laid out here, changes: older stores are rebuilt. */
const version = 1;
const magic = 0x496e6b45;
const headerLength = 4;

/** What a file was like on disk when it was learned; anything else means that it must be read again. */
export interface FileStamp {
  readonly modifiedMs: number;
  readonly bytes: number;
}

interface Manifest {
  readonly texts: readonly string[];
  readonly files: readonly (readonly [
    path: string,
    start: number,
    end: number,
    FileStamp | null,
  ])[];
  readonly tokens: number;
  readonly ranked: readonly number[];
}

/**
 * A learned project as bytes: a header, a manifest as JSON, then tokens, indexes and gaps as they lie in memory.
 * The file at the cursor is not in it.
 */
export function encodeProject(
  project: ProjectIndex,
  stampOf: (path: string) => FileStamp | undefined,
): Uint8Array {
  const { vocabulary, corpus, indexes } = project;
  const manifest: Manifest = {
    texts: Array.from({ length: vocabulary.size - firstTextId }, (_, i) =>
      vocabulary.text(firstTextId + i),
    ),
    files: corpus.inOrder.map(({ path, start, endExclusive }) => {
      return [path, start, endExclusive, stampOf(path) ?? null];
    }),
    tokens: corpus.length,
    ranked: indexes.map(index => index.size),
  };
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  const jsonWords = Math.ceil(json.length / 4);
  const words = corpus.length + manifest.ranked.reduce((sum, size) => sum + size, 0);
  const gapWords = Math.ceil(corpus.length / 4);
  const all = new Int32Array(headerLength + jsonWords + words + gapWords);
  const bytes = new Uint8Array(all.buffer);
  let at = headerLength;
  bytes.set(json, at * 4);
  at += jsonWords;
  all.set(corpus.tokens.subarray(0, corpus.length), at);
  at += corpus.length;
  for (const index of indexes) {
    all.set(index.ranks, at);
    at += index.size;
  }
  bytes.set(corpus.gaps.subarray(0, corpus.length), at * 4);
  all.set([magic, version, json.length]);
  all[headerLength - 1] = checksum(all);
  return bytes;
}

/**
 * Fills an empty project from bytes; hands out the stamps of its files by path.
 * Undefined, and the project as it was, where the bytes are not what `encodeProject` made.
 */
export function decodeProject(
  bytes: Uint8Array,
  project: ProjectIndex,
): ReadonlyMap<string, FileStamp> | undefined {
  if (bytes.length % 4 !== 0 || bytes.length < headerLength * 4) return undefined;
  const all = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const [found, foundVersion, jsonLength = 0, sum] = all;
  if (found !== magic || foundVersion !== version || sum !== checksum(all)) return undefined;
  let at = headerLength;
  const json = new TextDecoder().decode(bytes.subarray(at * 4, at * 4 + jsonLength));
  const manifest = JSON.parse(json) as Manifest;
  at += Math.ceil(jsonLength / 4);
  const take = (length: number): Int32Array => {
    at += length;
    return all.subarray(at - length, at);
  };
  const tokens = take(manifest.tokens);
  const ranked = manifest.ranked.map(take);
  const gaps = bytes.subarray(at * 4, at * 4 + manifest.tokens);
  for (const text of manifest.texts) project.vocabulary.intern(text);
  const spans = manifest.files.map(([path, start, endExclusive]) => ({
    path,
    start,
    endExclusive,
  }));
  project.corpus.restore(tokens, gaps, spans);
  for (const [i, index] of project.indexes.entries()) index.restore(ranked[i]!);
  return new Map(
    manifest.files.flatMap(([path, , , stamp]) => (stamp ? [[path, stamp] as const] : [])),
  );
}

/** Tells damaged bytes from whole ones; the place of the sum itself counts as zero. */
function checksum(words: Int32Array): number {
  let sum = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) {
    if (i !== headerLength - 1) sum = Math.imul(sum ^ words[i]!, 0x01000193);
  }
  return sum;
}
