import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/attachment.ts';
import { changeTexts } from '../../core/chat/changeTexts.ts';
import { unifiedHunks } from '../../core/diff/unifiedHunks.ts';
import type { FileDiff } from '../../core/edit/diffFiles.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import { gitRepositories, type Repository, untracked } from '../context/gitRepositories.ts';
import { readFileAttachment } from './readAttachment.ts';

/** More files are no question about a change any more. */
const mostFiles = 20;

/** What is not committed yet, a file each, and how many files there was no room for. */
export interface UncommittedChanges {
  readonly attachments: readonly Attachment[];
  readonly leftOut: number;
}

/**
 * The changes since the last commit, staged or not, saved or not; files that are new to git or have moved go whole.
 * Only files inside the workspace.
 */
export async function uncommittedChanges(): Promise<UncommittedChanges> {
  const repositories = await gitRepositories();
  const changed = (await Promise.all(repositories.map(changesIn))).flat();
  const known = new Set(changed.map(({ uri }) => uri));
  const fresh = repositories
    .flatMap(({ state }) => [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])])
    .filter(({ uri, status }) => status === untracked && isInside(uri) && !known.has(`${uri}`));
  const files = await Promise.all(fresh.slice(0, mostFiles).map(({ uri }) => readable(uri)));
  const all = [...changed, ...files.filter(each => each !== undefined)];
  const unread = Math.max(0, fresh.length - mostFiles);
  return {
    attachments: all.slice(0, mostFiles),
    leftOut: Math.max(0, all.length - mostFiles) + unread,
  };
}

/** The changes of one file as they are now; undefined where there are none any more. */
export async function changesOf(uri: string): Promise<Attachment | undefined> {
  const repositories = await gitRepositories();
  const changed = await Promise.all(repositories.map(changesIn));
  return changed.flat().find(each => each.uri === uri);
}

async function changesIn(repository: Repository): Promise<readonly Attachment[]> {
  // Before the first commit there is nothing to compare with what is staged.
  const diffs = await Promise.all(
    [true, false].map(isStaged => repository.diff(isStaged).catch(() => '')),
  );
  const changed = (await unsavedIn(repository, changeTexts(diffs))).map(
    async ({ path, from, text }) => {
      const uri = vscode.Uri.joinPath(repository.rootUri, path);
      if (!isInside(uri)) return undefined;
      // Lines that a moved file had may be those of a file that must not leave: what it has now can be judged by its name.
      if (from !== undefined) return readable(uri);
      const place = { startLine: 0, endLineExclusive: text.split('\n').length };
      const identity = { uri: uri.toString(), path: relativePathOf(uri), languageId: 'diff' };
      return { kind: 'diff' as const, ...identity, ...place, text };
    },
  );
  return (await Promise.all(changed)).filter(each => each !== undefined);
}

/** The changes of each file, of those with unsaved edits as the editor has them. Files that git does not know stay out. */
async function unsavedIn(
  repository: Repository,
  saved: readonly FileDiff[],
): Promise<readonly FileDiff[]> {
  const { rootUri } = repository;
  const root = `${rootUri.path.replace(/\/$/, '')}/`;
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.scheme === rootUri.scheme && uri.path.startsWith(root),
  );
  const edited = dirty.map(async document => {
    const path = document.uri.path.slice(root.length);
    const committed = await repository.show('HEAD', document.uri.fsPath).catch(() => undefined);
    if (committed === undefined) return [];
    const hunks = unifiedHunks(committed, document.getText());
    const head = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`;
    return [{ path, diff: hunks && head + hunks }];
  });
  const known = (await Promise.all(edited)).flat();
  const rest = saved.filter(({ path }) => !known.some(each => each.path === path));
  return [...rest, ...changeTexts(known.map(({ diff }) => diff))];
}

async function readable(uri: vscode.Uri): Promise<Attachment | undefined> {
  const read = await readFileAttachment(uri);
  return 'problem' in read ? undefined : read;
}

function isInside(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
