import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { type EditedLines, RecentEdits, shownLines } from '../../core/context/recentEdits.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { isCode } from './documents.ts';
import { relativePathOf } from './folderPaths.ts';

/** A change of more lines is a paste, a formatter or another branch, not an edit. */
const mostChangedLines = 60;

/** The places that the user edited lately in other documents, as they stand now. */
export class RecentEditsRetriever implements Retriever, Disposable {
  readonly kind = 'recentEdit';
  private readonly store = new DisposableStore();
  private readonly edits = new RecentEdits();

  constructor() {
    this.store.add(vscode.workspace.onDidChangeTextDocument(change => this.record(change)));
    this.store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.edits.forget(uri.toString())),
    );
  }

  async retrieve(context: CursorContext): Promise<readonly Snippet[]> {
    const open = new Map(
      vscode.workspace.textDocuments.map(document => [document.uri.toString(), document]),
    );
    const others = this.edits.list().filter(edit => edit.uri !== context.uri);
    return others.flatMap((edit, index) => {
      const document = open.get(edit.uri);
      return document ? [snippetOf(document, edit, -index)] : [];
    });
  }

  private record({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (!isCode(document)) return;
    const uri = document.uri.toString();
    for (const { range, text } of contentChanges) {
      const newLines = text.split('\n').length;
      if (newLines > mostChangedLines || range.end.line - range.start.line > mostChangedLines) {
        this.edits.forget(uri);
      } else {
        this.edits.record(uri, { startLine: range.start.line, endLine: range.end.line, newLines });
      }
    }
  }

  dispose(): void {
    this.store.dispose();
  }
}

function snippetOf(document: vscode.TextDocument, edit: EditedLines, score: number): Snippet {
  const { uri, startLine, endLineExclusive } = shownLines(edit, document.lineCount);
  const range = new vscode.Range(startLine, 0, endLineExclusive, 0);
  const text = document.getText(document.validateRange(range));
  return {
    kind: 'recentEdit',
    uri,
    path: relativePathOf(document.uri),
    startLine,
    endLineExclusive,
    text,
    score,
  };
}
