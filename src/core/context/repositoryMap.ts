/** The head of a definition: whole lines of a file, 0-based. */
export interface MapEntry {
  readonly path: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly text: string;
}

/** What a map shows of one file. */
export interface MappedFile {
  readonly path: string;
  /** The entries' lines in order; `⋮` stands for what was left out between two. */
  readonly text: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
  /** The heads in it, by line. */
  readonly heads: readonly MapEntry[];
}

/** The most that a map may be under its budget before entries are tried one by one: it costs less than it gains. */
const closeEnough = 0.05;

/**
 * The largest map of the first entries of a list, best first, that fits a budget. Entries of one file stand together in
 * the order of their lines, files in the order of their paths, so that the map changes little when ranks do.
 */
export function repositoryMap(
  ranked: readonly MapEntry[],
  budget: number,
  count: (text: string) => number,
): readonly MappedFile[] {
  let fits = 0;
  let tooMany = ranked.length + 1;
  let best: readonly MappedFile[] = [];
  while (tooMany - fits > 1) {
    const tried = fits === 0 && tooMany > 64 ? 32 : (fits + tooMany) >> 1;
    const files = filesOf(ranked.slice(0, tried));
    const size = count(files.map(({ path, text }) => `${path}\n${text}\n`).join(''));
    if (size > budget) tooMany = tried;
    else {
      fits = tried;
      best = files;
      if (size >= budget * (1 - closeEnough)) break;
    }
  }
  return best;
}

function filesOf(chosen: readonly MapEntry[]): MappedFile[] {
  const byPath = new Map<string, MapEntry[]>();
  for (const entry of chosen) {
    const entries = byPath.get(entry.path);
    if (entries) entries.push(entry);
    else byPath.set(entry.path, [entry]);
  }
  return [...byPath]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, entries]) => fileOf(path, withoutOverlaps(entries)));
}

function fileOf(path: string, entries: readonly MapEntry[]): MappedFile {
  const lines: string[] = [];
  let lastLine: number | undefined;
  for (const { startLine, endLineExclusive, text } of entries) {
    if (lastLine !== undefined && startLine > lastLine) lines.push('⋮');
    lines.push(text);
    lastLine = endLineExclusive;
  }
  return {
    ...{ path, heads: entries, text: lines.join('\n') },
    startLine: entries[0]!.startLine,
    endLineExclusive: lastLine!,
  };
}

/** A head that lies in another one is shown by it. */
function withoutOverlaps(entries: readonly MapEntry[]): MapEntry[] {
  const sorted = [...entries].sort(
    (one, other) =>
      one.startLine - other.startLine || other.endLineExclusive - one.endLineExclusive,
  );
  const kept: MapEntry[] = [];
  for (const entry of sorted) {
    const last = kept.at(-1);
    if (last && entry.startLine < last.endLineExclusive) continue;
    kept.push(entry);
  }
  return kept;
}
