import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CompletionSession } from '../../core/completion/completionSession.ts';
import { classifyChange, cursorAfter, type LastChange } from '../../core/completion/lastChange.ts';
import type { ContentChange } from '../../core/text/contentChange.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import type { GhostEdit } from '../nextEdit/ghostEdit.ts';
import type { Questions } from './questions.ts';

/** So often work is started that nobody asks for; then VS Code suppresses suggestions, and nothing is sent. */
const maxUnasked = 3;

/**
 * Starts the work for a completion when the document changes, some 40 ms before VS Code asks,
 * and tells the session where the cursor is, so that what no longer agrees is aborted at once.
 */
export class EarlyStart implements Disposable {
  private readonly store = new DisposableStore();
  private readonly lastChanges = new WeakMap<vscode.TextDocument, LastChange>();
  private readonly edits = new WeakMap<vscode.TextDocument, ContentChange>();
  private unasked = 0;

  constructor(
    private readonly session: CompletionSession,
    private readonly questions: Questions,
    private readonly ghostEdit: GhostEdit,
  ) {
    this.store.add(vscode.workspace.onDidChangeTextDocument(change => this.changed(change)));
    this.store.add(vscode.window.onDidChangeTextEditorSelection(event => this.moved(event)));
    this.store.add(vscode.window.onDidChangeActiveTextEditor(() => this.session.leave()));
    this.store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.session.forget(uri.toString())),
    );
  }

  /** How a document's text came to be as it is. */
  lastChangeOf(document: vscode.TextDocument): LastChange {
    return this.lastChanges.get(document) ?? 'none';
  }

  /** VS Code asked its question. */
  wasAsked(document: vscode.TextDocument): void {
    if (document === vscode.window.activeTextEditor?.document) this.unasked = 0;
  }

  private changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges, reason } = event;
    const [change] = contentChanges;
    if (!change || document !== vscode.window.activeTextEditor?.document) return;
    const cursor = document.positionAt(cursorAfter(change));
    const isOnly = contentChanges.length === 1;
    const context = cursorContextOf(document, cursor, isOnly ? change : undefined);
    const start = { ...context, prefix: context.prefix.slice(0, -change.text.length || undefined) };
    const suggested = this.session.suggestedAt(start);
    const last = this.edits.get(document);
    const lastChange = classifyChange(contentChanges, reason !== undefined, suggested, last);
    this.edits.set(document, change);
    this.lastChanges.set(document, lastChange);
    this.session.moveTo(context);
    const isWorthIt =
      lastChange === 'typed' || lastChange === 'picked' || lastChange === 'accepted';
    if (isWorthIt && this.unasked < maxUnasked) void this.start(document, context, lastChange);
  }

  private async start(
    document: vscode.TextDocument,
    context: ReturnType<typeof cursorContextOf>,
    lastChange: LastChange,
  ): Promise<void> {
    const question = await this.questions.at(document, context, 'automatic', lastChange);
    // A next edit at the cursor is what VS Code is going to be answered with.
    if (document.version !== context.version || this.ghostEdit.isIn(document)) return;
    this.unasked++;
    // The outcome is for VS Code's question, which finds this work under way.
    await this.session.ask(question, new AbortController().signal);
  }

  /** A cursor that moves without a change leaves what was suggested. */
  private moved({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): void {
    const [selection] = selections;
    if (!selection || textEditor !== vscode.window.activeTextEditor || !this.session.isBusy) return;
    this.session.moveTo(cursorContextOf(textEditor.document, selection.active));
  }

  dispose(): void {
    this.store.dispose();
  }
}
