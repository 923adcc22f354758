import { type Chunk, chunksOf } from '../context/chunks.ts';
import { declaredNames } from '../context/declarations.ts';
import { definitionsIn } from '../syntax/definitions.ts';
import type { LanguageSyntax } from '../syntax/languageSyntax.ts';
import { referencesIn } from '../syntax/references.ts';
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
  const definitions = definitionsIn(root, language, text);
  const declared = new Map<number, string[]>();
  for (const { name, startLine } of definitions) {
    const names = declared.get(startLine);
    if (names) names.push(name);
    else declared.set(startLine, [name]);
  }
  const chunks: readonly Chunk[] = syntaxChunks(lines, definitions, chunksOf);
  const references = referencesIn(root, language, text, definitions);
  return { shape: { chunks, definitions, references }, declared };
}
