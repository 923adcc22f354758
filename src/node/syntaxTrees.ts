import type { Edit, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { LanguageSyntax } from '../core/syntax/languageSyntax.ts';
import { languageSyntaxOf } from '../core/syntax/languages.ts';
import type { Parse, SyntaxAnswers, SyntaxAsk } from '../core/syntax/syntaxAsk.ts';
import { answerSyntax } from '../core/syntax/syntaxAsk.ts';
import type { Grammars } from './grammars.ts';

interface ParsedText {
  readonly grammar: string;
  readonly text: string;
  readonly tree: Tree;
}

/** Longer texts are data; nobody waits for their tree. */
const mostCharacters = 1_000_000;
/** A tree that takes longer is given up. */
const mostParseMs = 1000;
/** Trees take some ten times the memory of their text. */
const mostTrees = 6;

/** The syntax trees of the texts that were asked about last, and the answers they give. */
export class SyntaxTrees {
  /** Oldest first. */
  private readonly kept = new Map<string, ParsedText>();

  constructor(private readonly grammars: Grammars) {}

  async answer(ask: SyntaxAsk): Promise<SyntaxAnswers[keyof SyntaxAnswers] | undefined> {
    const { path, languageId, text } = ask.source;
    const language = languageSyntaxOf(path, languageId);
    if (!language || text.length > mostCharacters) return undefined;
    const parser = await this.grammars.parserFor(language);
    if (!parser) return undefined;
    const passing: Tree[] = [];
    const parse: Parse = (source, reused) => {
      if (reused !== undefined)
        return this.reuse(`${reused} ${path}`, language, parser, source)?.rootNode;
      const tree = parseWithin(parser, source);
      if (tree) passing.push(tree);
      return tree?.rootNode;
    };
    const answer = answerSyntax(ask, language, parse);
    for (const tree of passing) tree.delete();
    return answer;
  }

  private reuse(
    key: string,
    { grammar }: LanguageSyntax,
    parser: Parser,
    text: string,
  ): Tree | undefined {
    const last = this.kept.get(key);
    if (last?.text === text && last.grammar === grammar) return last.tree;
    const isUsable = last?.grammar === grammar;
    if (isUsable) last.tree.edit(editBetween(last.text, text));
    const tree = parseWithin(parser, text, isUsable ? last.tree : undefined);
    this.kept.delete(key);
    last?.tree.delete();
    if (tree) this.kept.set(key, { grammar, text, tree });
    while (this.kept.size > mostTrees) this.forgetOldest();
    return tree;
  }

  private forgetOldest(): void {
    for (const [key, { tree }] of this.kept) {
      tree.delete();
      this.kept.delete(key);
      return;
    }
  }
}

/** A tree, or nothing when it takes too long. */
export function parseWithin(parser: Parser, text: string, old?: Tree): Tree | undefined {
  const until = performance.now() + mostParseMs;
  const progressCallback = () => performance.now() > until;
  const tree = parser.parse(text, old, { progressCallback });
  if (tree === null) parser.reset();
  return tree ?? undefined;
}

/** What changed between two texts, as one replacement. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  const oldEndIndex = before.length - same;
  const newEndIndex = after.length - same;
  return {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEndIndex),
    newEndPosition: pointAt(after, newEndIndex),
  };
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    start = at + 1;
  }
  return { row, column: offset - start };
}
