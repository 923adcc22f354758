import type { LanguageSyntax } from './languageSyntax.ts';
import { childrenOf, type SyntaxNode } from './syntaxNode.ts';

/** A bracket, word or tag that was opened before a place and is not closed there. */
export interface OpenScope {
  readonly type: string;
  readonly closer: string;
  /** Where its token stands. */
  readonly start: number;
  readonly end: number;
  /** Statements or members stand in it, not an expression. */
  readonly isBlock: boolean;
}

/**
 * What is open at an offset, outermost first.
 * Whole nodes before the offset are skipped; nodes in which the parser put something in, or gave up, are read token by
 * token, since there the tree says little about what belongs together.
 */
export function openScopesAt(
  root: SyntaxNode,
  offset: number,
  language: LanguageSyntax,
  text: string,
): OpenScope[] {
  const stack: OpenScope[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const child of childrenOf(node)) {
      if (child.startIndex >= offset) return;
      if (isToken(child, language)) {
        if (child.endIndex <= offset && !child.isMissing) step(stack, child, language, text);
      } else if (child.endIndex > offset || child.hasError) {
        visit(child);
      }
    }
  };
  visit(root);
  return stack;
}

/**
 * Takes one token into account. Answers the scope that it closed.
 * A bracket never closes a block around it; the end of a block closes the brackets that were forgotten in it.
 */
export function step(
  stack: OpenScope[],
  token: SyntaxNode,
  language: LanguageSyntax,
  text: string,
): OpenScope | undefined {
  const closer = language.pairs[token.type];
  if (closer !== undefined) {
    if (opens(token, language, text)) open(stack, token, closer, language);
    return undefined;
  }
  for (let at = stack.length - 1; at >= 0; at--) {
    const scope = stack[at]!;
    if (scope.closer === token.type) {
      stack.length = at;
      return scope;
    }
    if (scope.isBlock && !closesBlocks(token, language)) return undefined;
  }
  return undefined;
}

function open(
  stack: OpenScope[],
  { type, startIndex: start, endIndex: end }: SyntaxNode,
  closer: string,
  language: LanguageSyntax,
): void {
  // The `do` of a loop has the loop's `end`.
  const top = stack.at(-1);
  const isLoop = top?.type === 'while' || top?.type === 'until' || top?.type === 'for';
  if (type === 'do' && isLoop && top.closer === closer) stack.pop();
  stack.push({ type, closer, start, end, isBlock: language.blockOpeners.includes(type) });
}

/** Tokens, and nodes that stand for one. */
export function isToken(node: SyntaxNode, { tokenNodes }: LanguageSyntax): boolean {
  return node.isNamed ? (tokenNodes?.includes(node.type) ?? false) : node.childCount === 0;
}

function closesBlocks(token: SyntaxNode, { pairs, blockOpeners }: LanguageSyntax): boolean {
  return blockOpeners.some(opener => pairs[opener] === token.type);
}

function opens(token: SyntaxNode, { leadingOpeners }: LanguageSyntax, text: string): boolean {
  if (!leadingOpeners?.includes(token.type)) return true;
  const line = text.slice(text.lastIndexOf('\n', token.startIndex - 1) + 1, token.startIndex);
  return /(?:^|[=(;]|\b(?:private|public|protected|module_function))\s*$/.test(line);
}
