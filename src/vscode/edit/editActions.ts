import * as vscode from 'vscode';
import type { CommandId } from '../commands.ts';

/**
 * Lightbulb entries. They carry no arguments, because VS Code forgets those with the menu: the
 * commands look at the selection and its problems themselves.
 */
export class EditActions implements vscode.CodeActionProvider {
  provideCodeActions(
    _document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const actions: vscode.CodeAction[] = [];
    if (context.diagnostics.length > 0) {
      const fix = action('Fix with Inkling', 'inkling.edit.fix', vscode.CodeActionKind.QuickFix);
      fix.diagnostics = [...context.diagnostics];
      actions.push(fix);
    }
    if (range.isEmpty) return actions;
    const rewrite = vscode.CodeActionKind.RefactorRewrite;
    return [
      ...actions,
      action('Edit with Inkling…', 'inkling.edit.run', rewrite),
      action('Simplify with Inkling', 'inkling.edit.simplify', rewrite),
      action('Document with Inkling', 'inkling.edit.document', rewrite),
    ];
  }
}

function action(title: string, command: CommandId, kind: vscode.CodeActionKind): vscode.CodeAction {
  const codeAction = new vscode.CodeAction(title, kind);
  codeAction.command = { title, command };
  return codeAction;
}
