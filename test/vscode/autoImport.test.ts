import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { eventually, openPicture, setModels, tidyUp, typeText } from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

/** A language server as far as it matters here: it does not know `priceOf` and offers to import it from these files. */
class Language implements vscode.CodeActionProvider {
  private readonly problems = vscode.languages.createDiagnosticCollection('test');
  private readonly subscriptions = [
    this.problems,
    vscode.languages.registerCodeActionsProvider('plaintext', this),
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.check(document)),
  ];

  constructor(private readonly files: readonly string[]) {}

  private check(document: vscode.TextDocument): void {
    const text = document.getText();
    const at = text.lastIndexOf('priceOf');
    if (at < 0 || text.includes('import')) {
      this.problems.delete(document.uri);
      return;
    }
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 7));
    this.problems.set(document.uri, [new vscode.Diagnostic(range, 'Cannot find priceOf.')]);
  }

  provideCodeActions(document: vscode.TextDocument): vscode.CodeAction[] {
    return this.files.map(file => {
      const action = new vscode.CodeAction(
        `Add import from "${file}"`,
        vscode.CodeActionKind.QuickFix,
      );
      action.edit = new vscode.WorkspaceEdit();
      action.edit.insert(document.uri, new vscode.Position(0, 0), `import priceOf ${file}\n`);
      return action;
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

suite('imports after accepting', () => {
  let server: ModelServer;
  let language: Language | undefined;
  suiteTeardown(() => setModels());
  setup(async () => {
    server = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
    await setModels(settingsFor(server, { fim: 'native' }));
    server.replyOnce('priceOf(1);\n');
    server.reply('');
  });
  teardown(async () => {
    language?.dispose();
    await tidyUp();
    await server.close();
  });

  async function accept(): Promise<vscode.TextDocument> {
    const { document } = await openPicture('first;\ntotal =│\n', 'plaintext');
    await typeText(' ');
    await eventually('the suggestion', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText().includes('priceOf(1);');
    });
    return document;
  }

  test('the only way that the language server offers is taken, and undone apart from the suggestion', async () => {
    language = new Language(['price']);
    const document = await accept();
    const accepted = 'first;\ntotal = priceOf(1);\n';
    await eventually(
      'the import',
      () => document.getText() === `import priceOf price\n${accepted}`,
    );
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), accepted);
  });

  test('of two ways none is taken', async () => {
    language = new Language(['price', 'tax']);
    const document = await accept();
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.strictEqual(document.getText(), 'first;\ntotal = priceOf(1);\n');
  });
});
