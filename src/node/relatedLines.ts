import type { Snippet } from '../core/context/snippet.ts';

/** The place that similar code is looked for. */
export interface SimilarQuery {
  readonly prefix: string;
  readonly suffix: string;
  readonly filePath: string;
  readonly limit: number;
}

/** A found stretch of lines with its file on disk; the adapter makes a snippet of it. */
export interface SimilarLines
  extends Pick<Snippet, 'path' | 'startLine' | 'endLineExclusive' | 'text' | 'score'> {
  readonly uri: string;
}

/** Heads of declarations, with the head of the type that each is a member of. */
export interface DeclaredLines extends SimilarLines {
  readonly within?: { readonly startLine: number; readonly text: string };
}

/** What the files have to say about a place. */
export interface RelatedLines {
  readonly similar: readonly SimilarLines[];
  readonly declared: readonly DeclaredLines[];
}

export const nothingRelated: RelatedLines = { similar: [], declared: [] };
