import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { EmbeddedClient } from '../../node/embeddedClient.ts';
import { isSourcePath } from '../../node/workspaceFiles.ts';
import { sourcePath } from '../../provider/embedded.ts';
import { isCode, moderateText } from '../context/documents.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { WorkspaceIgnoreRules } from '../context/workspaceIgnoreRules.ts';
import type { SettingsSource } from '../settings.ts';
import type { Status } from '../status.ts';
import { describeLearned, describeLearning } from './describeLearned.ts';

/** Changes are passed on once things are quiet; what stands at the cursor comes with each question anyway. */
const settleMs = 1000;
/** More files changed at once than this (a branch was switched): the folders are learned anew. */
const maxSingleFiles = 200;

/**
 * Keeps the embedded engine's knowledge equal to the workspace: the folders on disk, the open editors,
 * and every change of either. Files that may not be sent are not learned.
 */
export class WorkspaceLearner implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changedDocuments = new Set<vscode.TextDocument>();
  private readonly changedFiles = new Map<string, vscode.Uri>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: EmbeddedClient,
    private readonly settings: SettingsSource,
    private readonly rules: WorkspaceIgnoreRules,
    log: Logger,
    status: Status,
    /** Where what was learned is kept for the next start; undefined where no folder is open. */
    private readonly storeFile: string | undefined,
  ) {
    const { store } = this;
    const { workspace, window } = vscode;
    store.add(workspace.onDidOpenTextDocument(document => this.learn(document)));
    store.add(workspace.onDidChangeTextDocument(({ document }) => this.noteDocument(document)));
    store.add(workspace.onDidCloseTextDocument(document => this.release(document)));
    store.add(workspace.onDidChangeWorkspaceFolders(() => this.learnFolders()));
    store.add(window.onDidChangeActiveTextEditor(editor => this.focus(editor)));
    store.add(rules.onDidChange(() => this.learnAll()));
    store.add(
      client.onDidProgress(({ learned, total, isDone, skipped }) => {
        if (!isDone) return status.setNote(describeLearning(learned, total));
        const learnt = describeLearned(learned, total, skipped);
        status.setNote(learnt);
        log.info(learnt);
      }),
    );
    const watcher = store.add(workspace.createFileSystemWatcher('**/*'));
    store.add(watcher.onDidChange(uri => this.noteFile(uri)));
    store.add(watcher.onDidCreate(uri => this.noteFile(uri)));
    store.add(watcher.onDidDelete(uri => this.forget(uri)));
    this.focus(window.activeTextEditor);
    this.learnAll();
  }

  /** Everything anew: at the start, and when ignore rules changed. What is excluded by now is forgotten. */
  private learnAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (this.isExcluded(document.uri)) this.client.remove(nameOf(document.uri));
      else this.learn(document);
    }
    this.learnFolders();
  }

  private learnFolders(): void {
    const active = vscode.window.activeTextEditor?.document.uri;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const settings = this.settings.read();
    this.client.index({
      roots: folders.filter(({ uri }) => uri.scheme === 'file').map(rootOf),
      maxFiles: settings['embedded.maxFiles'],
      maxBytes: settings['embedded.maxMemoryMb'] * 1e6,
      ...(this.storeFile === undefined ? {} : { storeFile: this.storeFile }),
      ...(active === undefined ? {} : { near: nameOf(active) }),
    });
  }

  private learn(document: vscode.TextDocument): void {
    if (!isCode(document) || this.isExcluded(document.uri)) return;
    const text = moderateText(document);
    if (text !== undefined) this.client.update(nameOf(document.uri), text);
  }

  private noteDocument(document: vscode.TextDocument): void {
    this.changedDocuments.add(document);
    this.flushSoon();
  }

  /** A file, or a folder: of those that are new or were moved nothing else is told. */
  private noteFile(uri: vscode.Uri): void {
    if (uri.scheme !== 'file' || !isSourcePath(relativePathOf(uri))) return;
    this.changedFiles.set(uri.toString(), uri);
    this.flushSoon();
  }

  /** A file, or a folder with all that was in it. */
  private forget(uri: vscode.Uri): void {
    if (isSourcePath(relativePathOf(uri))) this.client.remove(nameOf(uri));
  }

  private flushSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), settleMs);
  }

  private flush(): void {
    clearTimeout(this.timer);
    for (const document of this.changedDocuments) this.learn(document);
    this.changedDocuments.clear();
    const files = [...this.changedFiles.values()];
    this.changedFiles.clear();
    if (files.length > maxSingleFiles) this.learnFolders();
    else if (files.length > 0) this.readClosed(files);
  }

  /** Files changed on disk; open ones are followed in their editors. */
  private readClosed(uris: readonly vscode.Uri[]): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const uri of uris) {
      if (open.has(uri.toString()) || this.isExcluded(uri)) continue;
      this.client.readFile(nameOf(uri), uri.fsPath);
    }
  }

  private focus(editor: vscode.TextEditor | undefined): void {
    this.flush();
    if (editor && isCode(editor.document)) this.client.focus(nameOf(editor.document.uri));
  }

  /** A closed document is what the disk has, or nothing. */
  private release({ uri }: vscode.TextDocument): void {
    const isFile = uri.scheme === 'file' && isSourcePath(relativePathOf(uri));
    if (isFile && !this.isExcluded(uri)) this.client.readFile(nameOf(uri), uri.fsPath);
    else this.client.remove(nameOf(uri));
  }

  private isExcluded(uri: vscode.Uri): boolean {
    return this.rules.excludedBy(uri.toString(), relativePathOf(uri)) !== undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }
}

const nameOf = (uri: vscode.Uri): string => sourcePath(uri.toString());

/** A folder on disk, with the start of its documents' names. */
function rootOf({ uri }: vscode.WorkspaceFolder): { folder: string; prefix: string } {
  return { folder: uri.fsPath, prefix: `${nameOf(uri).replace(/\/$/, '')}/` };
}
