import * as vscode from 'vscode';
import type { CommandId } from '../commands.ts';

/**
 * Lightbulb entries. They carry no arguments, because VS Code forgets those with the menu: the
 * commands look at the selection and its problems themselves.
 */
export class EditActions implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return [...fixes(document, context.diagnostics), ...rewrites(range)];
  }
}

/** What can be done about problems. */
function fixes(
  document: vscode.TextDocument,
  problems: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  if (problems.length === 0) return [];
  const quickFix = vscode.CodeActionKind.QuickFix;
  const here = [
    action('Fix with Inkling', 'inkling.edit.fix', quickFix),
    action('Explain with Inkling', 'inkling.edit.explainError', quickFix),
  ];
  for (const each of here) each.diagnostics = [...problems];
  const isAlone = vscode.languages.getDiagnostics(document.uri).length <= problems.length;
  if (isAlone) return here;
  return [
    ...here,
    action('Fix all problems of the file with Inkling', 'inkling.edit.fixFile', quickFix),
  ];
}

/** What can be done with selected lines. */
function rewrites(range: vscode.Range): vscode.CodeAction[] {
  if (range.isEmpty) return [];
  const rewrite = vscode.CodeActionKind.RefactorRewrite;
  return [
    action('Edit with Inkling…', 'inkling.edit.run', rewrite),
    action('Simplify with Inkling', 'inkling.edit.simplify', rewrite),
    action('Document with Inkling', 'inkling.edit.document', rewrite),
  ];
}

function action(title: string, command: CommandId, kind: vscode.CodeActionKind): vscode.CodeAction {
  const codeAction = new vscode.CodeAction(title, kind);
  codeAction.command = { title, command };
  return codeAction;
}
