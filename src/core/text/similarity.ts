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

/** Characters are counted by the last bits of their codes. */
const nCounts = 32;
const counts = new Int32Array(nCounts);

/** Levenshtein distance, or something over `limit` once that is certain. */
function editDistance(left: string, right: string, limit: number): number {
  if (differsInLetters(left, right, limit)) return limit + 1;
  const far = limit + 1;
  let previous = Uint32Array.from({ length: right.length + 1 }, (_, index) => index);
  let current = new Uint32Array(right.length + 1).fill(far);
  for (let i = 1; i <= left.length; i++) {
    // Beyond `limit` columns beside the diagonal every way is too long.
    const first = Math.max(1, i - limit);
    const last = Math.min(right.length, i + limit);
    let smallest = first === 1 ? i : far;
    current[first - 1] = smallest;
    const code = left.charCodeAt(i - 1);
    for (let j = first; j <= last; j++) {
      const change = previous[j - 1]! + (right.charCodeAt(j - 1) === code ? 0 : 1);
      const above = j < i + limit ? previous[j]! + 1 : far;
      const cost = Math.min(change, above, current[j - 1]! + 1);
      current[j] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return smallest;
    [previous, current] = [current, previous];
  }
  return previous[right.length]!;
}

/** True where one text has so many characters that the other has not, that more than `limit` edits part them. */
function differsInLetters(left: string, right: string, limit: number): boolean {
  counts.fill(0);
  for (let at = 0; at < left.length; at++) counts[left.charCodeAt(at) % nCounts]!++;
  for (let at = 0; at < right.length; at++) counts[right.charCodeAt(at) % nCounts]!--;
  let [more, less] = [0, 0];
  for (const count of counts) {
    if (count > 0) more += count;
    else less -= count;
  }
  return Math.max(more, less) > limit;
}
