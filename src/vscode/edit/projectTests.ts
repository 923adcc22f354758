import * as vscode from 'vscode';
import type { Snippet } from '../../core/context/snippet.ts';
import { testedNames, testPlace } from '../../core/edit/testPlace.ts';
import { relativePathOf } from '../context/folderPaths.ts';

/** Where new tests of a document go, and how this project writes tests. */
export interface ProjectTests {
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly example: readonly Snippet[];
}

/** More files tell nothing new about where tests stand. */
const maxFiles = 400;
/** So many of the files that have tests tell how theirs are laid out. */
const maxNames = 20;
/** So much of an example shows its framework and its manner. */
const maxExampleLines = 80;

/** Undefined for a document that belongs to no folder of the workspace. */
export async function projectTests(
  document: vscode.TextDocument,
): Promise<ProjectTests | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const extension = /\.\w+$/.exec(document.uri.path)?.[0];
  if (!folder || document.isUntitled || extension === undefined) return undefined;
  const pattern = new vscode.RelativePattern(folder, `**/*{est,pec,ests}${extension}`);
  const prefixed = new vscode.RelativePattern(folder, `**/test_*${extension}`);
  const relative = (uri: vscode.Uri) => uri.path.slice(folder.uri.path.length + 1);
  const find = async (glob: vscode.RelativePattern) =>
    (await vscode.workspace.findFiles(glob, '**/node_modules/**', maxFiles)).map(relative);
  const paths = (await Promise.all([pattern, prefixed].map(find))).flat();
  const names = testedNames(paths).slice(0, maxNames).join(',');
  const tested = new vscode.RelativePattern(folder, `**/{${names}}${extension}`);
  const place = testPlace(relative(document.uri), paths, names === '' ? [] : await find(tested));
  const { path, example } = place;
  const uri = vscode.Uri.joinPath(folder.uri, path);
  const source = example === undefined ? undefined : vscode.Uri.joinPath(folder.uri, example);
  return { path, uri, example: source ? await head(source) : [] };
}

async function head(uri: vscode.Uri): Promise<Snippet[]> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const lines = text.split(/\r?\n/).slice(0, maxExampleLines);
    const place = { startLine: 0, endLineExclusive: lines.length };
    const path = relativePathOf(uri);
    return [
      { kind: 'file', uri: uri.toString(), path, ...place, text: lines.join('\n'), score: 1 },
    ];
  } catch {
    return [];
  }
}
