/** Where a snippet came from; the name users see in "Show What Was Sent". */
export type SnippetKind =
  | 'definition'
  | 'declaration'
  | 'ownFile'
  | 'openEditor'
  | 'recentEdit'
  | 'similar'
  | 'matched'
  | 'map'
  | 'found'
  | 'usage'
  | 'selection'
  | 'file'
  | 'diagnostic'
  | 'clipboard';

/** A piece of code from elsewhere, with its source and how useful it was judged. */
export interface Snippet {
  readonly kind: SnippetKind;
  readonly uri: string;
  /** Relative path with `/`, as in {@link CursorContext.path}. */
  readonly path: string;
  /** 0-based first line of the piece in its file, and the line after its last. */
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly text: string;
  /** Higher is better; comparable only among snippets of the same kind. */
  readonly score: number;
  /** The head of the type that it is a member of, to be shown above it. */
  readonly within?: { readonly startLine: number; readonly text: string };
}
