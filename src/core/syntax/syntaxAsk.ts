import { definitionsIn, type SymbolDefinition } from './definitions.ts';
import { growRange, type SyntaxRange } from './growRange.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { type ParseError, parseErrorsIn } from './parseErrors.ts';
import { placeAt, type SyntaxPlace } from './place.ts';
import { type ScopeEnd, scopeEnd } from './scopeEnd.ts';
import type { SyntaxSource } from './syntax.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** A question about syntax as a value, so that it can be sent to where the grammars are. */
export type SyntaxAsk = { readonly source: SyntaxSource } & (
  | { readonly type: 'place'; readonly offset: number }
  | { readonly type: 'scopeEnd'; readonly offset: number; readonly candidate: string }
  | { readonly type: 'errors' }
  | { readonly type: 'grow'; readonly range: SyntaxRange }
  | { readonly type: 'definitions' }
  | { readonly type: 'enclosing'; readonly offset: number }
);

/** The answer to each kind of question. */
export interface SyntaxAnswers {
  readonly place: SyntaxPlace;
  readonly scopeEnd: ScopeEnd;
  readonly errors: readonly ParseError[];
  readonly grow: SyntaxRange;
  readonly definitions: readonly SymbolDefinition[];
  readonly enclosing: readonly SymbolDefinition[];
}

/**
 * Parses a text; undefined where that takes too long.
 * A tree that may be `reused` is made from the last one of the same name; its error recovery may differ from that of
 * one that is made anew, so what counts errors does not reuse.
 */
export type Parse = (text: string, reused?: 'document' | 'candidate') => SyntaxNode | undefined;

/** Answers a question with the trees that `parse` makes. */
export function answerSyntax(
  ask: SyntaxAsk,
  language: LanguageSyntax,
  parse: Parse,
): SyntaxAnswers[keyof SyntaxAnswers] | undefined {
  const { text } = ask.source;
  const root = parse(text, ask.type === 'errors' ? undefined : 'document');
  if (root === undefined) return undefined;
  switch (ask.type) {
    case 'place':
      return placeAt(root, ask.offset, language, text);
    case 'scopeEnd': {
      const place = placeAt(root, ask.offset, language, text);
      const upTo = text.slice(0, ask.offset) + ask.candidate;
      const tree = parse(upTo, 'candidate');
      return tree && scopeEnd(tree, upTo, ask.offset, place, language);
    }
    case 'errors':
      return parseErrorsIn(root);
    case 'grow':
      return growRange(root, ask.range, text);
    case 'definitions':
      return definitionsIn(root, language, text);
    case 'enclosing': {
      const line = lineOf(text, ask.offset);
      return definitionsIn(root, language, text).filter(
        ({ startLine, endLineExclusive, kind }) =>
          startLine <= line && line < endLineExclusive && kind !== 'variable' && kind !== 'field',
      );
    }
  }
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}
