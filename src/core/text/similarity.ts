/**
 * How alike two strings are, from 0 to 1: one minus their edit distance over the longer length.
 * Answers 0 as soon as `atLeast` cannot be reached, which makes the usual "no" cheap.
 */
export function similarity(left: string, right: string, atLeast = 0): number {
  if (left === right) return 1;
  const longer = Math.max(left.length, right.length);
  if (longer === 0) return 1;
  const allowed = Math.floor((1 - atLeast) * longer + 1e-9);
  if (Math.abs(left.length - right.length) > allowed) return 0;
  const distance = editDistance(left, right, allowed);
  return distance > allowed ? 0 : 1 - distance / longer;
}

/** Levenshtein distance, or something over `limit` once that is certain. */
function editDistance(left: string, right: string, limit: number): number {
  let previous = new Uint32Array(right.length + 1).map((_, index) => index);
  let current = new Uint32Array(right.length + 1);
  for (let i = 1; i <= left.length; i++) {
    current[0] = i;
    let smallest = i;
    const code = left.charCodeAt(i - 1);
    for (let j = 1; j <= right.length; j++) {
      const change = previous[j - 1]! + (right.charCodeAt(j - 1) === code ? 0 : 1);
      const cost = Math.min(change, previous[j]! + 1, current[j - 1]! + 1);
      current[j] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return smallest;
    [previous, current] = [current, previous];
  }
  return previous[right.length]!;
}
