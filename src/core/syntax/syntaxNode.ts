/**
 * A node of a syntax tree, as the rules of this folder see it: the part of tree-sitter's node that they read.
 * Offsets are UTF-16 code units of the parsed text.
 */
export interface SyntaxNode {
  readonly id: number;
  readonly type: string;
  /** False for a piece of punctuation or a keyword, whose type is its text. */
  readonly isNamed: boolean;
  readonly isError: boolean;
  /** The parser put it in, to go on; it has no text. */
  readonly isMissing: boolean;
  /** An error or a missing node lies in it. */
  readonly hasError: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly endPosition: { readonly row: number; readonly column: number };
  readonly childCount: number;
  readonly children: readonly (SyntaxNode | null)[];
  readonly parent: SyntaxNode | null;
  readonly previousSibling: SyntaxNode | null;
  childForFieldName(name: string): SyntaxNode | null;
  childrenForFieldName(name: string): readonly (SyntaxNode | null)[];
  descendantForIndex(start: number, end?: number): SyntaxNode | null;
  descendantsOfType(types: string[]): readonly (SyntaxNode | null)[];
}

/** The children of a node, in order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.childCount === 0 ? [] : node.children.filter(child => child !== null);
}
