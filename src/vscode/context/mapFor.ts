import * as vscode from 'vscode';
import type { Snippet } from '../../core/context/snippet.ts';
import { identifiersOf } from '../../core/context/terms.ts';
import type { IndexedWorkspace } from './indexedWorkspace.ts';

/** Heads of what a document and a text about it use from all over the workspace, best files' lines in order. */
export type MapFor = (
  uri: vscode.Uri,
  about: string,
  signal: AbortSignal,
) => Promise<readonly Snippet[]>;

/** Enough for some thirty heads. */
const mapTokens = 600;

/** Repository maps from the index. Nothing is found until the symbols have been read. */
export function mapFrom(workspace: IndexedWorkspace): MapFor {
  return async (uri, about, signal) => {
    if (uri.scheme !== 'file') return [];
    // Shorter ones are words of every language.
    const names = [...new Set(identifiersOf(about))].filter(name => name.length > 3);
    const files = await workspace
      .started()
      .map({ filePaths: [uri.fsPath], names, tokens: mapTokens }, signal);
    return files.flatMap(({ uri: found, path, heads }) =>
      heads.map(({ startLine, endLineExclusive, text }): Snippet => {
        const place = { uri: vscode.Uri.parse(found).toString(), path };
        return { kind: 'map', ...place, startLine, endLineExclusive, text, score: 1 };
      }),
    );
  };
}
