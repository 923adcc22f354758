import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { isIgnoreFile } from '../../node/changedFiles.ts';
import type { IndexClient } from '../../node/indexClient.ts';
import { isSourcePath } from '../../node/workspaceFiles.ts';
import type { SettingsSource } from '../settings.ts';
import { containingFolders, pathIn } from './folderPaths.ts';

/** More files are a monorepo, which needs another kind of index. */
const maxFiles = 50_000;
/** Reading goes on so long after the last key. */
const restMs = 400;

/** Has the index read the workspace's folders, and follow their changes, once somebody needs it. */
export class IndexedWorkspace implements Disposable {
  private readonly store = new DisposableStore();
  /** What it listens to while it follows the workspace. */
  private following: DisposableStore | undefined;
  private hasStarted = false;

  constructor(
    private readonly client: IndexClient,
    private readonly settings: SettingsSource,
  ) {}

  /** Whether somebody has needed the index. */
  get isStarted(): boolean {
    return this.hasStarted;
  }

  /** The first prompt for a model starts the reading: with the embedded engine alone no index is needed. */
  started(): IndexClient {
    if (!this.hasStarted) this.start();
    return this.client;
  }

  private start(): void {
    this.hasStarted = true;
    this.followOrLeave();
    this.store.add(this.settings.onDidChange(() => this.followOrLeave()));
  }

  /** A search engine can take the index's place, and give it back. */
  private followOrLeave(): void {
    const isWanted = !this.settings.read()['search.engine']?.replacesIndex;
    if (isWanted === (this.following !== undefined)) return;
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (isWanted) {
      this.following = this.store.add(this.follow());
      for (const folder of folders) this.indexFolder(folder);
    } else {
      this.following?.dispose();
      this.following = undefined;
      for (const { uri } of folders) this.client.removeFolder(uri.fsPath);
    }
  }

  private follow(): DisposableStore {
    const store = new DisposableStore();
    store.add(
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.client.removeFolder(folder.uri.fsPath);
        for (const folder of added) this.indexFolder(folder);
      }),
    );
    const watcher = store.add(vscode.workspace.createFileSystemWatcher('**/*'));
    const refresh = (uri: vscode.Uri) => this.refresh(uri);
    store.add(watcher.onDidChange(refresh));
    store.add(watcher.onDidCreate(refresh));
    store.add(watcher.onDidDelete(refresh));
    // The system's watcher can miss what is in folders that were new.
    store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => refresh(uri)));
    store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // A log that grows is nobody who types.
        if (document.uri.scheme !== 'output') this.client.rest(restMs);
      }),
    );
    return store;
  }

  /** Folders that are not on a disk (virtual workspaces) can not be read by the worker. */
  private indexFolder({ uri }: vscode.WorkspaceFolder): void {
    if (uri.scheme === 'file') this.client.indexFolder(uri.fsPath, maxFiles);
  }

  private refresh(uri: vscode.Uri): void {
    const folder = containingFolders(uri).at(0);
    if (!folder || uri.scheme !== 'file') return;
    const path = pathIn(folder, uri);
    if (isSourcePath(path) || isIgnoreFile(path)) this.client.refresh(uri.fsPath, path);
  }

  dispose(): void {
    this.store.dispose();
  }
}
