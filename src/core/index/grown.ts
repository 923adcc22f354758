/** An array with the same beginning, twice as long and at least so long. */
export function grown<T extends Uint8Array | Uint32Array>(array: T, needed = 0): T {
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}
