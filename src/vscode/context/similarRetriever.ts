import * as vscode from 'vscode';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { DeclaredLines } from '../../node/relatedLines.ts';
import type { IndexedWorkspace } from './indexedWorkspace.ts';

const mostSnippets = 24;

/** Copying to the worker costs time: of a long file its imports and what is near the cursor count. */
const headCharacters = 20_000;
const nearCharacters = 80_000;
const mostAfter = 40_000;

function withoutMiddle(prefix: string): string {
  if (prefix.length <= headCharacters + nearCharacters) return prefix;
  return `${prefix.slice(0, headCharacters)}\n${prefix.slice(-nearCharacters)}`;
}

/**
 * Similar code and likely declarations anywhere in the workspace's files on disk, from an index that lives in a worker.
 */
export class SimilarRetriever implements Retriever {
  readonly kind = 'similar';

  constructor(private readonly workspace: IndexedWorkspace) {}

  async retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]> {
    const { prefix, suffix, uri } = context;
    const filePath = vscode.Uri.parse(uri).fsPath;
    const place = { prefix: withoutMiddle(prefix), suffix: suffix.slice(0, mostAfter) };
    const { similar, declared } = await this.workspace
      .started()
      .related({ ...place, filePath, limit: mostSnippets }, signal);
    return [
      ...similar.map(found => indexSnippet('similar', found)),
      ...declared.map(found => indexSnippet('declaration', found)),
    ];
  }
}

/** Lines that the index found; VS Code writes addresses of files in its own way. */
export function indexSnippet(kind: Snippet['kind'], found: DeclaredLines): Snippet {
  return { kind, ...found, uri: vscode.Uri.parse(found.uri).toString() };
}
