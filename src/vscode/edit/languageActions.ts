import * as vscode from 'vscode';
import type { EditTaskId } from '../../core/edit/editTasks.ts';
import { plainWish } from '../../core/edit/plainWish.ts';
import { documentRange, type EditTarget } from './editTarget.ts';
import { canRename, rename } from './languageRename.ts';

/** Which of the language's own actions do the same as a task, by the prefix of their kind. */
const kinds: Partial<Readonly<Record<EditTaskId | 'fix', vscode.CodeActionKind>>> = {
  extract: vscode.CodeActionKind.RefactorExtract,
  fix: vscode.CodeActionKind.QuickFix,
};

/** Language servers that are still starting answer late; the user asked for something now. */
const waitMs = 2000;
const maxActions = 16;

/** Something that the language's own extension does. */
interface OwnWay {
  readonly label: string;
  readonly run: () => Promise<unknown>;
}

/**
 * Where the language's own extension can do exactly this, its actions are offered before any model
 * is asked: they are certain. True where the user took one of them (or none at all).
 */
export async function offerFirst(task: EditTaskId | 'fix', target: EditTarget): Promise<boolean> {
  const kind = kinds[task];
  const found = kind ? await actionsOf(kind, target) : [];
  // Of many fixes only those that the language is sure of are as good as an answer.
  return offer(task === 'fix' ? found.filter(({ isPreferred }) => isPreferred) : found);
}

/** The same for an instruction in the user's own words that wishes for nothing else. */
export async function offerForWords(instruction: string, target: EditTarget): Promise<boolean> {
  const wish = plainWish(instruction);
  if (wish === undefined) return false;
  if ('kind' in wish)
    return offer(await actionsOf(vscode.CodeActionKind.Empty.append(wish.kind), target));
  const { document } = target;
  const range = documentRange(target);
  const at = new RegExp(
    `(?<![\\p{L}\\p{N}_$])${wish.from.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`,
    'u',
  ).exec(document.getText(range));
  const position = at && document.positionAt(document.offsetAt(range.start) + at.index);
  if (!position || !(await canRename(document, position))) return false;
  const run = () => rename(document, position, wish.to);
  return choose([{ label: `Rename ${wish.from} to ${wish.to} everywhere`, run }]);
}

function offer(actions: readonly vscode.CodeAction[]): Promise<boolean> {
  return choose(actions.map(each => ({ label: each.title, run: () => run(each) })));
}

async function choose(ways: readonly OwnWay[]): Promise<boolean> {
  if (ways.length === 0) return false;
  const own = ways.map(way => ({ ...way, description: 'by the language' }));
  const model = { label: 'Let the model do it', run: undefined };
  const title = 'Inkling: the language itself offers this';
  const answer = await vscode.window.showQuickPick([...own, model], { title });
  await answer?.run?.();
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
