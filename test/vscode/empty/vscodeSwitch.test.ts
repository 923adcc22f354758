import * as assert from 'node:assert';
import * as vscode from 'vscode';
import {
  explained,
  inkling,
  openPicture,
  setModels,
  tidyUp,
  typeText,
} from '../../support/editor.ts';
import { startModelServer } from '../../support/modelServer.ts';
import { settingsFor } from '../../support/models.ts';

// It stands last in the last window without models of its own: flipping the switch makes VS Code offer its models.
suite('VS Code’s own switch for AI features', () => {
  test('turns automatic suggestions off and leaves those that are asked for', async () => {
    const server = await startModelServer({ dialect: 'llamacpp' });
    server.reply('42;\n');
    await setModels(settingsFor(server, { fim: 'native' }));
    const chat = vscode.workspace.getConfiguration('chat');
    await chat.update('disableAIFeatures', true, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openPicture('const answer =│\n');
      await typeText(' ');
      await explained(/chat\.disableAIFeatures turns automatic suggestions off/);
      assert.deepStrictEqual(server.generations, []);
      assert.match(await inkling<string>('completion.trigger'), /came from Test/);
      assert.strictEqual(server.generations.length, 1);
      assert.strictEqual(editor.document.getText(), 'const answer = \n');
    } finally {
      await chat.update('disableAIFeatures', undefined, vscode.ConfigurationTarget.Global);
      await setModels();
      await tidyUp();
      await server.close();
    }
  });
});
