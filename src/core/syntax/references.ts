import type { SymbolDefinition } from './definitions.ts';
import type { SyntaxNode } from './syntaxNode.ts';

const identifier = /[\p{L}\p{N}_]+[?!]?/uy;
/** The units of ASCII that a name consists of. */
const nameUnits = Uint8Array.from({ length: 128 }, (_, unit) =>
  /\w/.test(String.fromCharCode(unit)) ? 1 : 0,
);

/**
 * How often a file uses each name, in the order of first use, from the nodes that are names, in order; where it defines
 * one is no use of it.
 */
export function referencesAmong(
  nodes: readonly SyntaxNode[],
  text: string,
  definitions: readonly SymbolDefinition[],
): Map<string, number> {
  const defined = new Set(definitions.map(({ nameOffset }) => nameOffset));
  const counts = new Map<string, number>();
  for (const { startIndex } of nodes) {
    if (defined.has(startIndex)) continue;
    const name = nameAt(text, text[startIndex] === '#' ? startIndex + 1 : startIndex);
    if (name.length > 1) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Reading the text is quicker than asking the tree for the end of each of a hundred thousand names. */
function nameAt(text: string, start: number): string {
  let end = start;
  while (nameUnits[text.charCodeAt(end)] === 1) end++;
  const next = text.charCodeAt(end);
  if (next > 127) {
    identifier.lastIndex = start;
    return identifier.exec(text)?.[0] ?? '';
  }
  // Ruby's names may end so.
  if (end > start && (next === 63 || next === 33)) end++;
  return text.slice(start, end);
}
