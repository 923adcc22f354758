import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { eventually, setModels, tidyUp, typeText } from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const code = (text: string, language = 'python') =>
  new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, language);

suite('a notebook', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
    await setModels(settingsFor(server, { fim: 'native' }));
  });
  teardown(async () => {
    await tidyUp();
    await setModels();
    await server.close();
  });

  test('is completed in one cell with the code of the others around it', async () => {
    server.reply('heron.wings()\n');
    const cells = [
      code('heron = load("heron")'),
      new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, 'About *herons*.', 'markdown'),
      code('total ='),
      code('print(total)'),
    ];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook, {
      selections: [new vscode.NotebookRange(2, 3)],
    });
    await vscode.commands.executeCommand('notebook.cell.edit');
    const { document } = notebook.cellAt(2);
    await eventually(
      'the cell’s editor',
      () => vscode.window.activeTextEditor?.document === document,
    );
    await vscode.commands.executeCommand('cursorEnd');
    await typeText(' ');
    await eventually('the suggestion', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText() === 'total = heron.wings()';
    });
    const { json } = server.generations[0]!;
    assert.match(String(json?.input_prefix), /heron = load\("heron"\)\n\ntotal = $/);
    assert.match(String(json?.input_suffix), /^\n\nprint\(total\)/);
  });
});
