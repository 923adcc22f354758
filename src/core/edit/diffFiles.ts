/** One file's part of a diff. */
export interface FileDiff {
  /** Relative to the repository, with `/`: the new name where it was moved. */
  readonly path: string;
  /** Where it was moved or copied from: the diff shows that file's text too. */
  readonly from?: string;
  readonly text: string;
}

/**
 * Cuts the output of `git diff` by files, so that each can be kept out by itself. Any prefixes of the two
 * sides (`a/`, `i/`, none) are understood. A part that does not say its file is left out: nothing could keep it in.
 */
export function diffFiles(diff: string): FileDiff[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter(text => text.startsWith('diff --git '))
    .flatMap(text => {
      const names = namesIn(text.slice(0, text.search(/^@@ /m) >>> 0).split('\n'));
      return names ? [{ ...names, text: text.trimEnd() }] : [];
    });
}

type Names = Pick<FileDiff, 'path' | 'from'>;

/** The names in the lines before the first hunk. */
function namesIn(head: readonly string[]): Names | undefined {
  const after = (start: string) => {
    const line = head.find(each => each.startsWith(start));
    return line === undefined ? undefined : unquoted(line.slice(start.length).replace(/\t$/, ''));
  };
  const from = after('rename from ') ?? after('copy from ');
  const to = after('rename to ') ?? after('copy to ');
  if (from !== undefined && to !== undefined) return { path: to, from };
  const sides = sidesOf(head[0]!.slice('diff --git '.length));
  if (!sides) return undefined;
  const [old, now] = sides.map(unquoted) as [string, string];
  if (old === now) return { path: now };
  const [path, before] = [withoutPrefix(now), withoutPrefix(old)];
  return path === before ? { path } : { path, from: before };
}

/** The two names of a header; blanks in them are told from the one between by the names being alike. */
function sidesOf(names: string): readonly [string, string] | undefined {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(names);
  if (quoted) return [quoted[1]!, quoted[2]!];
  const middle = (names.length - 1) / 2;
  const halves = [names.slice(0, middle), names.slice(middle + 1)] as const;
  const areAlike = withoutPrefix(halves[0]) === withoutPrefix(halves[1]);
  return names[middle] === ' ' && areAlike ? halves : undefined;
}

function withoutPrefix(name: string): string {
  return name.replace(/^[a-z0-9]\//, '');
}

const escapes: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' },
};

/** A name as git quotes it where it has unusual characters: C's escapes, bytes of UTF-8 in octal. */
function unquoted(name: string): string {
  const inner = /^"(.*)"$/s.exec(name)?.[1];
  if (inner === undefined) return name;
  return inner.replace(/(?:\\[0-3][0-7]{2})+|\\(.)/g, (run: string, single?: string) => {
    if (single !== undefined) return escapes[single] ?? single;
    const bytes = run.slice(1).split('\\');
    return decodeUtf8(bytes.map(byte => Number.parseInt(byte, 8)));
  });
}

function decodeUtf8(bytes: readonly number[]): string {
  const percent = bytes.map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(percent);
  } catch {
    return String.fromCharCode(...bytes);
  }
}
