/** So many lines further on, one that is not the next is looked for. */
const lookAhead = 64;

/** Lines that went and lines that came, as far as a walk through both texts tells. */
export interface OutOfStep {
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

/**
 * The lines of two texts that a walk through both at once does not pair. It is quick and no diff: a line may be among
 * them on both sides, but all others stand in both texts, each as often in one as in the other.
 */
export function outOfStep(old: readonly string[], next: readonly string[]): OutOfStep {
  const gone: string[] = [];
  const fresh: string[] = [];
  let at = 0;
  for (const line of next) {
    let found = at;
    const end = Math.min(old.length, at + lookAhead);
    while (found < end && old[found] !== line) found++;
    if (found === end) {
      fresh.push(line);
      continue;
    }
    while (at < found) gone.push(old[at++]!);
    at++;
  }
  while (at < old.length) gone.push(old[at++]!);
  return { gone, fresh };
}
