/** A stretch of lines in a file. */
export interface RankedLines {
  readonly path: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
}

/** Some source's finds, best first. */
export interface Ranking<T extends RankedLines> {
  readonly weight: number;
  readonly lines: readonly T[];
}

/**
 * How little a place at the top is worth more than the next. Sixty is usual for long lists; for the short ones here 20 finds
 * as much or more.
 */
const flatness = 20;

/**
 * Reciprocal rank fusion: what several rankings found adds up. Stretches of a file that overlap are one find, with the
 * lines of both. Best first; equal ones by path and line, so that one input gives one order.
 */
export function fuseRankings<T extends RankedLines>(
  rankings: readonly Ranking<T>[],
): (RankedLines & { readonly score: number })[] {
  const byPath = new Map<string, Found[]>();
  for (const { weight, lines } of rankings) {
    const counted = new Set<Found>();
    lines.forEach((one, rank) => {
      const inFile = byPath.get(one.path) ?? [];
      byPath.set(one.path, inFile);
      const found = placeFor(inFile, one);
      // A second stretch of the same find says nothing new.
      if (!counted.has(found)) found.score += weight / (flatness + rank + 1);
      counted.add(found);
    });
  }
  return [...byPath.values()].flat().sort(byScore);
}

interface Found extends RankedLines {
  startLine: number;
  endLineExclusive: number;
  score: number;
}

/** The find that a stretch belongs to; those that it joins become one. */
function placeFor(inFile: Found[], { path, startLine, endLineExclusive }: RankedLines): Found {
  const joined = inFile.filter(
    found => found.startLine < endLineExclusive && startLine < found.endLineExclusive,
  );
  const [first, ...others] = joined;
  if (!first) {
    const fresh = { path, startLine, endLineExclusive, score: 0 };
    inFile.push(fresh);
    return fresh;
  }
  for (const other of others) {
    inFile.splice(inFile.indexOf(other), 1);
    first.score = Math.max(first.score, other.score);
  }
  first.startLine = Math.min(startLine, ...joined.map(found => found.startLine));
  first.endLineExclusive = Math.max(
    endLineExclusive,
    ...joined.map(found => found.endLineExclusive),
  );
  return first;
}

function byScore(one: Found, other: Found): number {
  if (one.score !== other.score) return other.score - one.score;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.startLine - other.startLine;
}
