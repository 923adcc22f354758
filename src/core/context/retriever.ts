import type { CursorContext } from './cursorContext.ts';
import type { Snippet, SnippetKind } from './snippet.ts';

/**
 * Finds snippets for a place in the code.
 * It never throws: what it could not find in time is simply not there.
 */
export interface Retriever {
  readonly kind: SnippetKind;
  /** Snippets, best first. Resolves early with what there is when the signal aborts. */
  retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]>;
}
