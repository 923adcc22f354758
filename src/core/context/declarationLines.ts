import type { Chunk } from './chunks.ts';

/** Of a type all members help, of a function its head. */
const mostTypeLines = 24;
const mostFunctionLines = 6;
const mostCommentLines = 8;

const typeHead =
  /\b(?:class|interface|type|enum|struct|trait|record|protocol|namespace|object|union)\b/;
const comment = /^\s*(?:\/\/|\/\*|\*|#(?!include|define)|--|"""|@)/;

/**
 * The lines that tell what a declaration is: the comment and annotations above it, its head, and of a type its body
 * as far as it is indented deeper.
 */
export function declarationLines(lines: readonly string[], line: number): Chunk {
  let startLine = line;
  while (
    startLine > 0 &&
    line - startLine < mostCommentLines &&
    comment.test(lines[startLine - 1] ?? '')
  ) {
    startLine--;
  }
  const isType = typeHead.test(lines[line] ?? '');
  const last = Math.min(lines.length, line + (isType ? mostTypeLines : mostFunctionLines));
  let end = line + 1;
  while (end < last && belongs(lines, line, end, isType)) end++;
  while (lines[end - 1]?.trim() === '') end--;
  return { startLine, endLineExclusive: end };
}

function belongs(lines: readonly string[], head: number, at: number, isType: boolean): boolean {
  if (!isType && /[{:;]\s*$|=>\s*$/.test(lines[at - 1] ?? '')) return false;
  const text = lines[at] ?? '';
  if (text.trim() === '') return isType;
  return indentOf(text) > indentOf(lines[head] ?? '') || /^\s*[)\]}]/.test(text);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
