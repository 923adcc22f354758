import * as vscode from 'vscode';
import type { EditTaskId } from '../../core/edit/editTasks.ts';
import { documentRange, type EditTarget } from './editTarget.ts';

/** Which of the language's own actions do the same as a task, by the prefix of their kind. */
const kinds: Partial<Readonly<Record<EditTaskId | 'fix', vscode.CodeActionKind>>> = {
  extract: vscode.CodeActionKind.RefactorExtract,
  fix: vscode.CodeActionKind.QuickFix,
};

/**
 * Where the language's own extension can do exactly this, its actions are offered before any model
 * is asked: they are certain. True where the user took one of them (or none at all).
 */
export async function offerFirst(task: EditTaskId | 'fix', target: EditTarget): Promise<boolean> {
  const kind = kinds[task];
  const found = kind ? await actionsOf(kind, target) : [];
  // Of many fixes only those that the language is sure of are as good as an answer.
  const actions = task === 'fix' ? found.filter(({ isPreferred }) => isPreferred) : found;
  if (actions.length === 0) return false;
  const own = actions.map(action => ({
    label: action.title,
    description: 'by the language',
    action,
  }));
  const model = { label: 'Let the model do it', action: undefined };
  const title = 'Inkling: the language itself offers this';
  const answer = await vscode.window.showQuickPick([...own, model], { title });
  if (answer?.action) await run(answer.action);
  return answer !== model;
}

async function actionsOf(
  kind: vscode.CodeActionKind,
  target: EditTarget,
): Promise<vscode.CodeAction[]> {
  const editor = vscode.window.activeTextEditor;
  const isHere = editor?.document === target.document && !editor.selection.isEmpty;
  const found = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    target.document.uri,
    isHere ? editor.selection : documentRange(target),
    kind.value,
    16,
  );
  return (found ?? []).filter(({ disabled, command }) => {
    return disabled === undefined && !command?.command.startsWith('inkling.');
  });
}

async function run({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
