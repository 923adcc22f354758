import { childrenOf, type SyntaxNode } from './syntaxNode.ts';

/** A place that the grammar could not read. */
export interface ParseError {
  readonly start: number;
  readonly endExclusive: number;
  /** 0-based. */
  readonly line: number;
  /** What the parser had to put in; absent where it skipped text. */
  readonly missing?: string;
}

/** More are not told apart from each other: the text is something else. */
const mostErrors = 200;

/** The syntax errors of a tree, in order. Only what holds an error is walked. */
export function parseErrorsIn(root: SyntaxNode): ParseError[] {
  const errors: ParseError[] = [];
  const visit = (node: SyntaxNode): void => {
    if (errors.length >= mostErrors) return;
    if (node.isMissing || node.isError) {
      errors.push({
        start: node.startIndex,
        endExclusive: node.endIndex,
        line: node.startPosition.row,
        ...(node.isMissing && { missing: node.type }),
      });
    }
    if (node.hasError) for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return errors;
}
