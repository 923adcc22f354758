import type { SymbolDefinition } from './definitions.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import type { SyntaxNode } from './syntaxNode.ts';

const identifier = /[\p{L}\p{N}_]+[?!]?/uy;

/** How often a file uses each name, in the order of first use; where it defines one is no use of it. */
export function referencesIn(
  root: SyntaxNode,
  language: LanguageSyntax,
  text: string,
  definitions: readonly SymbolDefinition[],
): Map<string, number> {
  const defined = new Set(definitions.map(({ nameOffset }) => nameOffset));
  const counts = new Map<string, number>();
  for (const node of root.descendantsOfType([...language.names])) {
    if (node === null || defined.has(node.startIndex)) continue;
    // Reading the text is quicker than asking the tree for the end of each of a hundred thousand names.
    identifier.lastIndex = text[node.startIndex] === '#' ? node.startIndex + 1 : node.startIndex;
    const name = identifier.exec(text)?.[0];
    if (name !== undefined && name.length > 1) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
