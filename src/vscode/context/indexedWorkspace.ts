import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
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
  private isStarted = false;

  constructor(
    private readonly client: IndexClient,
    private readonly settings: SettingsSource,
  ) {}

  /** The first prompt for a model starts the reading: with the embedded engine alone no index is needed. */
  started(): IndexClient {
    if (!this.isStarted) this.start();
    return this.client;
  }

  private start(): void {
    this.isStarted = true;
    if (this.settings.read()['search.engine']?.replacesIndex) return;
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.indexFolder(folder);
    this.store.add(
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.client.removeFolder(folder.uri.fsPath);
        for (const folder of added) this.indexFolder(folder);
      }),
    );
    const watcher = this.store.add(vscode.workspace.createFileSystemWatcher('**/*'));
    const refresh = (uri: vscode.Uri) => this.refresh(uri);
    this.store.add(watcher.onDidChange(refresh));
    this.store.add(watcher.onDidCreate(refresh));
    this.store.add(watcher.onDidDelete(refresh));
    this.store.add(vscode.workspace.onDidChangeTextDocument(() => this.client.rest(restMs)));
  }

  /** Folders that are not on a disk (virtual workspaces) can not be read by the worker. */
  private indexFolder({ uri }: vscode.WorkspaceFolder): void {
    if (uri.scheme === 'file') this.client.indexFolder(uri.fsPath, maxFiles);
  }

  private refresh(uri: vscode.Uri): void {
    const folder = containingFolders(uri).at(0);
    if (!folder || uri.scheme !== 'file') return;
    const path = pathIn(folder, uri);
    if (isSourcePath(path)) this.client.refresh(uri.fsPath, path);
  }

  dispose(): void {
    this.store.dispose();
  }
}
