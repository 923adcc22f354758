/**
 * Names that a line seems to declare. It knows the declaring words of a dozen languages, and lines that look like the
 * head of a method; it may be wrong now and then, which costs a place in a ranking, never more.
 */
export function declaredNames(line: string): string[] {
  if (line.length > longestHead) return [];
  const names: string[] = [];
  const word = declaringWord.exec(line)?.groups?.name;
  if (word !== undefined) names.push(word);
  const method = line.includes('(') ? methodHead.exec(line)?.groups?.name : undefined;
  if (method !== undefined && method !== word && !notMethods.has(method)) names.push(method);
  return names;
}

/** Longer lines are data, and would cost the patterns dearly. */
const longestHead = 300;

const declaringWord =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|abstract|final|sealed|partial|async|pub(?:\([a-z]+\))?|declare|unsafe|extern|inline|override|open|data|virtual|const|typedef)\s+)*(?:class|interface|type|enum|struct|union|trait|impl|record|protocol|object|module|namespace|mixin|extension|def|fn|func|fun|function\*?|sub|macro_rules!|const|let|var|val|#define)\s+(?:\([^)]*\)\s*)?(?<name>[A-Za-z_$][\w$]*)/;

/** `  name(…) {`, `  async name<T>(`, `  public int name(…)`: indented, not ending a statement. */
const methodHead =
  /^\s*(?:[\w<>[\],.?*&:]+\s+)*[*&]?(?<name>[A-Za-z_$][\w$]*)\s*(?:<[^>()]*>)?\([^;]*\)?[^;=]*\{?\s*$/;

const notMethods: ReadonlySet<string> = new Set(
  'if for while switch catch return function await new else do try throw typeof elif except with match when foreach using lock print func fn fun function pub def sub'.split(
    ' ',
  ),
);
