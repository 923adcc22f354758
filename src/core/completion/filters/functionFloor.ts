import type { Surroundings } from './surroundings.ts';

const control =
  /^\s*(?:\}\s*)?(?:if|else|elif|for|foreach|while|switch|match|try|catch|finally|with|do|loop|when|case|default|unless|until|select|using|lock|guard|repeat|return|await|new|throw)\b/;
const definition =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|async|abstract|override|final|open|inline|virtual|const|pub(?:\([\w]+\))?|unsafe|extern|sealed|suspend|local|defp?|let|var)\s+)*(?:def|defp|class|function\*?|func|fn|fun|module|struct|interface|trait|impl|enum|namespace|object|record|sub|proc|constructor|init)\b/;
const methodLike = /^[^=;]*\b[\w$]+\s*(?:<[^<>]*>)?\([^;]*\)[^;=]*\{\s*$/;
const closureLike = /(?:=>|\bfunction\s*\*?\s*\w*\s*\([^)]*\)|\|[\w\s,&:]*\|)\s*\{\s*$/;
const continued = /^[)\]}].*[{:]\s*$/;

/** Whether a line begins a function, method, class or the like. */
export function isDefinition(line: string): boolean {
  if (definition.test(line)) return true;
  if (control.test(line)) return false;
  return methodLike.test(line) || closureLike.test(line) || continued.test(line);
}

/** Lines that stand before a definition and belong to it. */
export function isLeadIn(line: string): boolean {
  return /^\s*(?:@|#\[|\/\/|\/\*|\*|#(?!\w*\()|"""|''')/.test(line);
}

const container = /\b(?:class|module|struct|interface|trait|impl|enum|namespace|object|record)\b/;

/** The function that a completion must not leave. */
export interface FunctionFloor {
  /** Columns; a line with no more indentation ends the function. -1 at top level, where nothing does. */
  readonly columns: number;
  /** The completion itself brings the definition, so that its first lines are free. */
  readonly isOwn: boolean;
}

/**
 * Finds, by indentation, the function around the cursor; outside of one, the definition that the completion brings.
 * A function inside a function is a part of it and no end of anything.
 */
export function functionFloor(
  text: string,
  around: Surroundings,
  columnsOf: (line: string) => number,
): FunctionFloor {
  const lines = `${around.linePrefix}${text}`.split('\n');
  const first = lines.find(line => line.trim() !== '' && !isLeadIn(line)) ?? '';
  const depth = columnsOf(first);
  // A header that the user has begun, such as `items.map(item => {` or `def area(`, is what is being completed.
  if (isDefinition(around.linePrefix)) return { columns: depth, isOwn: true };
  const outer = definitionAbove(around.prefix, depth, columnsOf);
  if (outer && !container.test(outer.line)) return { columns: outer.columns, isOwn: false };
  if (definition.test(first) || methodLike.test(first)) return { columns: depth, isOwn: true };
  return { columns: outer?.columns ?? -1, isOwn: false };
}

function definitionAbove(
  prefix: string,
  from: number,
  columnsOf: (line: string) => number,
): { readonly line: string; readonly columns: number } | undefined {
  const above = prefix.split('\n').slice(0, -1);
  let depth = from;
  for (let index = above.length - 1; index >= 0 && depth > 0; index--) {
    const line = above[index]!;
    const columns = columnsOf(line);
    if (line.trim() === '' || columns >= depth) continue;
    if (isDefinition(line)) return { line, columns };
    depth = columns;
  }
  return undefined;
}
