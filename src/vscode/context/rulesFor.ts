import * as vscode from 'vscode';
import type { Logger } from '../../base/logger.ts';
import {
  type RuleFile,
  type Rules,
  readRules,
  ruleFilePaths,
} from '../../core/context/ruleFiles.ts';
import { liesInside } from '../../node/liesInside.ts';
import type { SettingsSource } from '../settings.ts';
import { containingFolders, pathIn } from './folderPaths.ts';

/** A larger file is not meant to be read with every question. */
const mostBytes = 100_000;

/** The rule files of the innermost workspace folder that has a document; none in an untrusted workspace. */
export async function rulesFor(
  uri: vscode.Uri,
  settings: SettingsSource,
  log: Logger,
): Promise<readonly Rules[]> {
  if (!vscode.workspace.isTrusted || !settings.read(uri)['context.rules']) return [];
  const folder = containingFolders(uri).at(0) ?? folderItself(uri);
  if (!folder) return [];
  const inFolder = uri.path.length > folder.uri.path.length ? pathIn(folder, uri) : '';
  const read = ruleFilePaths(inFolder).map(path => readFile(folder, path));
  const rules = readRules((await Promise.all(read)).filter(file => file !== undefined));
  for (const { path, withheld, removedCharacters } of rules) {
    if (withheld) log.warn(`${path} is not sent: ${withheld}.`);
    else if (removedCharacters > 0)
      log.warn(`${path} is sent without ${removedCharacters} characters that nobody sees.`);
  }
  return rules;
}

function folderItself(uri: vscode.Uri): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find(folder => folder.uri.path === uri.path);
}

async function readFile(
  folder: vscode.WorkspaceFolder,
  path: string,
): Promise<RuleFile | undefined> {
  try {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) return undefined;
    // A link must not bring in what lies outside the workspace.
    if (uri.scheme === 'file' && !(await liesInside(folder.uri.fsPath, uri.fsPath)))
      return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return { uri: uri.toString(), path, text };
  } catch {
    return undefined;
  }
}
