import { childrenOf, type SyntaxNode } from './syntaxNode.ts';

/** Where something begins and ends, in UTF-16 offsets. */
export interface SyntaxRange {
  readonly start: number;
  readonly endExclusive: number;
}

/**
 * Grows a selection to whole nodes: the fewest neighbouring ones that hold it.
 * White space at its borders is no part of it; one that is empty answers the node around it.
 */
export function growRange(root: SyntaxNode, range: SyntaxRange, text: string): SyntaxRange {
  const selected = text.slice(range.start, range.endExclusive);
  const start = range.start + (selected.length - selected.trimStart().length);
  const end = Math.max(start, range.endExclusive - (selected.length - selected.trimEnd().length));
  const holds = (node: SyntaxNode) => node.startIndex <= start && node.endIndex >= end;
  let around = root;
  for (let next: SyntaxNode | undefined = root; next; next = childrenOf(next).find(holds)) {
    around = next;
  }
  const touched = childrenOf(around).filter(
    child => child.endIndex > start && child.startIndex < end,
  );
  const first = touched[0] ?? around;
  const last = touched.at(-1) ?? around;
  return { start: first.startIndex, endExclusive: last.endIndex };
}
