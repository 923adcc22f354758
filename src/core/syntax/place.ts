import { goesOnFromAbove, type Inside, insideAt } from './inside.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { type OpenScope, openScopesAt } from './openScopes.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** What stands at a cursor, and how much an answer may span. */
export interface SyntaxPlace {
  readonly inside: Inside;
  /**
   * `block`: the body of a block just opened, or a statement's start: what comes may go on to the end of the block.
   * `line`: inside of something that is under way.
   */
  readonly fits: 'line' | 'block';
  /** The innermost block around the cursor; absent at the top of the file. */
  readonly block?: {
    /** Offset of the line that opens it. */
    readonly headerStart: number;
    /** Offset behind the token that opens it, or behind the line of the word that does. */
    readonly bodyStart: number;
    /** Its end stands behind the cursor already. */
    readonly isClosed: boolean;
  };
}

/** A line that ends in one of these goes on in the next one. */
const goesOn =
  /(?:[=+\-*/%&|^<>?,.!~([\\]|=>|->|::|\b(?:return|in|of|and|or|not|is|as|new|throw|await|yield|extends|implements))$/;

/** Reads the place of a cursor in a text. */
export function placeAt(
  root: SyntaxNode,
  offset: number,
  language: LanguageSyntax,
  text: string,
): SyntaxPlace {
  const inside = insideAt(root, offset, language, text);
  const scopes = openScopesAt(root, offset, language, text);
  const block =
    language.layout === 'indentation'
      ? indentedBlock(root, offset, text)
      : bracketBlock(scopes, offset, text);
  const found = block === undefined ? {} : { block };
  if (inside !== 'code') return { inside, fits: 'line', ...found };
  const fits = fitsBlock(scopes, block, offset, language, text) ? 'block' : 'line';
  return { inside, fits, ...found };
}

type Block = NonNullable<SyntaxPlace['block']>;

function fitsBlock(
  scopes: readonly OpenScope[],
  block: Block | undefined,
  offset: number,
  language: LanguageSyntax,
  text: string,
): boolean {
  const before = text.slice(lineStart(text, offset), offset);
  const after = text.slice(offset, lineEnd(text, offset));
  if (!/^[\s)\]};,]*$/.test(after)) return false;
  const inner = scopes.at(-1);
  if (before.trim() !== '') return opensBody(inner, block, offset, language, text);
  if (after.trim() !== '' && inner?.end !== text.slice(0, offset).trimEnd().length) return false;
  if (inner && !inner.isBlock) return false;
  return !goesOn.test(code(text.slice(0, offset), language)) || isEmptyBody(block, offset, text);
}

/** The cursor stands right behind what opens a body, and the body is empty. */
function opensBody(
  inner: OpenScope | undefined,
  block: Block | undefined,
  offset: number,
  language: LanguageSyntax,
  text: string,
): boolean {
  const before = text.slice(0, offset).trimEnd();
  if (!block || block.bodyStart > offset) return false;
  if (language.layout === 'indentation') {
    return (
      inner === undefined && block.bodyStart === before.length && isEmptyBody(block, offset, text)
    );
  }
  if (!inner?.isBlock || lineStart(text, inner.start) !== lineStart(text, offset)) return false;
  const rest = text.slice(inner.end, offset);
  const isAtEnd = rest.trim() === '' || /^\s*\|[^|]*\|\s*$/.test(rest) || endsHead(inner, rest);
  return isAtEnd && isEmptyBody(block, offset, text);
}

/** `def name(a)`, `if test; then`: the head of a block that a word opens is complete. */
function endsHead(opener: OpenScope, rest: string): boolean {
  return isWord(opener) && /(?:\)|\bthen|\bin)\s*$/.test(rest);
}

function isWord({ type }: OpenScope): boolean {
  return /^[a-z]+$/.test(type);
}

