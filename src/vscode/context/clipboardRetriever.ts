import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { type CopiedLines, RecentCopy } from '../../core/context/recentCopy.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { isCode } from './documents.ts';
import { relativePathOf } from './folderPaths.ts';

/**
 * The lines that were copied last from an editor of this window, while they still stand there. VS Code tells who can
 * paste which lines were copied; the clipboard itself is never read, so nothing that came from elsewhere can be in it.
 */
export class ClipboardRetriever implements Retriever, Disposable {
  readonly kind = 'clipboard';
  private readonly store = new DisposableStore();
  private readonly copy: RecentCopy;

  constructor(clock: Clock) {
    this.copy = new RecentCopy(clock);
    this.store.add(
      vscode.languages.registerDocumentPasteEditProvider(
        { pattern: '**' },
        { prepareDocumentPaste: (document, ranges) => this.copy.note(linesIn(document, ranges)) },
        { providedPasteEditKinds: [], copyMimeTypes: ['text/plain'] },
      ),
    );
  }

  async retrieve({ uri: asked }: CursorContext): Promise<readonly Snippet[]> {
    const lines = this.copy.get(asked);
    const document = vscode.workspace.textDocuments.find(({ uri }) => `${uri}` === lines?.uri);
    if (!lines || !document || textOf(document, lines) !== lines.text) return [];
    return [{ kind: 'clipboard', path: relativePathOf(document.uri), ...lines, score: 1 }];
  }

  dispose(): void {
    this.store.dispose();
  }
}

/** Undefined for what several cursors copied, and for what is no code. */
function linesIn(
  document: vscode.TextDocument,
  [range, second]: readonly vscode.Range[],
): CopiedLines | undefined {
  if (!range || second || !isCode(document)) return undefined;
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  const endLineExclusive = range.end.line + (endsBefore ? 0 : 1);
  const lines = { startLine: range.start.line, endLineExclusive };
  return { uri: document.uri.toString(), ...lines, text: textOf(document, lines) };
}

function textOf(
  document: vscode.TextDocument,
  { startLine, endLineExclusive }: Pick<CopiedLines, 'startLine' | 'endLineExclusive'>,
): string {
  const range = new vscode.Range(startLine, 0, endLineExclusive, 0);
  return document.getText(document.validateRange(range));
}
