import { columnsOf, indentOf } from '../text/indentation.ts';
import { isBlank, lineStartBefore } from '../text/lines.ts';
import { type CursorContext, cursorLine } from './cursorContext.ts';
import type { Snippet } from './snippet.ts';
import { identifiersOf } from './terms.ts';

/** Imports further down are rare. */
const importLines = 100;
const nearLines = 20;
const mostImports = 12;
const importLine =
  /^\s*(?:import\b|from\s+[.\w]+\s+import\b|use\s|using\s|require|#include|(?:const|let|var)\b.*\brequire\()/;

/** One line of the text before the cursor. */
interface LineAbove {
  /** 0-based, in the document. */
  readonly number: number;
  readonly text: string;
}

/**
 * What of the document itself matters although it is too far above the cursor to be shown: the heads that the cursor
 * stands inside of (class, function), and the imports of names that are used near it. `firstShown` is the line of the
 * document at which the shown text before the cursor begins.
 */
export function farParts(context: CursorContext, firstShown: number): readonly Snippet[] {
  const { prefix, firstLine = 0 } = context;
  const near = new Set(identifiersOf(lastLines(prefix, nearLines)));
  const imports = prefix
    .split('\n', Math.max(0, Math.min(importLines, firstShown - firstLine)))
    .map((text, at) => ({ number: firstLine + at, text }))
    .filter(({ text }) => importLine.test(text) && namesIn(text, near));
  const wanted = [...enclosingHeads(context, firstShown), ...imports.slice(0, mostImports)];
  return wanted.map(line => snippetOf(context, line));
}

function lastLines(text: string, count: number): string {
  let start = text.length + 1;
  for (let left = count; left > 0 && start > 0; left--) start = lineStartBefore(text, start - 1);
  return text.slice(start);
}

/** Lines above `firstShown` that are less indented than everything between them and the cursor, innermost first. */
function enclosingHeads(context: CursorContext, firstShown: number): LineAbove[] {
  const { prefix } = context;
  const heads: LineAbove[] = [];
  let depth = Number.POSITIVE_INFINITY;
  let spaces: string | undefined;
  let number = cursorLine(context);
  for (let end = prefix.length, start = 0; end >= 0 && depth > 0; end = start - 1, number--) {
    start = lineStartBefore(prefix, end);
    // Nearly all lines of a long file: no need to look closer.
    if (spaces !== undefined && prefix.startsWith(spaces, start)) continue;
    const text = prefix.slice(start, end);
    const isLast = end === prefix.length;
    if (isBlank(text) && !isLast) continue;
    const own = columnsOf(indentOf(text), 4);
    if (own >= depth || (!isLast && /^\s*[)\]}]/.test(text))) continue;
    depth = own;
    spaces = ' '.repeat(depth);
    if (number < firstShown) heads.push({ number, text });
  }
  return heads;
}

function namesIn(line: string, names: ReadonlySet<string>): boolean {
  return identifiersOf(line).some(name => name.length > 2 && names.has(name));
}

function snippetOf({ uri, path }: CursorContext, { number, text }: LineAbove): Snippet {
  const lines = { startLine: number, endLineExclusive: number + 1 };
  return { kind: 'ownFile', uri, path, ...lines, text, score: 1 };
}
