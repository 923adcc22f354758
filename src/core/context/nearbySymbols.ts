import type { CursorContext } from './cursorContext.ts';

/** A name that stands near the cursor, with a place where the language server can be asked about it. */
export interface NearbySymbol {
  readonly name: string;
  /** 0-based, in the document. */
  readonly line: number;
  readonly column: number;
}

const linesBefore = 12;
const importLines = 150;
const mostSymbols = 10;

const word = /[A-Za-z_$][\w$]*/g;
const importLine = /^\s*(?:import|from|use|using|require|#include|const\b.*\brequire\()/;

/**
 * The names near the cursor whose definitions may help, the most promising first: imported names that are in use here,
 * then types and calls, then imported names in general. Each with its occurrence nearest to the cursor.
 */
export function nearbySymbols(context: CursorContext): readonly NearbySymbol[] {
  const { prefix, firstLine = 0 } = context;
  const lines = prefix.split('\n');
  const imported = namesInImports(lines);
  const start = Math.max(0, lines.length - linesBefore);
  const near = namesIn(lines, start, lines.length, firstLine).filter(
    ({ name, line }) => imported.get(name)?.line !== line - firstLine,
  );
  const used = near.filter(({ name }) => imported.has(name));
  const calledOrTyped = near.filter(({ name, isCalled }) => isCalled || /^[A-Z]/.test(name));
  const rest = [...imported.values()].map(symbol => ({ ...symbol, line: symbol.line + firstLine }));
  const byName = new Map<string, NearbySymbol>();
  for (const { name, line, column } of [...used, ...calledOrTyped, ...rest]) {
    if (!byName.has(name)) byName.set(name, { name, line, column });
  }
  return [...byName.values()].slice(0, mostSymbols);
}

interface Occurrence extends NearbySymbol {
  readonly isCalled: boolean;
}

/** Occurrences from the last line up; a name that is still being typed has no definition yet. */
function namesIn(
  lines: readonly string[],
  start: number,
  end: number,
  firstLine: number,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (let index = end - 1; index >= start; index--) {
    const line = lines[index] ?? '';
    for (const match of line.matchAll(word)) {
      const [name] = match;
      const after = match.index + name.length;
      if (name.length < 3 || (index === lines.length - 1 && after === line.length)) continue;
      const isCalled = line.charAt(after) === '(';
      found.push({ name, line: firstLine + index, column: match.index, isCalled });
    }
  }
  return found;
}

function namesInImports(lines: readonly string[]): Map<string, NearbySymbol> {
  const names = new Map<string, NearbySymbol>();
  let isOpen = false;
  for (const [line, text] of lines.slice(0, importLines).entries()) {
    if (!isOpen && !importLine.test(text)) continue;
    // Names in braces or parentheses may go on over several lines.
    isOpen = /[{(][^})]*$/.test(text) || (isOpen && !/[})]/.test(text));
    const code = text.replace(/(['"]).*?\1/g, quoted => ' '.repeat(quoted.length));
    for (const match of code.matchAll(word)) {
      const [name] = match;
      if (name.length > 2 && !importWords.has(name)) {
        names.set(name, { name, line, column: match.index });
      }
    }
  }
  return names;
}

const importWords: ReadonlySet<string> = new Set(
  'import from use using require type typeof const let var include static pub crate self super'.split(
    ' ',
  ),
);
