import { type ShapedFile, shapeByLines, shapeBySyntax } from '../core/index/fileShape.ts';
import { languageSyntaxOf } from '../core/syntax/languages.ts';
import type { Grammars } from './grammars.ts';
import { parseWithin } from './syntaxTrees.ts';

/** Longer texts are data; their lines tell enough. */
const mostParsed = 300_000;

/** The shape of a file: by its syntax where there is a grammar for it, else by its lines. */
export async function shapeOf(
  path: string,
  text: string,
  grammars: Grammars | undefined,
): Promise<ShapedFile> {
  const language = text.length > mostParsed ? undefined : languageSyntaxOf(path);
  const parser = language && (await grammars?.parserFor(language));
  if (!language || !parser) return shapeByLines(text);
  try {
    const tree = parseWithin(parser, text);
    if (!tree) return shapeByLines(text);
    try {
      return shapeBySyntax(tree.rootNode, language, text);
    } finally {
      tree.delete();
    }
  } catch {
    // A grammar that breaks down on one file must not end the reading of all.
    return shapeByLines(text);
  }
}
