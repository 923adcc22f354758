import * as vscode from 'vscode';
import type { App } from './main.ts';
import { commandIds } from './vscode/commands.ts';
import { EditActions } from './vscode/edit/editActions.ts';
import { savedReviewsKey } from './vscode/edit/savedReviewsKey.ts';

/**
 * The entry file: registers what VS Code needs to know and loads the product at first use,
 * so that a window in which nobody types pays for this file only.
 */
export function activate(context: vscode.ExtensionContext): void {
  const statusItem = vscode.window.createStatusBarItem(
    'inkling.status',
    vscode.StatusBarAlignment.Right,
    100,
  );
  statusItem.name = 'Inkling';
  statusItem.text = '$(sparkle) Inkling';
  statusItem.tooltip = 'Inkling is ready. Click for the menu.';
  statusItem.command = 'inkling.status.menu';
  statusItem.show();

  let loading: Promise<App> | undefined;
  const load = () => {
    loading ??= import('./main.js').then(main => {
      const app = main.createApp(context, statusItem);
      context.subscriptions.push(app);
      firstChange.dispose();
      return app;
    });
    return loading;
  };

  const everywhere: vscode.DocumentSelector = { pattern: '**' };
  const firstChange = vscode.workspace.onDidChangeTextDocument(change => {
    if (isTyped(change)) void load();
  });
  context.subscriptions.push(
    statusItem,
    firstChange,
    ...commandIds.map(id =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) =>
        (await load()).commands[id](...args),
      ),
    ),
    vscode.languages.registerInlineCompletionItemProvider(everywhere, {
      provideInlineCompletionItems: async (document, position, inlineContext, token) =>
        (await load()).completion.provideInlineCompletionItems(
          document,
          position,
          inlineContext,
          token,
        ),
    }),
    vscode.languages.registerCodeActionsProvider(everywhere, new EditActions(), {
      providedCodeActionKinds: [
        vscode.CodeActionKind.QuickFix,
        vscode.CodeActionKind.RefactorRewrite,
      ],
    }),
    vscode.window.registerWebviewViewProvider('inkling.chat', {
      resolveWebviewView: async (view, resolveContext, token) =>
        (await load()).chatView.resolveWebviewView(view, resolveContext, token),
    }),
  );
  // Reviews from before a reload wait for a decision.
  if (context.workspaceState.get(savedReviewsKey)) void load();
}

/** Output channels and the like are documents too, and they change all the time. */
function isTyped(change: vscode.TextDocumentChangeEvent): boolean {
  const { scheme } = change.document.uri;
  return change.contentChanges.length > 0 && scheme !== 'output' && scheme !== 'debug';
}
