import { fuseRankings } from './fuseRankings.ts';
import type { Snippet } from './snippet.ts';

/** Fuses the snippets of several sources, each best first; of those that overlap the longest stands for all. */
export function fuseSnippets(sources: readonly (readonly Snippet[])[]): readonly Snippet[] {
  const rankings = sources.map(snippets => ({
    weight: 1,
    lines: snippets.map(snippet => ({ ...snippet, path: snippet.uri })),
  }));
  const all = sources.flat();
  return fuseRankings(rankings).flatMap(({ path, startLine, endLineExclusive, score }) => {
    const inside = all.filter(
      snippet =>
        snippet.uri === path &&
        snippet.startLine >= startLine &&
        snippet.endLineExclusive <= endLineExclusive,
    );
    const [longest] = inside.sort((one, other) => lengthOf(other) - lengthOf(one));
    return longest ? [{ ...longest, score }] : [];
  });
}

function lengthOf({ startLine, endLineExclusive }: Snippet): number {
  return endLineExclusive - startLine;
}
