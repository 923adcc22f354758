import { type Attachment, showsCode } from '../chat/attachment.ts';
import { type PackedFile, packSnippets } from '../context/packing.ts';
import { rankSnippets } from '../context/rankSnippets.ts';
import type { Snippet } from '../context/snippet.ts';
import { runsOf } from '../text/lineRuns.ts';
import type { PromptPart } from './prompt.ts';
import type { TokenCounter } from './tokenCounter.ts';

/** Below all that was attached and said: nobody chose it. */
const foundPriority = -1000;
/** The heading above a file's lines. */
const headingTokens = 24;

/**
 * Code that was found for a question, packed into `maxTokens`: a part for each file, with what is worth most for its
 * tokens and without lines that are attached. Files are in the order of their paths, so that asking again begins alike.
 */
export function foundParts(
  snippets: readonly Snippet[],
  attachments: readonly Attachment[],
  maxTokens: number,
  counter: TokenCounter,
): PromptPart[] {
  if (maxTokens <= headingTokens) return [];
  const ranked = rankSnippets(snippets).flatMap(({ snippet, value }) =>
    withoutAttached(snippet, attachments).map(rest => ({ snippet: rest, value })),
  );
  const packed = fitHeadings(packSnippets(ranked, maxTokens, counter).files, maxTokens);
  return [...packed].sort((one, other) => (one.path < other.path ? -1 : 1)).map(filePart);
}

/** Drops the files that are worth least until there is room for a heading above each. */
function fitHeadings(files: readonly PackedFile[], maxTokens: number): readonly PackedFile[] {
  const kept = [...files].sort((one, other) => other.value - one.value);
  const size = () => kept.reduce((sum, { tokens }) => sum + tokens + headingTokens, 0);
  while (kept.length > 0 && size() > maxTokens) kept.pop();
  return kept;
}

/** The stretches of a snippet that no attachment of the conversation shows. */
export function withoutAttached(
  snippet: Snippet,
  attachments: readonly Attachment[],
): readonly Snippet[] {
  const shown = attachments
    .filter(showsCode)
    .filter(
      ({ uri, startLine, endLineExclusive }) =>
        uri === snippet.uri &&
        startLine < snippet.endLineExclusive &&
        snippet.startLine < endLineExclusive,
    );
  if (shown.length === 0) return [snippet];
  const lines = snippet.text.split('\n');
  const isShown = (line: number) =>
    shown.some(
      ({ kind, startLine, endLineExclusive }) =>
        kind === 'file' || (line >= startLine && line < endLineExclusive),
    );
  const left: number[] = [];
  for (let line = snippet.startLine; line < snippet.endLineExclusive; line++) {
    if (!isShown(line)) left.push(line);
  }
  return runsOf(left).map(({ startLine, endLineExclusive }) => ({
    ...snippet,
    startLine,
    endLineExclusive,
    text: lines
      .slice(startLine - snippet.startLine, endLineExclusive - snippet.startLine)
      .join('\n'),
  }));
}

function filePart(file: PackedFile): PromptPart {
  const { kind, uri, path, runs, text, value } = file;
  const startLine = runs[0]?.startLine ?? 0;
  const endLineExclusive = runs.at(-1)?.endLineExclusive ?? startLine;
  const lines = runs.map(run => `${run.startLine + 1}-${run.endLineExclusive}`).join(', ');
  return {
    source: { type: 'file', kind, uri, path, startLine, endLineExclusive, runs },
    text: `=== ${path}, lines ${lines}, found in the workspace ===\n${text}\n`,
    priority: foundPriority + value,
    shrink: 'none',
  };
}
