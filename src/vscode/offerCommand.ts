import * as vscode from 'vscode';

/** Says something in a notification with one button, which runs a command. */
export async function offerCommand(
  message: string,
  button: string,
  command: string,
  ...args: readonly unknown[]
): Promise<void> {
  const answer = await vscode.window.showInformationMessage(message, button);
  if (answer === button) await vscode.commands.executeCommand(command, ...args);
}
