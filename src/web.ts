import * as vscode from 'vscode';
import { commandIds } from './vscode/commands.ts';

const explanation =
  'Inkling needs an extension host with Node: open this folder in a desktop or remote VS Code window. ' +
  'In a purely web window it can neither run its engine nor reach your model yet.';

/** The entry for web windows (vscode.dev, github.dev): says in a sentence what they can't do yet. */
export function activate(context: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem(
    'inkling.status',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = 'Inkling';
  item.text = '$(circle-slash) Inkling';
  item.tooltip = explanation;
  item.command = 'inkling.status.menu';
  item.show();
  const explain = () => vscode.window.showInformationMessage(explanation);
  context.subscriptions.push(
    item,
    ...commandIds.map(id => vscode.commands.registerCommand(id, explain)),
    vscode.window.registerWebviewViewProvider('inkling.chat', {
      resolveWebviewView: view => {
        view.webview.html = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><p>${explanation}</p></body></html>`;
      },
    }),
  );
}
