import { columnsOf, indentOf } from '../text/indentation.ts';
import { isBlank } from '../text/lines.ts';
import type { CursorContext } from './cursorContext.ts';
import type { Snippet } from './snippet.ts';
import { identifiersOf } from './terms.ts';

/** Imports further down are rare. */
const importLines = 100;
const nearLines = 20;
const mostImports = 12;
const importLine =
  /^\s*(?:import\b|from\s+[.\w]+\s+import\b|use\s|using\s|require|#include|(?:const|let|var)\b.*\brequire\()/;

/**
 * What of the document itself matters although it is too far above the cursor to be shown: the heads that the cursor
 * stands inside of (class, function), and the imports of names that are used near it. `firstShown` is the line at
 * which the shown text before the cursor begins, counted within `prefix`.
 */
export function farParts(context: CursorContext, firstShown: number): readonly Snippet[] {
  const lines = context.prefix.split('\n');
  const near = new Set(lines.slice(-nearLines).flatMap(identifiersOf));
  const imports = lines
    .slice(0, Math.min(importLines, firstShown))
    .flatMap((line, at) => (importLine.test(line) && namesIn(line, near) ? [at] : []));
  const wanted = [...enclosingHeads(lines, firstShown), ...imports.slice(0, mostImports)];
  return wanted.map(at => snippetAt(context, lines, at));
}

/** Lines above `firstShown` that are less indented than everything between them and the cursor, innermost first. */
function enclosingHeads(lines: readonly string[], firstShown: number): number[] {
  const heads: number[] = [];
  let depth = Number.POSITIVE_INFINITY;
  let spaces: string | undefined;
  for (let at = lines.length - 1; at >= 0 && depth > 0; at--) {
    const line = lines[at] ?? '';
    // Nearly all lines of a long file: no need to look closer.
    if (spaces !== undefined && line.startsWith(spaces)) continue;
    const isLast = at === lines.length - 1;
    if (isBlank(line) && !isLast) continue;
    const own = columnsOf(indentOf(line), 4);
    if (own >= depth || (!isLast && /^\s*[)\]}]/.test(line))) continue;
    depth = own;
    spaces = ' '.repeat(depth);
    if (at < firstShown) heads.push(at);
  }
  return heads;
}

function namesIn(line: string, names: ReadonlySet<string>): boolean {
  return identifiersOf(line).some(name => name.length > 2 && names.has(name));
}

function snippetAt(
  { uri, path, firstLine = 0 }: CursorContext,
  lines: readonly string[],
  at: number,
): Snippet {
  const startLine = firstLine + at;
  const text = lines[at] ?? '';
  return { kind: 'ownFile', uri, path, startLine, endLineExclusive: startLine + 1, text, score: 1 };
}
