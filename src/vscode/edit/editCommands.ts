import * as vscode from 'vscode';
import { conflictAt } from '../../core/edit/conflictAt.ts';
import {
  type EditTaskId,
  editTasks,
  findBugs,
  fixProblems,
  resolveConflict,
} from '../../core/edit/editTasks.ts';
import type { CommandHandlers } from '../commands.ts';
import { problemsIn } from './editContext.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';
import type { EditTarget } from './editTarget.ts';
import { askInstruction, type Instructions } from './instructions.ts';
import { offerFirst, offerForWords } from './languageActions.ts';
import { translate } from './translate.ts';

export type EditCommand =
  | `inkling.edit.${EditTaskId}`
  | 'inkling.edit.run'
  | 'inkling.edit.fix'
  | 'inkling.edit.fixFile'
  | 'inkling.edit.generateTests'
  | 'inkling.edit.translate'
  | 'inkling.edit.resolveConflict'
  | 'inkling.edit.cancel';

/** The commands that change the selected lines (or the block around the cursor). */
export function editCommands(
  runner: EditRunner,
  instructions: Instructions,
): CommandHandlers<EditCommand> {
  const rewrite = (target: EditTarget, title: string, instruction: string) =>
    runner.run(target, { title, instruction, task: 'rewrite' });
  const byTask = Object.entries(editTasks).map(([id, task]) => [
    `inkling.edit.${id}`,
    () =>
      runner.withTarget(async target => {
        const isDone = await offerFirst(id as EditTaskId, target);
        return isDone ? { kind: 'done' } : runner.run(target, { ...task, task: 'rewrite' });
      }),
  ]);
  return {
    ...(Object.fromEntries(byTask) as CommandHandlers<`inkling.edit.${EditTaskId}`>),
    // With an instruction given (a keybinding may have one) nothing is asked.
    'inkling.edit.run': given =>
      runner.withTarget(async target => {
        const asked =
          typeof given === 'string' ? given : await askInstruction(target, instructions);
        if (!asked?.trim()) return { kind: 'cancelled' };
        instructions.remember(asked);
        if (await offerForWords(asked, target)) return { kind: 'done' };
        return rewrite(target, 'Editing', asked);
      }),
    'inkling.edit.fix': () =>
      runner.withTarget(async target => {
        if (problemsIn(target).length === 0) return rewrite(target, 'Fixing', findBugs);
        const isDone = await offerFirst('fix', target);
        return isDone ? { kind: 'done' } : rewrite(target, 'Fixing', fixProblems);
      }),
    'inkling.edit.fixFile': () => runner.withTarget(target => fixFile(runner, wholeOf(target))),
    'inkling.edit.generateTests': () =>
      runner.withTarget(target => {
        const instruction = 'Write tests for these lines.';
        return runner.run(target, { title: 'Writing tests', instruction, task: 'tests' });
      }),
    'inkling.edit.translate': given =>
      runner.withTarget(target => translate(runner, target, given)),
    'inkling.edit.resolveConflict': () =>
      runner.withTarget(async target => {
        const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
        const range = conflictAt(target.lines, line);
        if (!range) return runner.inform('There is no merge conflict at the cursor.');
        return rewrite({ ...target, range }, 'Resolving the conflict', resolveConflict);
      }),
    'inkling.edit.cancel': () => runner.cancel(),
  };
}

/** The same document as a whole. */
export function wholeOf(target: EditTarget): EditTarget {
  return { ...target, range: { start: 0, endExclusive: target.lines.length } };
}

/** Fixes what is reported anywhere in a file. */
export async function fixFile(runner: EditRunner, target: EditTarget): Promise<EditOutcome> {
  if (problemsIn(target).length === 0) return runner.inform('No problem is reported in this file.');
  return runner.run(target, { title: 'Fixing the file', instruction: fixProblems, task: 'blocks' });
}
