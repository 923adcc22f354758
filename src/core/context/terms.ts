const identifiers = /[A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*/g;

/** `HTTPServer2_name` is `HTTP`, `Server`, `2`, `name`. */
const wordParts = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\x21-\x7eA-Za-z0-9_$]+/g;

/** The identifiers of a text as they stand, in order, with repetitions. */
export function identifiersOf(text: string): string[] {
  return text.match(identifiers) ?? [];
}

/**
 * The words that code is searched by: each identifier whole and in its parts, in lower case,
 * so that `getUserName` is found by `userName` and by `user_name`.
 */
export function termsOf(text: string): string[] {
  return identifiersOf(text).flatMap(termsOfIdentifier);
}

/** Identifiers come again and again; splitting each once makes indexing three times as fast. */
const known = new Map<string, readonly string[]>();
const knownCapacity = 100_000;

export function termsOfIdentifier(identifier: string): readonly string[] {
  const before = known.get(identifier);
  if (before) return before;
  if (known.size >= knownCapacity) known.clear();
  const terms = splitIdentifier(identifier);
  // A copy: a slice of a text would keep the whole text in memory.
  known.set(` ${identifier}`.slice(1), terms);
  return terms;
}

/** The same without remembering: for many names that are seen once. */
export function splitIdentifier(identifier: string): readonly string[] {
  const whole = identifier.toLowerCase();
  const parts = (identifier.match(wordParts) ?? []).map(part => part.toLowerCase());
  const useful = parts.filter(part => part.length > 1 && part !== whole);
  return whole.length > 1 ? [whole, ...useful] : useful;
}

/** The marked form under which a chunk that declares a name is found. */
export function declarationTerm(name: string): string {
  return `=${name}`;
}
