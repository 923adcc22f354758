import type { LanguageSyntax } from './languageSyntax.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** Whether an offset lies in code, a comment or a string; code in a hole of a string is code. */
export type Inside = 'code' | 'comment' | 'string';

/** What would be continued by typing at an offset. */
export function insideAt(
  root: SyntaxNode,
  offset: number,
  language: LanguageSyntax,
  text: string,
): Inside {
  if (offset === 0) return 'code';
  for (
    let node: SyntaxNode | null = root.descendantForIndex(offset - 1, offset - 1);
    node !== null;
    node = node.parent
  ) {
    if (language.comments.includes(node.type)) {
      return continuesComment(node, offset, text) ? 'comment' : 'code';
    }
    if (language.strings.includes(node.type)) {
      return continuesString(node, offset) ? 'string' : 'code';
    }
    if (/string_(?:content|fragment|literal_content)$/.test(node.type)) return 'string';
    if (language.holes.includes(node.type) && offset < node.endIndex) return 'code';
    if (opensUnclosedString(node, offset)) return 'string';
  }
  return 'code';
}

/** A comment up to the end of its line goes on where it ends; one with an end mark does not. */
function continuesComment(node: SyntaxNode, offset: number, text: string): boolean {
  const source = text.slice(node.startIndex, node.endIndex);
  const end = node.startIndex + source.trimEnd().length;
  if (/^(?:\/\*|<!--|=begin)/.test(source)) {
    return offset < end || !/(?:\*\/|-->|=end)$/.test(source.trimEnd());
  }
  return !text.slice(end, offset).includes('\n') && text[offset - 1] !== '\n';
}

function continuesString(node: SyntaxNode, offset: number): boolean {
  return (offset > node.startIndex && offset < node.endIndex) || node.hasError;
}

/** A quote that the parser could not make a string of. */
function opensUnclosedString(node: SyntaxNode, offset: number): boolean {
  return (
    !node.isNamed &&
    node.endIndex === offset &&
    /^["'`]+$/.test(node.type) &&
    (node.parent?.isError ?? false)
  );
}

/** Whether the line that begins at an offset lies in a string or in brackets, where indentation means nothing. */
export function goesOnFromAbove(root: SyntaxNode, offset: number): boolean {
  for (let node = root.descendantForIndex(offset, offset); node !== null; node = node.parent) {
    if (node.startIndex < offset && holdsLines.test(node.type)) return true;
  }
  return false;
}

const holdsLines = /string|list|tuple|dictionary|set|parameters|parenthesized/;
