import type { FimDraft, PromptPart } from '../prompt/prompt.ts';
import type { CursorContext } from './cursorContext.ts';
import { mergeSnippets } from './mergeSnippets.ts';
import type { Snippet } from './snippet.ts';

/**
 * What the text around the cursor is sure of when there are many snippets; it gets more when they leave some over.
 * Together four tenths: the lines next to the cursor say most, those farther away less than a good snippet.
 */
const prefixShare = 0.3;
const suffixShare = 0.1;

const prefixPriority = 1000;
const suffixPriority = 900;
const firstSnippetPriority = 800;

/**
 * The draft of a completion prompt. Snippets stand in rising order of worth, so that the best is next to the prefix;
 * when the budget is short the least are dropped first.
 */
export function completionDraft(context: CursorContext, snippets: readonly Snippet[]): FimDraft {
  const parts = mergeSnippets(context, snippets).map(snippetPart);
  return {
    kind: 'fim',
    languageId: context.languageId,
    path: context.path,
    prefix: prefixPart(context),
    suffix: suffixPart(context),
    snippets: parts.reverse(),
  };
}

function prefixPart(context: CursorContext): PromptPart {
  const { prefix, firstLine = 0 } = context;
  const endLineExclusive = cursorLine(context) + (prefix.endsWith('\n') || prefix === '' ? 0 : 1);
  return {
    source: fileSource(context, 'prefix', firstLine, endLineExclusive),
    text: prefix,
    priority: prefixPriority,
    shrink: 'start',
    share: prefixShare,
  };
}

function suffixPart(context: CursorContext): PromptPart {
  const { suffix } = context;
  const startLine = cursorLine(context);
  const endLineExclusive = startLine + lineBreaks(suffix) + (/(?:^|\n)$/.test(suffix) ? 0 : 1);
  return {
    source: fileSource(context, 'suffix', startLine, endLineExclusive),
    text: suffix,
    priority: suffixPriority,
    shrink: 'end',
    share: suffixShare,
  };
}

function snippetPart(snippet: Snippet, rank: number): PromptPart {
  const { kind, uri, path, startLine, endLineExclusive, text } = snippet;
  return {
    source: { type: 'file', kind, uri, path, startLine, endLineExclusive },
    text: text.endsWith('\n') ? text : `${text}\n`,
    priority: firstSnippetPriority - rank,
    shrink: 'lines',
  };
}

function fileSource(
  { uri, path }: CursorContext,
  kind: string,
  startLine: number,
  endLineExclusive: number,
): PromptPart['source'] {
  return { type: 'file', kind, uri, path, startLine, endLineExclusive };
}

function cursorLine({ prefix, firstLine = 0 }: CursorContext): number {
  return firstLine + lineBreaks(prefix);
}

function lineBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