/** Nothing stands between the cursor and the end of the block; what stands further left is behind its end. */
function isEmptyBody(block: Block | undefined, offset: number, text: string): boolean {
  if (!block) return false;
  if (text.slice(block.bodyStart, offset).trim() !== '') return false;
  const next = /\S/.exec(text.slice(lineEnd(text, offset)));
  if (!next) return true;
  const at = lineEnd(text, offset) + next.index;
  return at - lineStart(text, at) <= indentationAt(text, block.headerStart);
}

function bracketBlock(
  scopes: readonly OpenScope[],
  offset: number,
  text: string,
): Block | undefined {
  const scope = scopes.findLast(({ isBlock }) => isBlock);
  if (!scope) return undefined;
  const headerStart = lineStart(text, scope.start);
  return {
    headerStart,
    bodyStart: isWord(scope) ? Math.min(offset, lineEnd(text, scope.end)) : scope.end,
    isClosed: isClosedBehind(scope, headerStart, offset, text),
  };
}

/** The first line behind the cursor that stands no deeper than the header begins with the closer. */
function isClosedBehind(
  { closer }: OpenScope,
  headerStart: number,
  offset: number,
  text: string,
): boolean {
  const closes = (rest: string) =>
    closer.includes('_') ? rest.startsWith('</') : rest.startsWith(closer);
  if (
    closes(
      text
        .slice(offset, lineEnd(text, offset))
        .trimStart()
        .replace(/^[)\];,]+/, ''),
    )
  )
    return true;
  const depth = indentationAt(text, headerStart);
  for (let at = lineEnd(text, offset) + 1; at <= text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() !== '' && line.length - line.trimStart().length <= depth) {
      return closes(line.trimStart().replace(/^[)\]]+/, '')) && line.search(/\S/) === depth;
    }
  }
  return false;
}

/** Where indentation makes blocks: the nearest line above that stands further left and ends in a colon. */
function indentedBlock(root: SyntaxNode, offset: number, text: string): Block | undefined {
  const ownStart = lineStart(text, offset);
  const before = text.slice(ownStart, offset);
  let depth = before.length - before.trimStart().length;
  if (/:\s*$/.test(before)) depth = Number.POSITIVE_INFINITY;
  for (let at = ownStart; at >= 0; at = at === 0 ? -1 : lineStart(text, at - 1)) {
    const line = text.slice(
      at,
      Math.min(lineEnd(text, at), at === ownStart ? offset : text.length),
    );
    const indentation = line.length - line.trimStart().length;
    if (line.trim() === '' || indentation >= depth || goesOnFromAbove(root, at + indentation))
      continue;
    const head = headEnd(text, at, offset);
    if (head !== undefined) return { headerStart: at, bodyStart: head, isClosed: true };
    // The last line of a header that goes over several.
    if (/^[)\]}]/.test(line.trimStart())) continue;
    depth = Math.min(depth, indentation);
  }
  return undefined;
}

const pythonHead =
  /^[ \t]*(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b[^\n]*/;

/** Behind the colon that ends a header, which may go over several lines while brackets are open. */
function headEnd(text: string, at: number, offset: number): number | undefined {
  if (!pythonHead.test(text.slice(at, lineEnd(text, at)))) return undefined;
  let depth = 0;
  for (let index = at; index < offset; index++) {
    const sign = text[index]!;
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (
      sign === ':' &&
      depth === 0 &&
      /^[ \t]*(?:#.*)?\r?(?:\n|$)/.test(text.slice(index + 1, offset))
    )
      return index + 1;
    else if (sign === '\n' && depth <= 0) return undefined;
  }
  return undefined;
}

function code(text: string, { lineComment }: LanguageSyntax): string {
  const trimmed = text.trimEnd();
  const line = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  return line.trimStart().startsWith(lineComment) ? '' : line;
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Characters of white space at the start of the line that begins at an offset. */
function indentationAt(text: string, start: number): number {
  return text.slice(start, lineEnd(text, start)).search(/\S|$/);
}
