import { goesOnFromAbove } from './inside.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { isToken, type OpenScope, openScopesAt, step } from './openScopes.ts';
import { lineEnd, type SyntaxPlace } from './place.ts';
import { childrenOf, type SyntaxNode } from './syntaxNode.ts';

/** How much of a candidate belongs to the scope that the cursor is in. */
export interface ScopeEnd {
  /** Offset in the candidate behind which it leaves the scope; its length while it is still in it. */
  readonly end: number;
  /** The scope is complete: nothing that comes later belongs to it. */
  readonly isComplete: boolean;
}

/**
 * Finds the end of the scope in a candidate that is perhaps still streaming.
 * `root` and `text` are those of everything before the cursor followed by the candidate. The block around the cursor
 * ends the candidate: before its closing token where that stands behind the cursor already, else behind it. At the top
 * of a file the first definition that has a body ends it.
 */
export function scopeEnd(
  root: SyntaxNode,
  text: string,
  offset: number,
  place: SyntaxPlace,
  language: LanguageSyntax,
): ScopeEnd {
  const found =
    language.layout === 'indentation'
      ? indentedEnd(root, text, offset, place)
      : tokenEnd(root, text, offset, place, language);
  if (found === undefined) return { end: text.length - offset, isComplete: false };
  return { end: text.slice(offset, found).trimEnd().length, isComplete: true };
}

function tokenEnd(
  root: SyntaxNode,
  text: string,
  offset: number,
  place: SyntaxPlace,
  language: LanguageSyntax,
): number | undefined {
  const stack = openScopesAt(root, offset, language, text);
  const outer: OpenScope | undefined = stack.findLast(({ isBlock }) => isBlock);
  let end: number | undefined;
  const take = (token: SyntaxNode): void => {
    const closed = step(stack, token, language, text);
    if (outer && closed && closed.start <= outer.start) {
      end = place.block?.isClosed ? token.startIndex : afterClosers(text, token.endIndex);
    } else if (!outer && closed?.isBlock && stack.length === 0) {
      end = topEnd(text, token.endIndex);
    }
  };
  const visit = (node: SyntaxNode): void => {
    for (const child of childrenOf(node)) {
      if (end !== undefined) return;
      if (child.endIndex <= offset || child.isMissing) continue;
      const isWhole = child.startIndex >= offset && !child.hasError && child.endIndex < text.length;
      if (isToken(child, language)) {
        if (child.startIndex >= offset) take(child);
      } else if (outer && isWhole && !child.isError) {
        // What opens in a whole node closes in it.
      } else {
        visit(child);
      }
    }
  };
  visit(root);
  return end;
}

/** Brackets and marks that end the statement belong to the block they follow. */
function afterClosers(text: string, at: number): number {
  return at + /^[)\];,]*/.exec(text.slice(at))![0].length;
}

/** Behind a body at the top of a file, unless the statement goes on or may do so. */
function topEnd(text: string, at: number): number | undefined {
  const rest = text.slice(at);
  const closers = /^[)\];,]*/.exec(rest)![0].length;
  const next = rest.slice(closers);
  if (!/^[ \t]*\r?\n/.test(next)) return undefined;
  const following = next.trimStart();
  if (following === '') return undefined;
  const goesOn = /^(?:else|elif|elsif|catch|finally|rescue|ensure|while|[.)\]}{])/.test(following);
  return goesOn ? undefined : at + closers;
}

/** The first line of code that stands further left than the block ends it. */
function indentedEnd(
  root: SyntaxNode,
  text: string,
  offset: number,
  place: SyntaxPlace,
): number | undefined {
  const depth = bodyDepth(text, offset, place);
  let sawBody = false;
  for (let at = nextLine(text, offset); at !== undefined; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indentation = line.search(/\S/);
    if (indentation === -1 || goesOnFromAbove(root, at + indentation)) continue;
    if (indentation < depth) return at;
    const isNext =
      indentation === 0 && sawBody && !/^(?:else|elif|except|finally|[)\]}])/.test(line);
    if (depth === 0 && isNext) return at;
    sawBody ||= indentation > 0;
  }
  return undefined;
}

function nextLine(text: string, offset: number): number | undefined {
  const end = lineEnd(text, offset);
  return end === text.length ? undefined : end + 1;
}

/** Columns of indentation of the block that the cursor is in or opens. */
function bodyDepth(text: string, offset: number, { block }: SyntaxPlace): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (block && before.trim() !== '' && text.slice(block.bodyStart, offset).trim() === '') {
    const header = text.slice(block.headerStart).search(/\S/);
    return header + 1;
  }
  return before.trim() === '' ? before.length : before.search(/\S/);
}
