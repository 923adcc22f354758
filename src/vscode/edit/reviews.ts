import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter } from '../../base/event.ts';
import {
  acceptAll,
  acceptHunk,
  isOpen,
  type Review,
  type ReviewHunk,
  rejectAll,
  rejectHunk,
  sameHunk,
  startReview,
  withCurrent,
} from '../../core/edit/review.ts';
import { BaseFiles, baseScheme } from './baseFiles.ts';
import { landText } from './landText.ts';

/** The reviews of all documents: follows every change of a document and says when one changed. */
export class Reviews implements Disposable {
  private readonly store = new DisposableStore();
  private readonly baseFiles = this.store.add(new BaseFiles());
  private readonly changed = this.store.add(new Emitter<vscode.Uri>());
  private readonly byUri = new Map<string, Review>();
  /** Reviews after a reject whose edit is under way. */
  private readonly expected = new Map<string, Review>();
  readonly onDidChange = this.changed.event;

  constructor() {
    const { workspace } = vscode;
    const options = { isReadonly: true, isCaseSensitive: true };
    this.store.add(workspace.registerFileSystemProvider(baseScheme, this.baseFiles, options));
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.follow(document)));
    this.store.add(workspace.onDidOpenTextDocument(document => this.follow(document)));
    this.store.add(workspace.onDidCloseTextDocument(document => this.forget(document)));
    this.store.add(
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.move(oldUri, newUri);
      }),
    );
  }

  get(uri: vscode.Uri): Review | undefined {
    return this.byUri.get(uri.toString());
  }

  /** The documents under review. */
  get uris(): vscode.Uri[] {
    const open = [...this.byUri].filter(([, review]) => isOpen(review));
    return open.map(([key]) => vscode.Uri.parse(key, true));
  }

  /** Puts a document under review against `base`. */
  start(document: vscode.TextDocument, base: string): void {
    this.set(document.uri, startReview(base, document.getText()));
  }

  /** Takes up a review from before a reload, at the text that the document has now. */
  restore(uri: vscode.Uri, base: string, current: string): void {
    if (this.get(uri)) return;
    this.set(uri, startReview(base, current));
    const open = vscode.workspace.textDocuments.find(
      document => document.uri.toString() === uri.toString(),
    );
    if (open) this.follow(open);
  }

  acceptHunk(uri: vscode.Uri, hunk: ReviewHunk): void {
    const review = this.get(uri);
    if (review) this.set(uri, acceptHunk(review, hunk));
  }

  acceptAll(uri: vscode.Uri): void {
    const review = this.get(uri);
    if (review) this.set(uri, acceptAll(review));
  }

  /** Rejecting edits the document; false where the editor does not let it be edited. */
  rejectHunk(document: vscode.TextDocument, hunk: ReviewHunk): Promise<boolean> {
    return this.reject(document, review => {
      const now = sameHunk(review, hunk);
      return now ? rejectHunk(review, now) : review;
    });
  }

  rejectAll(document: vscode.TextDocument): Promise<boolean> {
    return this.reject(document, rejectAll);
  }

  /** The state that the edit leads to is known beforehand: the change event only confirms it. */
  private async reject(
    document: vscode.TextDocument,
    step: (review: Review) => Review,
  ): Promise<boolean> {
    const review = this.get(document.uri);
    if (!review) return false;
    const key = document.uri.toString();
    const next = step(review);
    const { version } = document;
    this.expected.set(key, next);
    try {
      if (await landText(document, next.current)) return true;
    } finally {
      this.expected.delete(key);
    }
    // A key has overtaken the edit: the review has followed it, and the step is as good on that.
    return document.version !== version && this.reject(document, step);
  }

  /** A file that gets another name takes its review along. */
  private move(from: vscode.Uri, to: vscode.Uri): void {
    const review = this.get(from);
    if (!review) return;
    this.byUri.delete(from.toString());
    this.changed.fire(from);
    this.restore(to, review.base, review.current);
  }

  /** A file may be opened again; an unnamed document is gone, and its name goes to the next one. */
  private forget(document: vscode.TextDocument): void {
    const review = this.get(document.uri);
    if (!review || (isOpen(review) && !document.isUntitled)) return;
    this.byUri.delete(document.uri.toString());
    this.changed.fire(document.uri);
  }

  private follow(document: vscode.TextDocument): void {
    const review = this.get(document.uri);
    if (!review) return;
    const text = document.getText();
    const expected = this.expected.get(document.uri.toString());
    const next = expected?.current === text ? expected : withCurrent(review, text);
    this.set(document.uri, next, review);
  }

  private set(uri: vscode.Uri, review: Review, before?: Review): void {
    if (review === before) return;
    // Right after its last change went, undoing that must find the review again.
    const mayReturn = before !== undefined && isOpen(before);
    if (isOpen(review) || mayReturn) this.byUri.set(uri.toString(), review);
    else this.byUri.delete(uri.toString());
    if (review.base !== before?.base) this.baseFiles.set(uri, review.base);
    this.changed.fire(uri);
  }

  dispose(): void {
    this.store.dispose();
  }
}
