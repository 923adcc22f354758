import * as vscode from 'vscode';
import type { CommandHandlers } from '../commands.ts';
import { problemsIn } from './editContext.ts';
import type { EditRunner } from './editRunner.ts';
import { documentRange } from './editTarget.ts';

export type AskCommand =
  | 'inkling.edit.explain'
  | 'inkling.edit.explainError'
  | 'inkling.edit.explainTerminal';

/** Puts a question to the chat, with a place in a document or by itself. */
export type AskChat = (
  question: string,
  place?: { readonly uri: vscode.Uri; readonly range: vscode.Range },
) => Promise<unknown>;

/** More of a terminal's selection than this says no more about an error. */
const maxTerminalCharacters = 20_000;

/** The commands whose answer is an explanation: they are questions for the chat. */
export function askCommands(runner: EditRunner, ask: AskChat): CommandHandlers<AskCommand> {
  return {
    'inkling.edit.explain': () =>
      runner.withTarget(async target => {
        await ask('Explain this code.', { uri: target.document.uri, range: documentRange(target) });
        return { kind: 'done' };
      }),
    'inkling.edit.explainError': () =>
      runner.withTarget(async target => {
        const problems = problemsIn(target);
        if (problems.length === 0) return runner.inform('No problem is reported at the cursor.');
        const said = problems.map(describeProblem).join('\n');
        const question = `Explain these problems that are reported in the code, and how to solve them:\n${said}`;
        await ask(question, { uri: target.document.uri, range: documentRange(target) });
        return { kind: 'done' };
      }),
    'inkling.edit.explainTerminal': async () => {
      const selected = await terminalSelection();
      if (selected.trim() === '') return runner.inform('Select text in the terminal first.');
      const text = selected.slice(-maxTerminalCharacters);
      await ask(`Explain this output of the terminal:\n${fenced(text)}`);
      return { kind: 'done' };
    },
  };
}

/** With what it refers to elsewhere, which often is where the cause stands. */
function describeProblem({ message, range, relatedInformation }: vscode.Diagnostic): string {
  const related = (relatedInformation ?? []).map(
    ({ message: also, location }) => `  (${also} in line ${location.range.start.line + 1})`,
  );
  return [`- Line ${range.start.line + 1}: ${message}`, ...related].join('\n');
}

/** VS Code hands a terminal's selection to its own copy command only; the clipboard gets its text back. */
async function terminalSelection(): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText('');
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return await clipboard.readText();
  } finally {
    await clipboard.writeText(before);
  }
}

function fenced(text: string): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}\n${text}\n${fence}`;
}
