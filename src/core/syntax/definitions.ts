import type { DefinitionRule, LanguageSyntax, SymbolKind } from './languageSyntax.ts';
import { childrenOf, type SyntaxNode } from './syntaxNode.ts';

/** A name that a file defines, for use elsewhere. Lines are 0-based. */
export interface SymbolDefinition {
  readonly name: string;
  readonly kind: SymbolKind;
  /** The names of the definitions around it, outermost first. */
  readonly containers: readonly string[];
  readonly nameOffset: number;
  readonly startLine: number;
  readonly endLineExclusive: number;
  /** The lines of its head; the body begins on the last of them or behind it. */
  readonly headEndLineExclusive: number;
  /** The lines between its head and its end that a skeleton leaves out; absent where there is nothing to leave out. */
  readonly bodyStartLine?: number;
  readonly bodyEndLineExclusive?: number;
}

interface Enclosing {
  readonly end: number;
  readonly name: string | undefined;
  readonly isFunction: boolean;
}

/** What a file defines, in order. Names that are local to a function are left out, functions in functions are not. */
export function definitionsIn(
  root: SyntaxNode,
  language: LanguageSyntax,
  text: string,
): SymbolDefinition[] {
  return definitionsAmong(root.descendantsOfType(definingTypes(language)), language, text);
}

/** The same, from the nodes of {@link definingTypes} in order. */
export function definitionsAmong(
  nodes: Iterable<SyntaxNode | null>,
  language: LanguageSyntax,
  text: string,
): SymbolDefinition[] {
  const found: SymbolDefinition[] = [];
  const around: Enclosing[] = [];
  for (const node of nodes) {
    if (node === null) continue;
    while (around.length > 0 && around.at(-1)!.end <= node.startIndex) around.pop();
    const { type } = node;
    const rule = language.definitions[type];
    const isFunction = language.functions.includes(type);
    const isLocal = around.some(enclosing => enclosing.isFunction);
    const kind = rule && kindOf(node, rule, language);
    const isValue = kind === 'variable' || kind === 'field';
    // Each question to a node costs, and most values are local.
    if (!isFunction && (!kind || (isLocal && isValue))) continue;
    const names = rule ? namesOf(node, rule, language) : [];
    if (kind && !(isLocal && isValue)) {
      const containers = around.flatMap(({ name }) => name ?? []);
      for (const name of names) found.push(definition(node, rule, kind, name, containers, text));
    }
    if (isFunction || names.length > 0) {
      const name = names[0] && nameText(names[0], text);
      const nests = isFunction || !isValue;
      if (nests)
        around.push({
          end: node.endIndex,
          name: isFunction && !rule ? undefined : name,
          isFunction,
        });
    }
  }
  return found;
}

const typesByLanguage = new WeakMap<LanguageSyntax, string[]>();

/** All node types that matter, so that the walk over all others stays inside of tree-sitter. */
export function definingTypes(language: LanguageSyntax): string[] {
  const known = typesByLanguage.get(language);
  if (known) return known;
  const types = [...new Set([...Object.keys(language.definitions), ...language.functions])];
  typesByLanguage.set(language, types);
  return types;
}

function definition(
  node: SyntaxNode,
  rule: DefinitionRule,
  kind: SymbolKind,
  name: SyntaxNode,
  containers: readonly string[],
  text: string,
): SymbolDefinition {
  const startLine = node.startPosition.row;
  const endLineExclusive = lastRow(node) + 1;
  const body = bodyOf(node, rule);
  const base = {
    name: nameText(name, text),
    kind,
    containers,
    nameOffset: name.startIndex,
    startLine,
    endLineExclusive,
  };
  if (!body) return { ...base, headEndLineExclusive: endLineExclusive };
  // The body of Python, Ruby or Allman style begins on a line of its own.
  const before = text.slice(text.lastIndexOf('\n', body.startIndex - 1) + 1, body.startIndex);
  const isOnHead = before.trim() !== '';
  const bodyStartLine = body.startPosition.row + (isOnHead ? 1 : 0);
  const headEndLineExclusive = Math.max(startLine + 1, bodyStartLine);
  const bodyEndLineExclusive = lastRow(body) + 1;
  if (bodyEndLineExclusive <= headEndLineExclusive) return { ...base, headEndLineExclusive };
  return { ...base, headEndLineExclusive, bodyStartLine, bodyEndLineExclusive };
}

function bodyOf(node: SyntaxNode, rule: DefinitionRule): SyntaxNode | null {
  const body = node.childForFieldName(rule.body ?? 'body');
  return body?.childForFieldName('body') ?? body;
}

/** The row of a node's last character; some nodes end at the start of the line behind them. */
function lastRow(node: SyntaxNode): number {
  const { row, column } = node.endPosition;
  return column === 0 && row > node.startPosition.row ? row - 1 : row;
}

function kindOf(
  node: SyntaxNode,
  rule: DefinitionRule,
  language: LanguageSyntax,
): SymbolKind | undefined {
  if (rule.needsDeclaredFunction && !declaresFunction(node)) return undefined;
  const holder = rule.needsFunctionIn ?? rule.body;
  if (rule.kind === 'field' && rule.name?.[0] === 'declarator' && declaresFunction(node)) {
    return 'method';
  }
  if (holder === undefined || rule.kind === 'type') return rule.kind;
  const value = node.childForFieldName(holder);
  const isFunction = value !== null && language.functions.includes(value.type);
  const isClass = value !== null && /^class/.test(value.type);
  if (rule.needsFunctionIn !== undefined && !isFunction && !isClass) return undefined;
  if (isClass) return 'class';
  if (!isFunction) return rule.kind;
  if (rule.kind === 'variable') return 'function';
  return rule.kind === 'field' ? 'method' : rule.kind;
}

function declaresFunction(node: SyntaxNode): boolean {
  for (let at = node.childForFieldName('declarator'); at !== null; ) {
    if (at.type === 'function_declarator') return true;
    at = at.childForFieldName('declarator');
  }
  return false;
}

function namesOf(
  node: SyntaxNode,
  { name: path = ['name'], several = false }: DefinitionRule,
  language: LanguageSyntax,
): SyntaxNode[] {
  if (path.length === 0) {
    return childrenOf(node)
      .filter(({ type }) => language.names.includes(type))
      .slice(0, 1);
  }
  let holders: readonly SyntaxNode[] = [node];
  for (const field of path) {
    holders = holders.flatMap(holder => {
      const found = several
        ? holder.childrenForFieldName(field)
        : [holder.childForFieldName(field)];
      return found.filter(child => child !== null);
    });
  }
  return holders.map(innerName).filter(name => isName(name, language));
}

/** Through the declarators of C and the paths in front of a name. */
function innerName(node: SyntaxNode): SyntaxNode {
  for (let at = node; ; ) {
    if (at.childCount === 0) return at;
    const next: SyntaxNode | null =
      at.childForFieldName('declarator') ??
      (/identifier|type|name$/.test(at.type)
        ? (at.childForFieldName('name') ?? at.childForFieldName('type'))
        : null);
    if (next === null) return at;
    at = next;
  }
}

function isName(node: SyntaxNode, language: LanguageSyntax): boolean {
  return (
    node.isNamed && (language.names.includes(node.type) || /name|constant|string$/.test(node.type))
  );
}

function nameText(name: SyntaxNode, text: string): string {
  return text.slice(name.startIndex, name.endIndex).replace(/^["'$#]+|["']$/g, '');
}
