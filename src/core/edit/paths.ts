/** A path as replies decorate it, without the decoration: `./`, `a/`, quotes, headings, colons. */
export function cleanPath(written: string): string {
  const bare = written
    .trim()
    .replace(/^#+\s+/, '')
    .replace(/^(?:\*\*|__)?(?:file(?:name|path)?|path)\s*[:=]\s*/i, '')
    .replace(/^[*_`"'<([]+|[*_`"'>)\]:,]+$/g, '')
    .replace(/^[*_`"']+|[*_`"':]+$/g, '')
    .trim();
  return bare.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** A line of more words is a sentence, and no heading like `- In a.ts (lines 2-9):`. */
const maxWords = 6;

/** The only path that a short line names, be it a link, a comment or an item of a list; else nothing. */
export function listedPath(line: string): string {
  const words = line.trim().split(/[\s()[\]]+/);
  const paths = new Set(words.map(cleanPath).filter(looksLikePath));
  const [path] = paths;
  return path !== undefined && paths.size === 1 && words.length <= maxWords ? path : '';
}

/** True for something that can only be a path: no blanks, and a folder or an extension. */
export function looksLikePath(written: string): boolean {
  const path = cleanPath(written);
  if (path === '' || /\s/.test(path) || path.length > 260) return false;
  if (/[{}();=<>|?*"]/.test(path)) return false;
  return /^[^/]+(?:\/[^/]+)+$/.test(path.replace(/^\//, '')) || /^[\w.@+-]*\.\w{1,12}$/.test(path);
}

/**
 * Makes the resolver for a workspace: a written path names the file it equals,
 * a leading `/`, `a/` or `b/` aside. Never by likeness: that would be a guess.
 */
export function pathResolver(paths: readonly string[]): (written: string) => string | undefined {
  const known = new Map(paths.map(path => [bareKey(path), path]));
  return written => {
    const raw = written.trim().replaceAll('\\', '/');
    for (const candidate of [raw, cleanPath(raw), listedPath(raw)]) {
      const path = known.get(bareKey(candidate)) ?? known.get(bareKey(withoutSide(candidate)));
      if (path !== undefined) return path;
    }
    return undefined;
  };
}

function bareKey(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '');
}

/** A path of a diff without the `a/` or `b/` before it. */
export function withoutSide(path: string): string {
  return bareKey(path).replace(/^[ab]\//, '');
}
