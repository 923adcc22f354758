import type { SymbolDefinition } from './definitions.ts';

/** A stretch of a file's lines. */
export interface LineRange {
  readonly startLine: number;
  readonly endLineExclusive: number;
}

const holders: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'module', 'type']);

/**
 * The lines of a stretch without the bodies of the functions in it: heads, fields and the ends of classes stay.
 * The stretch is the whole file when absent.
 */
export function skeletonLines(
  definitions: readonly SymbolDefinition[],
  stretch: LineRange,
): LineRange[] {
  const kept: LineRange[] = [];
  let at = stretch.startLine;
  for (const { kind, bodyStartLine, bodyEndLineExclusive } of definitions) {
    if (bodyStartLine === undefined || bodyEndLineExclusive === undefined) continue;
    if (holders.has(kind) || bodyStartLine < at) continue;
    if (bodyStartLine < stretch.startLine || bodyEndLineExclusive > stretch.endLineExclusive)
      continue;
    if (bodyStartLine > at) kept.push({ startLine: at, endLineExclusive: bodyStartLine });
    at = bodyEndLineExclusive;
  }
  if (at < stretch.endLineExclusive)
    kept.push({ startLine: at, endLineExclusive: stretch.endLineExclusive });
  return kept;
}

/** Writes kept lines down; where lines are left out between two of them stands an ellipsis in the depth of what was left out. */
export function skeletonText(lines: readonly string[], kept: readonly LineRange[]): string {
  const parts: string[] = [];
  let last: number | undefined;
  for (const { startLine, endLineExclusive } of kept) {
    if (last !== undefined) parts.push(elision(lines, last));
    parts.push(...lines.slice(startLine, endLineExclusive));
    last = endLineExclusive;
  }
  return parts.join('\n');
}

function elision(lines: readonly string[], from: number): string {
  const line = lines.slice(from).find(text => text.trim() !== '') ?? '';
  return `${/^\s*/.exec(line)![0]}…`;
}
