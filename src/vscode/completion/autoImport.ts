import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';

/** How long a language server may take to see what is missing after a suggestion was accepted. */
const patienceMs = 5000;
const importTitle = /\bimport\b/i;

/** What was accepted, and where it begins. */
export interface Accepted {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
}

/**
 * Adds the imports that an accepted suggestion needs, where the language server knows exactly one way (or prefers one).
 * Only insertions outside the accepted lines are taken, and only once per name.
 */
export async function addImports(accepted: Accepted, clock: Clock): Promise<void> {
  const names = new Set(accepted.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  const deadline = new AbortController();
  void clock.delay(patienceMs, deadline.signal).then(() => deadline.abort());
  try {
    while (names.size > 0 && !deadline.signal.aborted) {
      for (const [name, diagnostic] of missing(accepted, names)) {
        const edit = await importOf(accepted.uri, name, diagnostic.range);
        if (edit && !deadline.signal.aborted) await vscode.workspace.applyEdit(edit);
        names.delete(name);
      }
      await nextDiagnostics(accepted.uri, deadline.signal);
    }
  } finally {
    deadline.abort();
  }
}

/** Problems in the accepted lines that are about one of the names alone. */
function missing(
  { uri, line, text }: Accepted,
  names: ReadonlySet<string>,
): [string, vscode.Diagnostic][] {
  const document = openDocument(uri);
  if (!document) return [];
  const lastLine = line + text.split('\n').length - 1;
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.start.line >= line && range.start.line <= lastLine)
    .map((diagnostic): [string, vscode.Diagnostic] => [
      document.getText(diagnostic.range),
      diagnostic,
    ])
    .filter(([name]) => names.has(name));
}

async function importOf(
  uri: string,
  name: string,
  range: vscode.Range,
): Promise<vscode.WorkspaceEdit | undefined> {
  const document = openDocument(uri);
  if (!document) return undefined;
  const { version } = document;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    10,
  );
  const offers = actions.filter(
    ({ title, edit }) =>
      edit && importTitle.test(title) && isInsertionAbove(edit, uri, range, name),
  );
  const preferred = offers.filter(({ isPreferred }) => isPreferred);
  const [only, ...others] = preferred.length > 0 ? preferred : offers;
  return others.length === 0 && document.version === version ? only?.edit : undefined;
}

/** It brings the name, changes nothing elsewhere, and what was accepted stays as it is. */
function isInsertionAbove(
  edit: vscode.WorkspaceEdit,
  uri: string,
  range: vscode.Range,
  name: string,
): boolean {
  const entries = edit.entries();
  return (
    entries.length === 1 &&
    entries.every(
      ([target, edits]) =>
        target.toString() === uri &&
        edits.every(
          ({ range: place, newText }) =>
            place.end.isBeforeOrEqual(range.start) && newText.includes(name),
        ),
    )
  );
}

function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
}

/** Resolves when the problems of a document have changed, or at the deadline. */
function nextDiagnostics(uri: string, deadline: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const finish = () => {
      subscription.dispose();
      deadline.removeEventListener('abort', finish);
      resolve();
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(changed => changed.toString() === uri)) finish();
    });
    deadline.addEventListener('abort', finish);
    if (deadline.aborted) finish();
  });
}
