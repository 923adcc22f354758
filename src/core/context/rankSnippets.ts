import type { Snippet, SnippetKind } from './snippet.ts';

/** A snippet with what it is worth beside those of all sources. */
export interface RankedSnippet {
  readonly snippet: Snippet;
  /** How likely it is to help, about 0 to 1. */
  readonly value: number;
}

/**
 * How much each source's first snippet is worth, and how fast those after it lose: at place `half` it is half.
 * Measured on masked lines of real repositories, see the ablation table in `bench/README.md`.
 */
export interface SourceWeight {
  readonly first: number;
  readonly half: number;
}

export const sourceWeights: Readonly<Record<SnippetKind, SourceWeight>> = {
  selection: { first: 4, half: 100 },
  file: { first: 4, half: 100 },
  diagnostic: { first: 3, half: 100 },
  recentEdit: { first: 0.5, half: 4 },
  definition: { first: 0.5, half: 6 },
  declaration: { first: 1, half: 100 },
  openEditor: { first: 0.09, half: 4 },
  similar: { first: 0.06, half: 4 },
  matched: { first: 0.2, half: 8 },
  // For edits and chat only; no figure of the bench stands behind it yet.
  map: { first: 0.08, half: 12 },
  // The `question` bench measures the first; the second stands between it and definitions.
  found: { first: 0.4, half: 3 },
  usage: { first: 0.3, half: 4 },
  // One snippet at most, like an edit of a moment ago; no figure of the bench stands behind it yet.
  clipboard: { first: 0.3, half: 2 },
  ownFile: { first: 0.3, half: 12 },
};

/**
 * Fuses the rankings of all sources: the value of a place is its source's weight by its rank, reciprocally.
 * Where a source says how likely each snippet is (declarations), that stands for the rank.
 */
export function rankSnippets(
  snippets: readonly Snippet[],
  weights: Readonly<Record<SnippetKind, SourceWeight>> = sourceWeights,
): readonly RankedSnippet[] {
  const places = new Map<SnippetKind, number>();
  return snippets.map(snippet => {
    const { first, half } = weights[snippet.kind];
    const place = places.get(snippet.kind) ?? 0;
    places.set(snippet.kind, place + 1);
    const share = snippet.kind === 'declaration' ? snippet.score : half / (half + place);
    return { snippet, value: first * share };
  });
}
