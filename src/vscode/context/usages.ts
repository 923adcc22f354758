import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { around } from '../../core/context/usageLines.ts';
import { containingFolders, pathIn, relativePathOf } from './folderPaths.ts';
import type { IndexedWorkspace } from './indexedWorkspace.ts';
import { readText } from './readText.ts';
import { indexSnippet } from './similarRetriever.ts';

/** A language server that takes longer is not waited for; the index answers in its place, in time for an edit. */
const deadlineMs = 300;
const mostUsages = 12;
const mostFiles = 8;
const mostInFile = 3;

/** A name in a document, where the language server can be asked about it. */
export interface SymbolPlace {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
  readonly name: string;
}

/** Places in other files that use a symbol: the language's own references, else the words of the index. Never rejects. */
export async function usagesOf(
  symbol: SymbolPlace,
  workspace: IndexedWorkspace,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly Snippet[]> {
  const known = await referencesTo(symbol, clock, signal);
  const files = fileLines(known, symbol.uri);
  if (files.size > 0) {
    const read = [...files].slice(0, mostFiles).map(([uri, lines]) => snippetsIn(uri, lines));
    const snippets = (await Promise.all(read)).flat();
    if (snippets.length > 0) return snippets.slice(0, mostUsages);
  }
  // The language knows the symbol, and knows that no other file uses it.
  if (known.length > 0 || symbol.uri.scheme !== 'file') return [];
  const { name, uri } = symbol;
  const query = { name, filePath: uri.fsPath, limit: mostUsages };
  const found = await workspace.started().usages(query, signal);
  return found.map(lines => indexSnippet('usage', lines));
}

async function referencesTo(
  { uri, position }: SymbolPlace,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly vscode.Location[]> {
  const asked = vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    uri,
    position,
  );
  const given = await Promise.race([asked, clock.delay(deadlineMs, signal)]).catch(() => undefined);
  return given ?? [];
}

/** Lines by file, in the user's own code; what the asking file itself says is shown already. */
function fileLines(
  locations: readonly vscode.Location[],
  here: vscode.Uri,
): ReadonlyMap<vscode.Uri, readonly number[]> {
  const files = new Map<string, { readonly uri: vscode.Uri; readonly lines: number[] }>();
  for (const { uri, range } of locations) {
    const key = uri.toString();
    const folder = containingFolders(uri).at(0);
    if (!folder || key === here.toString()) continue;
    if (pathIn(folder, uri).split('/').includes('node_modules')) continue;
    const file = files.get(key) ?? { uri, lines: [] };
    files.set(key, file);
    file.lines.push(range.start.line);
  }
  return new Map([...files.values()].map(({ uri, lines }) => [uri, lines]));
}

async function snippetsIn(uri: vscode.Uri, used: readonly number[]): Promise<Snippet[]> {
  const text = await readText(uri).catch(() => undefined);
  if (text === undefined) return [];
  const lines = text.split('\n');
  const place = {
    kind: 'usage',
    uri: uri.toString(),
    path: relativePathOf(uri),
    score: 1,
  } as const;
  return around(used, lines.length, mostInFile).map(stretch => ({
    ...place,
    ...stretch,
    text: lines.slice(stretch.startLine, stretch.endLineExclusive).join('\n'),
  }));
}
