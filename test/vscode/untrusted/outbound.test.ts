import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { askChat, explained, setInkling, setModels } from '../../support/editor.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { settingsFor } from '../../support/models.ts';

suite('what leaves an untrusted workspace', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ dialect: 'llamacpp' });
    await setModels(settingsFor(server));
    await setInkling('embedded.enabled', true);
  });
  teardown(async () => {
    await setModels();
    await setInkling('embedded.enabled', false);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await server.close();
  });

  test('is nothing, whether one types or asks', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'typescript',
      content: 'export function total() {\n\n  return 1;\n}\n',
    });
    const editor = await vscode.window.showTextDocument(document);
    const end = new vscode.Position(1, 0);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: 'const sum = ' });
    // The embedded engine answers, and whatever it says, it was asked to the end.
    await explained(/not sure enough|came from embedded|nothing to add/);
    await vscode.commands.executeCommand('inkling.completion.trigger');
    const { failure } = await askChat('What is this?');
    assert.match(failure?.message ?? '', /not trusted, so nothing is sent/);
    assert.deepStrictEqual(server.requests, []);
    await vscode.commands.executeCommand('inkling.sent.show');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /Nothing has been sent/);
  });
});
