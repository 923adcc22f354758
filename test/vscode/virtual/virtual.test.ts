import * as assert from 'node:assert';
import * as vscode from 'vscode';
import {
  type ChatAnswer,
  type EditResult,
  eventually,
  explained,
  inkling,
  setInkling,
  setModels,
  tidyUp,
  typeText,
} from '../../support/editor.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { settingsFor } from '../../support/models.ts';

const at = (path: string) => vscode.Uri.parse(`shopfs:/shop/${path}`);

async function open(path: string, line: number, column: number): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(at(path)),
  );
  editor.selection = new vscode.Selection(line, column, line, column);
  return editor;
}

suite('a virtual workspace', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer();
    await setModels(settingsFor(server, { fim: 'native' }));
  });
  teardown(async () => {
    await setModels();
    await tidyUp();
    await server.close();
  });

  test('is what the window has', () =>
    assert.deepStrictEqual(
      vscode.workspace.workspaceFolders?.map(({ uri }) => uri.toString()),
      ['shopfs:/shop'],
    ));

  test('gets completions', async () => {
    server.reply('prices.length;');
    const { document } = await open('cart.ts', 1, 2);
    await typeText('return ');
    await eventually('the suggestion', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.lineAt(1).text === '  return prices.length;';
    });
    assert.match(server.generations[0]?.body ?? '', /sumOfCart/);
  });

  test('gets suggestions of the embedded engine without any model', async () => {
    await setModels();
    await setInkling('embedded.enabled', true);
    await open('cart.ts', 1, 2);
    await typeText('return ');
    await explained(/not sure enough|came from embedded|nothing to add/);
    for (const line of await inkling<string[]>('embedded.explain')) assert.match(line, /:\d+: \S/);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await setInkling('embedded.enabled', false);
    assert.deepStrictEqual(server.generations, []);
  });

  test('keeps its ignored files to itself', async () => {
    await open('private/rules.ts', 0, 20);
    await typeText(' ');
    await explained(/ignore rule.*private/);
    assert.match(await inkling<string>('completion.trigger'), /private/);
    assert.deepStrictEqual(server.generations, []);
  });

  test('is edited, and one undo gives every byte back', async () => {
    const editor = await open('cart.ts', 0, 0);
    const { document } = editor;
    editor.selection = new vscode.Selection(0, 0, 3, 0);
    const before = document.getText();
    server.reply('```typescript\nexport const sumOfCart = 0;\n```');
    const { kind } = await inkling<EditResult>('edit.run', 'Make it a constant.');
    assert.deepStrictEqual([kind, document.getText()], ['done', 'export const sumOfCart = 0;\n']);
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), before);
  });

  test('is talked about: the selection goes along, what can’t be read is told', async () => {
    await inkling('chat.new');
    const editor = await open('cart.ts', 0, 0);
    editor.selection = new vscode.Selection(0, 0, 1, 0);
    const { outcome } = await inkling<ChatAnswer>('chat.open', { question: 'What is this?' });
    assert.strictEqual(outcome, 'complete');
    assert.match(server.generations[0]?.body ?? '', /cart\.ts.*export function sumOfCart/);
    const problems = await inkling<string[]>('chat.addFile', at('locked/list.ts'));
    assert.match(problems.join(), /locked\/list\.ts could not be read/);
  });
});
