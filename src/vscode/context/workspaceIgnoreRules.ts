import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import type { IgnoreRules } from '../../core/outbound/gate.ts';
import { type IgnoreFile, IgnoreFiles, ignoreFileNames } from '../../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../../core/outbound/secretFiles.ts';
import type { SettingsSource } from '../settings.ts';
import { containingFolders, pathIn } from './folderPaths.ts';

const gitignore = '.gitignore';
const allNames: readonly string[] = [...ignoreFileNames, gitignore];

/** A folder's ignore files are looked at again after this time, in case no event told of a change. */
const trustedForMs = 5000;

/** The ignore files that lie in one folder; undefined while they are being read for the first time. */
interface FolderState {
  files: readonly IgnoreFile[] | undefined;
  readAtMs: number;
}

/**
 * The ignore files of the workspace. Those that govern a file lie in the folders above it, so these are read by name:
 * a search over the workspace would depend on the search engine and on what the user hides from it.
 * Until they are read, and where they can't be, the file stays in.
 */
export class WorkspaceIgnoreRules implements IgnoreRules, Disposable {
  private readonly store = new DisposableStore();
  private readonly folders = new Map<string, FolderState>();
  private readonly reading = new Set<Promise<void>>();
  /** By workspace folder and folder of the file. */
  private readonly rules = new Map<string, IgnoreFiles>();
  private readonly changed = this.store.add(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly settings: SettingsSource,
    private readonly log: Logger,
  ) {
    const pattern = `**/{${allNames.join(',')}}`;
    const watcher = this.store.add(vscode.workspace.createFileSystemWatcher(pattern));
    const reread = (uri: vscode.Uri) => this.reread(uri);
    this.store.add(watcher.onDidChange(reread));
    this.store.add(watcher.onDidCreate(reread));
    this.store.add(watcher.onDidDelete(reread));
    this.store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => this.reread(uri)));
    this.store.add(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.prepare(uri)));
    this.store.add(settings.onDidChange(() => this.rules.clear()));
    for (const { uri } of vscode.workspace.textDocuments) this.prepare(uri);
  }

  /** Resolves when all ignore files that were asked for so far have been read. */
  async whenLoaded(): Promise<void> {
    while (this.reading.size > 0) await Promise.all(this.reading);
  }

  /** Resolves when the ignore files that govern these files have been read. */
  async whenRead(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) this.prepare(uri);
    await this.whenLoaded();
  }

  excludedBy(uri: string, path: string): string | undefined {
    const parsed = vscode.Uri.parse(uri);
    const secret = secretFileRule(path) ?? secretFileRule(parsed.path);
    if (secret !== undefined) return secret;
    for (const folder of containingFolders(parsed)) {
      const rules = this.rulesFor(folder, parsed);
      if (!rules) return `the ignore files of ${folder.name} are still being read`;
      const rule = rules.excludedBy(pathIn(folder, parsed));
      if (rule !== undefined) return rule;
    }
    return undefined;
  }

  /** Reads what will be asked for soon. */
  private prepare(uri: vscode.Uri): void {
    for (const folder of containingFolders(uri)) this.rulesFor(folder, uri);
  }

  private rulesFor(folder: vscode.WorkspaceFolder, uri: vscode.Uri): IgnoreFiles | undefined {
    const above = foldersAbove(pathIn(folder, uri));
    const states = above.map(path => this.stateOf(folder, path));
    const files = states.map(state => state.files);
    if (!files.every(read => read !== undefined)) return undefined;
    const key = `${folder.uri} ${above.at(-1) ?? ''}`;
    const known = this.rules.get(key);
    if (known) return known;
    const usesGitignore = this.settings.read(folder.uri)['context.useGitignore'];
    const wanted = files.flat().filter(({ path }) => usesGitignore || !path.endsWith(gitignore));
    const rules = new IgnoreFiles(wanted);
    this.rules.set(key, rules);
    return rules;
  }

  private stateOf(folder: vscode.WorkspaceFolder, path: string): FolderState {
    const key = keyOf(vscode.Uri.joinPath(folder.uri, path));
    const known = this.folders.get(key);
    if (known && performance.now() - known.readAtMs < trustedForMs) return known;
    const state = known ?? { files: undefined, readAtMs: 0 };
    // From now on, so that it is not begun again while it goes on.
    state.readAtMs = performance.now();
    this.folders.set(key, state);
    const done = this.read(folder, path, state).finally(() => this.reading.delete(done));
    this.reading.add(done);
    return state;
  }

  /** An ignore file changed: until it has been read, nothing below its folder is sent. */
  private reread(uri: vscode.Uri): void {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (!allNames.includes(name)) return;
    this.folders.delete(keyOf(vscode.Uri.joinPath(uri, '..')));
    this.rules.clear();
    this.prepare(uri);
  }

  private async read(
    folder: vscode.WorkspaceFolder,
    path: string,
    state: FolderState,
  ): Promise<void> {
    const found = await Promise.all(allNames.map(name => this.readFile(folder, path + name)));
    const files = found.filter(file => file !== undefined);
    const isSame = JSON.stringify(files) === JSON.stringify(state.files);
    state.files = files;
    if (isSame) return;
    this.rules.clear();
    this.changed.fire();
  }

  /** Undefined where there is no such file; one that can't be read excludes what it governs. */
  private async readFile(
    folder: vscode.WorkspaceFolder,
    path: string,
  ): Promise<IgnoreFile | undefined> {
    try {
      const uri = vscode.Uri.joinPath(folder.uri, path);
      return { path, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound')
        return undefined;
      this.log.error(`${path} could not be read; what it governs is kept out.`, error);
      return { path, text: undefined };
    }
  }

  dispose(): void {
    this.store.dispose();
  }
}

/** Joining leaves a slash at the end of some paths and not of others. */
function keyOf(folder: vscode.Uri): string {
  return folder.toString().replace(/\/$/, '');
}

/** `''`, `src/` and `src/app/` for `src/app/main.ts`. */
function foldersAbove(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return ['', ...segments.map((_, index) => `${segments.slice(0, index + 1).join('/')}/`)];
}
