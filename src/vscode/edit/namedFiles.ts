import * as vscode from 'vscode';
import type { PathMeaning } from '../../core/edit/appliedReply.ts';
import { cleanPath, withoutSide } from '../../core/edit/paths.ts';
import { liesInside } from '../../node/liesInside.ts';
import { exclusionOf } from '../context/exclusion.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { Services } from '../services.ts';
import { type EditTarget, editTargetOfDocument } from './editTarget.ts';

/** What says whether a file may be sent, and so changed. */
export type FileRules = Pick<Services, 'gate' | 'ignoreRules'>;

/** The files that a reply may change, looked up in the workspace. */
export interface NamedFiles {
  /** What was asked about comes first; by the path that messages call them. */
  readonly targets: ReadonlyMap<string, EditTarget>;
  /** What the reply's paths mean, by their clean form. */
  readonly paths: ReadonlyMap<string, PathMeaning>;
  /** Where files would stand that are not there yet, by clean path. */
  readonly places: ReadonlyMap<string, vscode.Uri>;
}

/**
 * Looks up the paths of a reply, given in their clean form. A file may be changed as it may be sent: none that an
 * ignore rule keeps out, that lies outside, that a link leads out to, that is read-only or no text.
 */
export async function namedFiles(
  target: EditTarget,
  names: readonly string[],
  rules: FileRules,
): Promise<NamedFiles> {
  const own = nameOf(target.document.uri);
  const targets = new Map([[own, target]]);
  const paths = new Map<string, PathMeaning>();
  const places = new Map<string, vscode.Uri>();
  for (const name of names) {
    const found = await lookUp(name, target.document.uri, rules);
    if (found.kind === 'refused') paths.set(name, { refused: found.why });
    if (found.kind === 'place') places.set(name, found.uri);
    if (found.kind !== 'file') continue;
    const file = nameOf(found.uri);
    const known = targets.get(file) ?? (await opened(found.uri, name));
    if (typeof known === 'string') paths.set(name, { refused: known });
    else {
      targets.set(file, known);
      paths.set(name, { file });
    }
  }
  return { targets, paths, places };
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

type Found =
  | { readonly kind: 'file' | 'place'; readonly uri: vscode.Uri }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown' };

async function lookUp(name: string, own: vscode.Uri, rules: FileRules): Promise<Found> {
  const ours: Found = { kind: 'file', uri: own };
  const names = [name, withoutSide(name)];
  const ownNames = [relativePathOf(own), nameOf(own), own.path, own.fsPath.replaceAll('\\', '/')];
  if (names.some(each => ownNames.includes(each))) return ours;
  if (name.split('/').includes('..')) return refused(name, 'lies outside of this workspace');
  const folders = foldersFrom(own);
  for (const folder of folders) {
    for (const each of names.flatMap(written => below(folder, written))) {
      const uri = vscode.Uri.joinPath(folder.uri, each);
      const stat = await statOf(uri);
      if (!stat) continue;
      if (stat.type & vscode.FileType.Directory) return refused(name, 'is a folder');
      if (!(stat.type & vscode.FileType.File)) return refused(name, 'is a link that leads nowhere');
      const why = await whyNot(uri, folder, rules);
      if (why !== undefined) return refused(name, why);
      const isLocked = (stat.permissions ?? 0) & vscode.FilePermission.Readonly;
      return isLocked ? refused(name, 'is read-only') : { kind: 'file', uri };
    }
  }
  if (names.some(each => relativePathOf(own).endsWith(`/${each}`))) return ours;
  const [folder] = folders;
  if (!folder) return { kind: 'unknown' };
  if (isAbsolute(name)) return refused(name, 'is not a file of this workspace');
  const uri = vscode.Uri.joinPath(folder.uri, below(folder, name).at(-1)!);
  const why = await whyNot(uri, folder, rules);
  return why === undefined ? { kind: 'place', uri } : refused(name, why);
}

function refused(name: string, why: string): Found {
  return { kind: 'refused', why: `${name} ${why}; nothing is changed there.` };
}

function isAbsolute(name: string): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(name);
}

/** The folders of the workspace, that of the document first. */
function foldersFrom(uri: vscode.Uri): readonly vscode.WorkspaceFolder[] {
  const own = vscode.workspace.getWorkspaceFolder(uri);
  const all = vscode.workspace.workspaceFolders ?? [];
  return own ? [own, ...all.filter(folder => folder !== own)] : all;
}

/** What a name can mean in a folder: it may be absolute, or begin with the folder's own name. */
function below({ uri, name: called }: vscode.WorkspaceFolder, name: string): string[] {
  for (const root of [`${uri.path}/`, `${uri.fsPath.replaceAll('\\', '/')}/`]) {
    if (name.startsWith(root)) return [name.slice(root.length)];
  }
  if (/^[A-Za-z]:/.test(name)) return [];
  const bare = name.replace(/^\/+/, '');
  const hasSeveral = (vscode.workspace.workspaceFolders ?? []).length > 1;
  const isNamed = hasSeveral && bare.startsWith(`${called}/`);
  return isNamed ? [bare, bare.slice(called.length + 1)] : [bare];
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}

async function whyNot(
  uri: vscode.Uri,
  folder: vscode.WorkspaceFolder,
  { gate, ignoreRules }: FileRules,
): Promise<string | undefined> {
  await ignoreRules.whenRead([uri]);
  const path = relativePathOf(uri);
  const lines = { kind: 'file', startLine: 0, endLineExclusive: 1 };
  const rule = exclusionOf(gate, { uri: uri.toString(), path, ...lines });
  if (rule !== undefined) return `is kept out of prompts (${rule})`;
  if (uri.scheme !== 'file') return undefined;
  const there = await nearestThere(uri, folder);
  const isInside =
    there.toString() === folder.uri.toString() ||
    (await liesInside(folder.uri.fsPath, there.fsPath));
  return isInside ? undefined : 'is reached through a link that leads out of this workspace';
}

/** The file itself, or the folder in which it and its own folders would be made. */
async function nearestThere(uri: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<vscode.Uri> {
  let there = uri;
  while (there.path.length > folder.uri.path.length && !(await statOf(there)))
    there = vscode.Uri.joinPath(there, '..');
  return there;
}

async function opened(uri: vscode.Uri, name: string): Promise<EditTarget | string> {
  try {
    const target = editTargetOfDocument(await vscode.workspace.openTextDocument(uri));
    return typeof target === 'string' ? `${name}: ${target}` : target;
  } catch {
    return `${name} could not be opened as text: it is binary or too large.`;
  }
}

/** Where a new file of a reply would stand. */
export function placeOf({ places }: NamedFiles, path: string): vscode.Uri | undefined {
  return places.get(cleanPath(path));
}
