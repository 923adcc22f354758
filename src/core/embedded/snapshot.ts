import { pageTokens } from './pages.ts';
import { type PartReader, readPart, writtenPart } from './parts.ts';
import type { ProjectIndex } from './projectIndex.ts';
import { RankedBlocks } from './rankedBlocks.ts';

/** Raised whenever what is learned from a text, or how it is laid out here, changes: older stores are rebuilt. */
const version = 2;
const magic = 0x496e6b45;

/** What a file was like on disk when it was learned; anything else means that it must be read again. */
export interface FileStamp {
  readonly modifiedMs: number;
  readonly bytes: number;
}

/** Sizes of the parts that follow, in numbers; then the files, in the order of their identifiers. */
interface Manifest {
  readonly texts: number;
  readonly codes: number;
  readonly places: number;
  readonly ranked: readonly number[];
  readonly files: readonly (readonly [
    path: string,
    start: number,
    end: number,
    pages: number,
    identifiers: number,
    FileStamp | null,
  ])[];
}

/** Room for further files in the arrays of a restored project. */
const spareRoom = 1.03;

/**
 * A learned project as bytes, part by part as they lie in memory, so that it need not be held twice.
 * It must not change before the last part is written. The file at the cursor is not in it.
 */
export function* encodeProject(
  project: ProjectIndex,
  stampOf: (path: string) => FileStamp | undefined,
): Generator<Uint8Array> {
  const { vocabulary, corpus, indexes } = project;
  const { codes, ends, kinds, skeletons } = vocabulary.parts;
  const files = corpus.inOrder;
  const manifest: Manifest = {
    texts: ends.length,
    codes: codes.length,
    places: corpus.length,
    ranked: indexes.map(index => index.size),
    files: files.map(({ path, start, endExclusive, pages, identifiers }) => {
      return [path, start, endExclusive, pages, identifiers.length, stampOf(path) ?? null];
    }),
  };
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  yield* writtenPart(Int32Array.of(magic, version, json.length));
  yield* writtenPart(json);
  for (const part of [codes, ends, kinds, skeletons]) yield* writtenPart(part);
  const identifiers = new Uint32Array(
    files.reduce((sum, file) => sum + file.identifiers.length, 0),
  );
  let at = 0;
  for (const file of files) {
    identifiers.set(file.identifiers, at);
    at += file.identifiers.length;
  }
  yield* writtenPart(identifiers);
  yield* writtenPart(corpus.tokens.subarray(0, corpus.length));
  yield* writtenPart(corpus.gaps.subarray(0, corpus.length));
  for (const index of indexes) yield* writtenPart(index.toArray());
}

/**
 * Fills an empty project from bytes; hands out the stamps of its files by path.
 * Undefined, and the project as it was, where the bytes are not what `encodeProject` made.
 */
export async function decodeProject(
  reader: PartReader,
  project: ProjectIndex,
): Promise<ReadonlyMap<string, FileStamp> | undefined> {
  const header = await readPart(reader, new Int32Array(3));
  if (!header || header[0] !== magic || header[1] !== version) return undefined;
  if (header[2]! < 0 || header[2]! > reader.left) return undefined;
  const json = await readPart(reader, new Uint8Array(header[2]!));
  if (!json) return undefined;
  const manifest = JSON.parse(new TextDecoder().decode(json)) as Manifest;
  const codes = await readPart(reader, new Uint16Array(manifest.codes));
  const ends = await readPart(reader, new Uint32Array(manifest.texts));
  const kinds = await readPart(reader, new Uint8Array(manifest.texts));
  const skeletons = await readPart(reader, new Int32Array(manifest.texts));
  const identifierCount = manifest.files.reduce((sum, file) => sum + file[4], 0);
  const identifiers = await readPart(reader, new Uint32Array(identifierCount));
  const { places } = manifest;
  const capacity = Math.ceil((places * spareRoom) / pageTokens) * pageTokens;
  const tokens = new Int32Array(capacity);
  const hasTokens = await readPart(reader, tokens.subarray(0, places));
  const gaps = new Uint8Array(capacity);
  const hasGaps = await readPart(reader, gaps.subarray(0, places));
  const ranked: RankedBlocks[] = [];
  for (const size of manifest.ranked) {
    const ranks = await readPart(reader, new Int32Array(size));
    if (ranks) ranked.push(new RankedBlocks(ranks));
  }
  const isWhole = hasTokens && hasGaps && ranked.length === project.indexes.length;
  if (!(codes && ends && kinds && skeletons && identifiers && isWhole)) return undefined;
  project.vocabulary.restore({ codes, ends, kinds, skeletons });
  let at = 0;
  const files = manifest.files.map(([path, start, endExclusive, pages, count]) => {
    at += count;
    return { path, start, endExclusive, pages, identifiers: identifiers.slice(at - count, at) };
  });
  project.corpus.restore(tokens, gaps, files);
  for (const [i, index] of project.indexes.entries()) index.replace(ranked[i]!);
  return new Map(
    manifest.files.flatMap(([path, , , , , stamp]) => (stamp ? [[path, stamp] as const] : [])),
  );
}
