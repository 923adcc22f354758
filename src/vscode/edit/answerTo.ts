import * as vscode from 'vscode';
import { namedCommands } from '../namedCommands.ts';

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

/** Shows a message with a button for each command that it names; resolves to the button of the others. */
export async function answerTo(
  show: Show,
  message: string,
  others: readonly string[] = [],
): Promise<string | undefined> {
  const ways = namedCommands(message);
  const answer = await show(message, ...ways.map(({ title }) => title), ...others);
  const way = ways.find(({ title }) => title === answer);
  if (way) await vscode.commands.executeCommand(way.command);
  return way ? undefined : answer;
}
