import * as vscode from 'vscode';
import type { Mentions } from '../../core/chat/mentions.ts';
import { relativePathOf } from '../context/folderPaths.ts';

/** As many files as are listed: more is searched in the explorer, from where files are added, too. */
const mostFiles = 2000;

interface FileItem extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
  readonly mention?: keyof Mentions;
}

/** What somebody picked to go along with a question. */
export interface Picked {
  readonly uris: readonly vscode.Uri[];
  readonly mentions: Mentions;
}

const mentionItems: FileItem[] = [
  { label: '$(diff) Uncommitted changes', description: '#changes', mention: 'changes' },
  { label: '$(warning) Reported problems', description: '#problems', mention: 'problems' },
];

/** Lets the user pick what to attach: changes and problems, open files, then those of the workspace. */
export async function pickFiles(): Promise<Picked> {
  const open = openFiles();
  const known = new Set(open.map(uri => uri.toString()));
  const found = await vscode.workspace.findFiles('**/*', undefined, mostFiles);
  const rest = found.filter(uri => !known.has(uri.toString()));
  const items: FileItem[] = [
    ...mentionItems,
    ...headed('open', open.map(toItem)),
    ...headed(
      'workspace',
      rest.map(toItem).sort((a, b) => compare(pathOf(a), pathOf(b))),
    ),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Add to Chat',
    placeHolder: 'What the question is about',
    canPickMany: true,
    matchOnDescription: true,
  });
  const all = picked ?? [];
  const has = (name: keyof Mentions) => all.some(({ mention }) => mention === name);
  return {
    uris: all.flatMap(({ uri }) => uri ?? []),
    mentions: { changes: has('changes'), problems: has('problems') },
  };
}

function openFiles(): vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const uris = tabs.flatMap(({ input }) =>
    input instanceof vscode.TabInputText ? [input.uri.toString()] : [],
  );
  return [...new Set(uris)].map(uri => vscode.Uri.parse(uri, true));
}

function toItem(uri: vscode.Uri): FileItem {
  if (uri.scheme === 'untitled') {
    return { label: relativePathOf(uri), description: 'not saved yet', uri };
  }
  const path = vscode.workspace.asRelativePath(uri);
  const slash = path.lastIndexOf('/');
  return { label: path.slice(slash + 1), description: path.slice(0, Math.max(0, slash)), uri };
}

function headed(label: string, items: FileItem[]): FileItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function pathOf({ label, description }: FileItem): string {
  return description ? `${description}/${label}` : label;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
