import * as vscode from 'vscode';
import { relativePathOf } from '../context/folderPaths.ts';
import { BaseFiles, baseScheme } from './baseFiles.ts';

/** Opens the base beside the live document. */
export async function openDiff(uri: vscode.Uri): Promise<void> {
  const title = `${relativePathOf(uri)} (before ↔ now)`;
  await vscode.commands.executeCommand('vscode.diff', BaseFiles.uriFor(uri), uri, title);
}

const severalTitle = 'Inkling: Changes to Review';

/** Opens the changes of several files in one editor. */
export async function openAllDiffs(uris: readonly vscode.Uri[]): Promise<void> {
  const resources = uris.map(uri => [uri, BaseFiles.uriFor(uri), uri]);
  await vscode.commands.executeCommand('vscode.changes', severalTitle, resources);
}

/**
 * Whether an editor is the right half of a review side by side, or the peek of the gutter in the document's own
 * editor, where what changed is shown already. VS Code gives these no column.
 */
export function isInDiff({ document, viewColumn }: vscode.TextEditor): boolean {
  const isOwn = (other: vscode.TextEditor) =>
    other.document === document && other.viewColumn !== undefined;
  const isOpen = ({ activeTab }: vscode.TabGroup) =>
    activeTab && (isDiffOf(activeTab, document.uri) || isOfSeveral(activeTab));
  if (viewColumn !== undefined) return false;
  return vscode.window.visibleTextEditors.some(isOwn) || vscode.window.tabGroups.all.some(isOpen);
}

/**
 * Goes from file to file where an editor shows them one below the other; false where it does not, or where VS Code is
 * too old to do that.
 */
export async function goOnInDiffs(
  { viewColumn }: vscode.TextEditor,
  direction: 'next' | 'previous',
): Promise<boolean> {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  if (viewColumn !== undefined || !activeTab || !isOfSeveral(activeTab)) return false;
  const command = direction === 'next' ? 'goToNextChange' : 'goToPreviousChange';
  return vscode.commands.executeCommand(`multiDiffEditor.${command}`).then(
    () => true,
    () => false,
  );
}

/** Both halves are the same when nothing is left to decide: the document itself takes their place. */
export async function closeDiff(uri: vscode.Uri): Promise<void> {
  const { tabGroups } = vscode.window;
  const diffs = tabGroups.all.flatMap(({ tabs }) => tabs).filter(tab => isDiffOf(tab, uri));
  const editor = vscode.window.activeTextEditor;
  for (const tab of diffs) {
    // VS Code would ask whether to save a document that is open nowhere else.
    if (!tab.isActive && !isOpenIn(tab.group, uri)) continue;
    const isHere = editor?.document.uri.toString() === uri.toString();
    const selection = isHere ? editor.selection : undefined;
    const { viewColumn } = tab.group;
    if (tab.isActive) {
      const preserveFocus = !tab.group.isActive;
      const place = { viewColumn, preview: false, preserveFocus };
      await vscode.window.showTextDocument(uri, selection ? { ...place, selection } : place);
    }
    await tabGroups.close(tab, true);
  }
}

/** Nothing is left to decide in any file: what shows them together goes, unless VS Code would ask about saving. */
export async function closeAllDiffs(): Promise<void> {
  const { tabGroups } = vscode.window;
  const isKept = ({ uri }: vscode.TextDocument) =>
    tabGroups.all.some(group => isOpenIn(group, uri));
  const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  if (!unsaved.every(isKept)) return;
  await tabGroups.close(tabGroups.all.flatMap(({ tabs }) => tabs).filter(isOfSeveral), true);
}

function isDiffOf({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return (
    input instanceof vscode.TabInputTextDiff &&
    input.original.scheme === baseScheme &&
    input.modified.toString() === uri.toString()
  );
}

/** Stable API tells nothing of such a tab but its label, which VS Code puts the number of files behind. */
function isOfSeveral({ label }: vscode.Tab): boolean {
  return label.startsWith(severalTitle);
}

function isOpenIn({ tabs }: vscode.TabGroup, uri: vscode.Uri): boolean {
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
}
