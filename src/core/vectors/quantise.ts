/** A vector of length 1 in whole numbers: component `i` is `values[i] * scale`, off by half of `scale` at most. */
export interface QuantisedVector {
  readonly scale: number;
  /** From -127 to 127. */
  readonly values: Int8Array;
}

const largest = 127;

/** A vector brought to length 1 and to a byte a component; undefined where it has no direction: all zeros, or no numbers. */
export function quantise(vector: ArrayLike<number>): QuantisedVector | undefined {
  let squares = 0;
  let widest = 0;
  for (let at = 0; at < vector.length; at++) {
    const value = vector[at]!;
    squares += value * value;
    widest = Math.max(widest, Math.abs(value));
  }
  const length = Math.sqrt(squares);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return undefined;
  const values = new Int8Array(vector.length);
  for (let at = 0; at < vector.length; at++) {
    values[at] = Math.round((vector[at]! / widest) * largest);
  }
  return { scale: widest / length / largest, values };
}
