const leadingClosers = /^(?:\s*[)\]}>"'`])+/;
/** In a huge file the suffix is a window that moves with the cursor; this much of it is enough to compare. */
const windowLength = 10_000;

/**
 * Whether two texts after the cursor are the same for a completion:
 * equal, or they differ only in closing brackets and quotes at their start,
 * which VS Code inserts and removes while the user types.
 */
export function sameSuffix(first: string, second: string): boolean {
  if (first === second) return true;
  const one = first.replace(leadingClosers, '');
  const other = second.replace(leadingClosers, '');
  if (one === other) return true;
  const shared = Math.min(one.length, other.length);
  return shared >= windowLength && one.slice(0, shared) === other.slice(0, shared);
}
