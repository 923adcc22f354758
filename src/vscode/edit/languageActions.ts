import * as vscode from 'vscode';
import type { EditTaskId } from '../../core/edit/editTasks.ts';
import { documentRange, type EditTarget } from './editTarget.ts';

/** Which of the language's own actions do the same as a task, by the prefix of their kind. */
const kinds: Partial<Readonly<Record<EditTaskId | 'fix', vscode.CodeActionKind>>> = {
  extract: vscode.CodeActionKind.RefactorExtract,
  fix: vscode.CodeActionKind.QuickFix,
};

/** Language servers that are still starting answer late; the user asked for something now. */
const waitMs = 2000;
const maxActions = 16;

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
  const asked = vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
    'vscode.executeCodeActionProvider',
    target.document.uri,
    isHere ? editor.selection : documentRange(target),
    kind.value,
    maxActions,
  );
  const found = await inTime(asked);
  return (found ?? []).filter(({ disabled, command }) => {
    return disabled === undefined && !command?.command.startsWith('inkling.');
  });
}

/** What comes later than this is not waited for. */
async function inTime<T>(asked: Thenable<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), waitMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function run({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
