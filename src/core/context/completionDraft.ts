import { keepEnd, keepStart } from '../prompt/keepTokens.ts';
import type { FimDraft, PromptPart } from '../prompt/prompt.ts';
import type { TokenCounter } from '../prompt/tokenCounter.ts';
import type { CursorContext } from './cursorContext.ts';
import { type PackedFile, type Packing, packSnippets } from './packing.ts';
import { rankSnippets } from './rankSnippets.ts';
import type { Snippet } from './snippet.ts';

/** How many tokens a prompt may have, and how they are counted. */
export interface PromptRoom {
  readonly maxTokens: number;
  readonly counter: TokenCounter;
}

/**
 * What the text around the cursor is sure of when there are many snippets; it gets more when they leave some over.
 * Together four tenths: the lines next to the cursor say most, those farther away less than a good snippet.
 */
const prefixShare = 0.3;
const suffixShare = 0.1;

const prefixPriority = 1000;
const suffixPriority = 900;
const firstSnippetPriority = 700;

/**
 * The draft of a completion prompt, with the snippets that are worth most for their tokens. They stand in rising order
 * of worth, so that the best is next to the prefix; when the budget is short after all, the least are dropped first.
 */
export function completionDraft(
  context: CursorContext,
  snippets: readonly Snippet[],
  room: PromptRoom,
): FimDraft {
  const { files } = packAround(context, snippets, room);
  const rising = [...files].sort(
    (one, other) => one.value - other.value || (one.path < other.path ? -1 : 1),
  );
  return {
    kind: 'fim',
    languageId: context.languageId,
    path: context.path,
    prefix: prefixPart(context),
    suffix: suffixPart(context),
    snippets: rising.map(filePart),
  };
}

/** Chooses snippets for the room that the text around the cursor is not sure of. */
export function packAround(
  context: CursorContext,
  snippets: readonly Snippet[],
  { maxTokens, counter }: PromptRoom,
): Packing {
  const before = keepEnd(context.prefix, Math.floor(maxTokens * prefixShare), counter);
  const after = keepStart(context.suffix, Math.floor(maxTokens * suffixShare), counter);
  const others = snippets.filter(({ uri }) => uri !== context.uri);
  const room = Math.max(0, Math.floor(maxTokens - before.tokens - after.tokens));
  return packSnippets(rankSnippets(others), room, counter);
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

function filePart(file: PackedFile, rank: number): PromptPart {
  const { kind, uri, path, runs, text } = file;
  const startLine = runs[0]?.startLine ?? 0;
  const endLineExclusive = runs.at(-1)?.endLineExclusive ?? startLine;
  return {
    source: { type: 'file', kind, uri, path, startLine, endLineExclusive, runs },
    text,
    priority: firstSnippetPriority + rank / 1000,
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
