import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { OpenTexts } from '../../core/context/openTexts.ts';
import type { Retriever } from '../../core/context/retriever.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { isCode, moderateText } from './documents.ts';
import { relativePathOf } from './folderPaths.ts';

/** Tabs beyond these were not looked at for long. */
const mostDocuments = 20;
const mostSnippets = 8;

/** Similar code in the documents that the user has open, those used last first. */
export class OpenEditorsRetriever implements Retriever, Disposable {
  readonly kind = 'openEditor';
  private readonly store = new DisposableStore();
  private readonly texts = new OpenTexts('openEditor');
  /** URIs of the documents used last; the last one is the newest. */
  private readonly recent = new Set<string>();
  private readonly versions = new Map<string, number>();

  constructor() {
    for (const editor of vscode.window.visibleTextEditors) this.use(editor.document);
    this.store.add(
      vscode.window.onDidChangeActiveTextEditor(editor => editor && this.use(editor.document)),
    );
    this.store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri.toString())),
    );
  }

  async retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]> {
    for (const document of vscode.workspace.textDocuments) {
      if (signal.aborted) return [];
      const uri = document.uri.toString();
      if (this.recent.has(uri) && uri !== context.uri) this.refresh(document);
    }
    return this.texts.snippets(context, mostSnippets);
  }

  private use(document: vscode.TextDocument): void {
    if (!isCode(document)) return;
    const uri = document.uri.toString();
    this.recent.delete(uri);
    this.recent.add(uri);
    for (const oldest of [...this.recent].slice(0, -mostDocuments)) this.forget(oldest);
  }

  /** Only what changed since it was last looked at is read again. */
  private refresh(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    if (this.versions.get(uri) === document.version) return;
    this.versions.set(uri, document.version);
    const text = moderateText(document);
    if (text === undefined) this.texts.delete(uri);
    else this.texts.set({ uri, path: relativePathOf(document.uri), text });
  }

  private forget(uri: string): void {
    this.recent.delete(uri);
    this.versions.delete(uri);
    this.texts.delete(uri);
  }

  dispose(): void {
    this.store.dispose();
  }
}
