import { keepEnd, keepStart } from '../prompt/keepTokens.ts';
import type { FimDraft, PromptPart } from '../prompt/prompt.ts';
import type { TokenCounter } from '../prompt/tokenCounter.ts';
import { countLineBreaks, countLines } from '../text/lines.ts';
import { type CursorContext, cursorLine } from './cursorContext.ts';
import { farParts } from './farParts.ts';
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

/** What the last prompt for a document showed: what stays where it was can be read again from a server's memory. */
export interface ShownBefore {
  readonly uri: string;
  /** Files in sending order. */
  readonly files: readonly string[];
  /** Places of snippets. */
  readonly places: ReadonlySet<string>;
}

/** What was shown a moment ago must be worth this much less than something new to give way to it. */
const steadiness = 1.3;

/**
 * The draft of a completion prompt, with the snippets that are worth most for their tokens. Files that the last prompt
 * for the document showed keep their order; new ones follow in rising order of worth, so that the best of them is next
 * to the prefix. When the budget is short after all, the least are dropped first.
 */
export function completionDraft(
  context: CursorContext,
  snippets: readonly Snippet[],
  room: PromptRoom,
  before?: ShownBefore,
): FimDraft {
  return draftOf(context, packAround(context, snippets, room, before), before);
}

/** The draft of what was packed. */
export function draftOf(context: CursorContext, packing: Packing, before?: ShownBefore): FimDraft {
  const place = (file: PackedFile) => {
    const known = before?.uri === context.uri ? before.files.indexOf(file.uri) : -1;
    return known === -1 ? Number.POSITIVE_INFINITY : known;
  };
  const ordered = [...packing.files].sort((one, other) => {
    const [first, second] = [place(one), place(other)];
    if (first !== second) return first - second;
    return one.value - other.value || (one.path < other.path ? -1 : 1);
  });
  return {
    kind: 'fim',
    languageId: context.languageId,
    path: context.path,
    prefix: prefixPart(context),
    suffix: suffixPart(context),
    snippets: ordered.map(filePart),
  };
}

/** What a packing showed, for the next prompt in the document. */
export function shownBy(
  { uri }: Pick<CursorContext, 'uri'>,
  packing: Packing,
  draft: FimDraft,
): ShownBefore {
  const taken = packing.verdicts.filter(({ leftOut }) => leftOut === undefined);
  return {
    uri,
    files: draft.snippets.flatMap(({ source }) => (source.type === 'file' ? [source.uri] : [])),
    places: new Set(taken.map(({ ranked }) => placeOf(ranked.snippet))),
  };
}

function placeOf({ kind, uri, startLine }: Snippet): string {
  return `${kind} ${startLine} ${uri}`;
}

/** Chooses snippets for the room that the text around the cursor is not sure of. */
export function packAround(
  context: CursorContext,
  snippets: readonly Snippet[],
  { maxTokens, counter }: PromptRoom,
  before?: ShownBefore,
): Packing {
  const above = keepEnd(context.prefix, Math.floor(maxTokens * prefixShare), counter);
  const below = keepStart(context.suffix, Math.floor(maxTokens * suffixShare), counter);
  const room = Math.max(0, Math.floor(maxTokens - above.tokens - below.tokens));
  const places = before?.uri === context.uri ? before.places : undefined;
  const others = rankSnippets(snippets.filter(({ uri }) => uri !== context.uri)).map(ranked =>
    places?.has(placeOf(ranked.snippet)) ? { ...ranked, value: ranked.value * steadiness } : ranked,
  );
  const far = rankSnippets(farParts(context, firstLineOf(context, above.text)));
  const packed = packSnippets([...far, ...others], room, counter);
  if (far.length === 0 || room === packed.tokens) return packed;
  // What is left over goes to the prefix, which may then show what seemed to be far.
  const grown = keepEnd(context.prefix, above.tokens + room - packed.tokens, counter);
  const firstLine = firstLineOf(context, grown.text);
  const stillFar = far.filter(({ snippet }) => snippet.startLine < firstLine);
  return stillFar.length === far.length
    ? packed
    : packSnippets([...stillFar, ...others], packed.tokens, counter);
}

/** The line of the document with which the end of the prefix begins that is kept. */
function firstLineOf(context: CursorContext, kept: string): number {
  return cursorLine(context) - countLineBreaks(kept);
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
  const endLineExclusive = startLine + countLines(suffix);
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
