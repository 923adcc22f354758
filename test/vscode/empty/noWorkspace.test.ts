import * as assert from 'node:assert';
import * as vscode from 'vscode';
import {
  askChat,
  type EditResult,
  eventually,
  inkling,
  openPicture,
  setModels,
  tidyUp,
  typeText,
} from '../../support/editor.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { settingsFor } from '../../support/models.ts';

suite('without a workspace', () => {
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

  test('the window has no folder', () =>
    assert.strictEqual(vscode.workspace.workspaceFolders, undefined));

  test('a completion comes and is accepted', async () => {
    server.reply('42;');
    const { document } = await openPicture('const answer =│\n');
    await typeText(' ');
    await eventually('the suggestion', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText() === 'const answer = 42;\n';
    });
  });

  test('an edit lands and is undone', async () => {
    server.reply('```\nconst one = 1;\n```');
    const { document } = await openPicture('│const first = 1;\n');
    await inkling<EditResult>('edit.run', 'Call it one.');
    assert.strictEqual(document.getText(), 'const one = 1;\n');
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), 'const first = 1;\n');
  });

  test('the chat answers, and its next question knows the first', async () => {
    server.reply('Yes.');
    assert.strictEqual((await askChat('Is a heron a bird?')).text, 'Yes.');
    await inkling('chat.open', { question: 'And an owl?' });
    assert.match(server.generations.at(-1)?.body ?? '', /heron.*owl/);
  });

  test('with nothing open, whoever asks is told what to do first', async () => {
    assert.match(await inkling<string>('completion.trigger'), /Open a file/);
    const { message } = await inkling<EditResult>('edit.run', 'Shorten it.');
    assert.match(message ?? '', /Open a file and select/);
    assert.deepStrictEqual(server.generations, []);
  });
});
