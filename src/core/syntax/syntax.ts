import type { SymbolDefinition } from './definitions.ts';
import type { SyntaxRange } from './growRange.ts';
import type { ParseError } from './parseErrors.ts';
import type { SyntaxPlace } from './place.ts';
import type { ScopeEnd } from './scopeEnd.ts';

/** A text in some language. */
export interface SyntaxSource {
  /** The file's name tells the language where the id does not. */
  readonly path: string;
  readonly languageId?: string;
  readonly text: string;
}

/**
 * What can be asked about the syntax of a text, in plain values; offsets are UTF-16.
 * Nothing here throws or rejects: it answers undefined where there is no grammar, the text is too long, or the signal
 * aborts; who asks then does what it did without syntax.
 */
export interface Syntax {
  /** What stands at a cursor, and how much an answer may span. */
  placeAt(
    source: SyntaxSource,
    offset: number,
    signal?: AbortSignal,
  ): Promise<SyntaxPlace | undefined>;
  /** How much of a candidate for a cursor belongs to the scope around it. */
  scopeEnd(
    source: SyntaxSource,
    offset: number,
    candidate: string,
    signal?: AbortSignal,
  ): Promise<ScopeEnd | undefined>;
  errors(source: SyntaxSource, signal?: AbortSignal): Promise<readonly ParseError[] | undefined>;
  /** A selection grown to whole nodes. */
  grow(
    source: SyntaxSource,
    range: SyntaxRange,
    signal?: AbortSignal,
  ): Promise<SyntaxRange | undefined>;
  /** What the text defines, in order. */
  definitions(
    source: SyntaxSource,
    signal?: AbortSignal,
  ): Promise<readonly SymbolDefinition[] | undefined>;
  /** The definitions around an offset, outermost first. */
  enclosing(
    source: SyntaxSource,
    offset: number,
    signal?: AbortSignal,
  ): Promise<readonly SymbolDefinition[] | undefined>;
}
