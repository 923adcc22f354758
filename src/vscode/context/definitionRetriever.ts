import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { LruMap } from '../../base/lruMap.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { declarationLines } from '../../core/context/declarationLines.ts';
import { type NearbySymbol, nearbySymbols } from '../../core/context/nearbySymbols.ts';
import { linesOf } from '../../core/context/openTexts.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { cursorContextOf } from './cursorContextOf.ts';
import { containingFolders, pathIn, relativePathOf } from './folderPaths.ts';
import { readText } from './readText.ts';
import { whenCursorRests } from './whenCursorRests.ts';

/** A language server that is still loading a project may take minutes. */
const deadlineMs = 2000;
const knownCapacity = 300;

/**
 * Definitions of names near the cursor, from the language server. They are fetched while the cursor rests;
 * `retrieve` only looks at what has arrived, so that typing never waits for a language server.
 */
export class DefinitionRetriever implements Retriever, Disposable {
  readonly kind = 'definition';
  private readonly store = new DisposableStore();
  /** By document and name; `null` where there is no definition to show. */
  private readonly known = new LruMap<string, { readonly snippet: Snippet | null }>(knownCapacity);

  constructor(
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.store.add(whenCursorRests(clock, (editor, signal) => void this.prepare(editor, signal)));
    this.store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.forget(document.uri)),
    );
  }

  async retrieve(context: CursorContext): Promise<readonly Snippet[]> {
    return nearbySymbols(context).flatMap(({ name }) => {
      const snippet = this.known.get(keyOf(context.uri, name))?.snippet;
      return snippet ? [snippet] : [];
    });
  }

  private async prepare(editor: vscode.TextEditor, signal: AbortSignal): Promise<void> {
    const context = cursorContextOf(editor.document, editor.selection.active);
    for (const symbol of nearbySymbols(context)) {
      const key = keyOf(context.uri, symbol.name);
      if (signal.aborted) return;
      if (this.known.get(key)) continue;
      const snippet = await this.lookUp(editor.document, symbol, signal);
      // A document that changed meanwhile may have been asked about another place.
      if (editor.document.version === context.version) this.known.set(key, { snippet });
    }
  }

  private async lookUp(
    { uri }: vscode.TextDocument,
    { line, column }: NearbySymbol,
    signal: AbortSignal,
  ): Promise<Snippet | null> {
    try {
      const position = new vscode.Position(line, column);
      const asked = vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        uri,
        position,
      );
      const given = await Promise.race([asked, this.clock.delay(deadlineMs, signal)]);
      const target = given?.map(targetOf).find(({ uri: other }) => isElsewhere(uri, other));
      return target ? await snippetAt(target) : null;
    } catch (error) {
      this.log.debug(`The language server gave no definition: ${error}`);
      return null;
    }
  }

  /** What was known of a changed document's declarations may be wrong now. */
  private forget(uri: vscode.Uri): void {
    const changed = uri.toString();
    for (const [key, { snippet }] of [...this.known]) {
      if (snippet?.uri === changed) this.known.delete(key);
    }
  }

  dispose(): void {
    this.store.dispose();
  }
}

interface Target {
  readonly uri: vscode.Uri;
  readonly line: number;
}

function keyOf(uri: string, name: string): string {
  return `${uri} ${name}`;
}

function targetOf(found: vscode.Location | vscode.LocationLink): Target {
  if (!('targetUri' in found)) return { uri: found.uri, line: found.range.start.line };
  const range = found.targetSelectionRange ?? found.targetRange;
  return { uri: found.targetUri, line: range.start.line };
}

/** In another file of the workspace that is the user's own: what is installed, models know or can't be told in short. */
function isElsewhere(here: vscode.Uri, target: vscode.Uri): boolean {
  const folder = containingFolders(target).at(0);
  if (!folder || target.toString() === here.toString()) return false;
  return !pathIn(folder, target).split('/').includes('node_modules');
}

async function snippetAt({ uri, line }: Target): Promise<Snippet | null> {
  const text = await readText(uri);
  if (text === undefined) return null;
  const range = declarationLines(text.split('\n'), line);
  const lines = linesOf(text, range.startLine, range.endLineExclusive);
  const path = relativePathOf(uri);
  return { kind: 'definition', uri: uri.toString(), path, ...range, text: lines, score: 1 };
}
