import { type Chunk, chunksOf } from '../context/chunks.ts';
import { declaredNames } from '../context/declarations.ts';
import { definingTypes, definitionsAmong } from '../syntax/definitions.ts';
import type { LanguageSyntax } from '../syntax/languageSyntax.ts';
import { referencesAmong } from '../syntax/references.ts';
import { syntaxChunks } from '../syntax/syntaxChunks.ts';
import type { SyntaxNode } from '../syntax/syntaxNode.ts';
import type { FileShape } from './segmentBuilder.ts';

/** A file's shape, and the names that each line declares. */
export interface ShapedFile {
  readonly shape: FileShape;
  readonly declared: ReadonlyMap<number, readonly string[]>;
}

const nothing: ReadonlyMap<string, number> = new Map();

/** The shape of a file as its lines look: chunks along indentation, names behind declaring words. */
export function shapeByLines(text: string): ShapedFile {
  const lines = text.split('\n');
  const declared = new Map<number, readonly string[]>();
  lines.forEach((line, number) => {
    const names = declaredNames(line);
    if (names.length > 0) declared.set(number, names);
  });
  return { shape: { chunks: chunksOf(lines), definitions: [], references: nothing }, declared };
}

/** The shape of a file as its syntax tree tells it. */
export function shapeBySyntax(
  root: SyntaxNode,
  language: LanguageSyntax,
  text: string,
): ShapedFile {
  const lines = text.split('\n');
  const { defining, naming } = symbolNodes(root, language);
  const definitions = definitionsAmong(defining, language, text);
  const declared = new Map<number, string[]>();
  for (const { name, startLine } of definitions) {
    const names = declared.get(startLine);
    if (names) names.push(name);
    else declared.set(startLine, [name]);
  }
  const chunks: readonly Chunk[] = syntaxChunks(lines, definitions, chunksOf);
  const references = referencesAmong(naming, text, definitions);
  return { shape: { chunks, definitions, references }, declared };
}

/** The nodes that may define something, and those that name something, in order: one walk over the tree for both. */
function symbolNodes(root: SyntaxNode, language: LanguageSyntax) {
  const definingSet = new Set(definingTypes(language));
  const namingSet = new Set(language.names);
  const defining: SyntaxNode[] = [];
  const naming: SyntaxNode[] = [];
  for (const node of root.descendantsOfType([...definingSet, ...namingSet])) {
    if (node === null) continue;
    const { type } = node;
    if (namingSet.has(type)) naming.push(node);
    if (definingSet.has(type)) defining.push(node);
  }
  return { defining, naming };
}
