import * as vscode from 'vscode';
import { fixFile, wholeOf } from './editCommands.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';
import { editTargetOfDocument } from './editTarget.ts';

/** So many files are fixed in one go; each is a request of its own. */
const maxFiles = 10;

/** Fixes the errors of the workspace, file after file; all changes wait for review together. */
export async function fixWorkspace(
  runner: EditRunner,
  showAll: () => Promise<void>,
): Promise<EditOutcome> {
  const uris = vscode.languages
    .getDiagnostics()
    .filter(([uri, found]) => isOfWorkspace(uri) && found.some(isError))
    .map(([uri]) => uri);
  if (uris.length === 0) return runner.inform('No error is reported in this workspace.');
  const chosen = await choose(uris);
  let done = 0;
  for (const uri of chosen) {
    const target = editTargetOfDocument(await vscode.workspace.openTextDocument(uri));
    if (typeof target === 'string') continue;
    const outcome = await fixFile(runner, wholeOf(target));
    if (outcome.kind === 'cancelled') break;
    if (outcome.kind === 'done') done++;
  }
  if (done > 1) await showAll();
  return done > 0 ? { kind: 'done' } : { kind: 'cancelled' };
}

function isOfWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

function isError({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Error;
}

/** With several files the user says which. */
async function choose(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  if (uris.length === 1) return uris;
  const items = uris.map((uri, at) => {
    const count = vscode.languages.getDiagnostics(uri).filter(isError).length;
    const errors = count === 1 ? '1 error' : `${count} errors`;
    const label = vscode.workspace.asRelativePath(uri);
    return { label, description: errors, picked: at < maxFiles, uri };
  });
  const title = 'Inkling: Fix the errors of these files';
  const answer = await vscode.window.showQuickPick(items, { title, canPickMany: true });
  return answer?.map(({ uri }) => uri) ?? [];
}
