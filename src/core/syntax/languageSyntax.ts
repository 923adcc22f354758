/** What a definition defines. */
export type SymbolKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'module'
  | 'macro'
  | 'variable'
  | 'field';

/** How nodes of one type define a name. */
export interface DefinitionRule {
  readonly kind: SymbolKind;
  /** Fields that lead from the node to the name, one after the other; `name` when absent. */
  readonly name?: readonly string[];
  /** One node may define several names. */
  readonly several?: boolean;
  /** The field that a signature leaves out; `body` when absent. */
  readonly body?: string;
  /** Counts only where this field holds a function or a class. */
  readonly needsFunctionIn?: string;
  /** Counts only where the declarator declares a function: the prototypes of C. */
  readonly needsDeclaredFunction?: boolean;
}

/** A grammar's node types, sorted by what Inkling asks about them. */
export interface LanguageSyntax {
  /** The grammar's file is `tree-sitter-<grammar>.wasm`. */
  readonly grammar: string;
  /** What ends a block: its closing token, or a line that stands further left. */
  readonly layout: 'tokens' | 'indentation';
  readonly comments: readonly string[];
  readonly strings: readonly string[];
  /** Code inside strings. */
  readonly holes: readonly string[];
  /** Tokens, or named nodes in their place, that open something, and what closes it. */
  readonly pairs: Readonly<Record<string, string>>;
  /** Named nodes that open or close something as a whole. */
  readonly tokenNodes?: readonly string[];
  /** Openers after which statements or members stand. */
  readonly blockOpeners: readonly string[];
  /** Words that open a block only where they begin a line or follow `=`: elsewhere they are modifiers. */
  readonly leadingOpeners?: readonly string[];
  /** Functions, with and without a name: what is defined in them is local. */
  readonly functions: readonly string[];
  readonly definitions: Readonly<Record<string, DefinitionRule>>;
  /** Node types that name something. */
  readonly names: readonly string[];
  /** What an elided body is written as: a comment that says so. */
  readonly lineComment: string;
}

/** The brackets of most languages. */
export const brackets = { '{': '}', '(': ')', '[': ']' } as const;
