import * as vscode from 'vscode';
import type { App } from './main.ts';
import { commandIds } from './vscode/commands.ts';
import { EditActions } from './vscode/edit/editActions.ts';
import { savedReviewsKey } from './vscode/edit/savedReviewsKey.ts';

/** Opening a file is work enough for the window; what the first key needs is read when that is done. */
const afterOpeningMs = 1000;

/**
 * The entry file: registers what VS Code needs to know and loads the product at first use,
 * so that a window in which nobody works in an editor pays for this file only.
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

  // What was read once is there from then on.
  const read = () => import('./main.js');
  let loading: Promise<App> | undefined;
  const load = () => {
    loading ??= read().then(main => {
      const app = main.createApp(context, statusItem);
      context.subscriptions.push(app);
      for (const sign of firstSigns) sign.dispose();
      return app;
    });
    return loading;
  };

  const everywhere: vscode.DocumentSelector = { pattern: '**' };
  const firstSigns = [
    vscode.workspace.onDidChangeTextDocument(change => {
      if (isText(change.document) && change.contentChanges.length > 0) void load();
    }),
    // Somebody who opens a file may type, somebody who puts the cursor somewhere will: getting ready takes longer
    // than a key.
    vscode.window.onDidChangeActiveTextEditor(editor => {
      if (editor && isText(editor.document)) setTimeout(read, afterOpeningMs);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ kind, textEditor }) => {
      if (kind !== undefined && isText(textEditor.document)) void load();
    }),
  ];
  context.subscriptions.push(
    statusItem,
    ...firstSigns,
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
function isText({ uri }: vscode.TextDocument): boolean {
  return uri.scheme !== 'output' && uri.scheme !== 'debug';
}
