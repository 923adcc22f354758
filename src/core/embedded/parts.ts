/** Where stored bytes come from. */
export interface PartReader {
  /** Bytes that are left. */
  readonly left: number;
  /** Fills a buffer with the next bytes; there are as many left. */
  read(into: Uint8Array): Promise<void>;
}

type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array;

const sumBytes = 4;

/** A part as bytes, followed by its checksum. */
export function* writtenPart(part: Numbers): Generator<Uint8Array> {
  const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  yield bytes;
  yield new Uint8Array(Int32Array.of(checksum(bytes)).buffer);
}

/** Fills a part that was written; undefined where the bytes are too few or others. */
export async function readPart<T extends Numbers>(
  reader: PartReader,
  part: T,
): Promise<T | undefined> {
  if (reader.left < part.byteLength + sumBytes) return undefined;
  const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  await reader.read(bytes);
  const sum = new Int32Array(1);
  await reader.read(new Uint8Array(sum.buffer));
  return sum[0] === checksum(bytes) ? part : undefined;
}

const prime = 0x01000193;

/** Tells damaged bytes from whole ones: FNV-1a over four lanes of words, which the processor takes side by side. */
function checksum(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = bytes.length >>> 2;
  const lanes = words - (words % 4);
  const all = new Int32Array(aligned.buffer, aligned.byteOffset, lanes);
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  for (let i = 0; i < lanes; i += 4) {
    a = Math.imul(a ^ all[i]!, prime);
    b = Math.imul(b ^ all[i + 1]!, prime);
    c = Math.imul(c ^ all[i + 2]!, prime);
    d = Math.imul(d ^ all[i + 3]!, prime);
  }
  let sum = bytes.length | 0;
  for (const lane of [a, b, c, d]) sum = Math.imul(sum ^ lane, prime);
  for (let i = lanes * 4; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i]!, prime);
  return sum | 0;
}
