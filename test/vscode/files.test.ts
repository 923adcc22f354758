import * as assert from 'node:assert';
import { truncateSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  askChat,
  type ChatAnswer,
  type EditResult,
  eventually,
  explained,
  inkling,
  openPicture,
  setModels,
  tidyUp,
  typeText,
} from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const megabyte = 1024 * 1024;

suite('bad input: files', () => {
  let server: ModelServer;
  let folder: vscode.Uri;
  const at = (name: string) => vscode.Uri.joinPath(folder, name);

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    folder = vscode.Uri.joinPath(root, 'bad-files');
    await vscode.workspace.fs.createDirectory(at('folder.ts'));
    writeFileSync(at('binary.ts').fsPath, Buffer.from([0x7f, 0x45, 0, 1, 2, 0, 0xff, 0xfe, 0]));
    writeFileSync(at('giant.ts').fsPath, 'export const giant = 1;\n');
    truncateSync(at('giant.ts').fsPath, 60 * megabyte);
    writeFileSync(at('large.ts').fsPath, `${'// a long line of data\n'.repeat(260_000)}`);
    await vscode.workspace.fs.createDirectory(at('odd/.cursorignore'));
    writeFileSync(at('odd/code.ts').fsPath, 'export const odd = \n');
  });
  suiteTeardown(() => vscode.workspace.fs.delete(folder, { recursive: true }));
  setup(async () => {
    server = await startModelServer();
    await setModels(settingsFor(server, { fim: 'native' }));
  });
  suiteTeardown(() => setModels());
  teardown(async () => {
    await tidyUp();
    await server.close();
  });

  const unattachable: readonly [string, RegExp][] = [
    ['giant.ts', /giant\.ts is larger than 1 MB\. Select the part that matters/],
    ['large.ts', /large\.ts is larger than 1 MB/],
    ['binary.ts', /binary\.ts could not be read as text/],
    ['missing.ts', /missing\.ts could not be read as text\. Is it there/],
    ['folder.ts', /folder\.ts is a folder\. Attach the files in it/],
  ];
  test('that can’t be attached are told, and the question goes out without them', async () => {
    for (const [name, sentence] of unattachable) {
      const problems = await inkling<string[]>('chat.addFile', at(name));
      assert.match(problems.join(), sentence);
    }
    const locked = vscode.Uri.parse('shopfs:/shop/locked/list.ts');
    assert.match((await inkling<string[]>('chat.addFile', locked)).join(), /could not be read/);
    const { outcome } = await inkling<ChatAnswer>('chat.open', { question: 'What is this?' });
    assert.strictEqual(outcome, 'complete');
    assert.ok((server.generations[0]?.body.length ?? Number.POSITIVE_INFINITY) < 5000);
  });

  for (const name of ['binary.ts', 'giant.ts']) {
    test(`${name} in front: whoever asks is told, nobody else is disturbed`, async () => {
      await vscode.commands.executeCommand('vscode.open', at(name));
      await eventually('the tab', () => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof vscode.TabInputText && input.uri.path.endsWith(name);
      });
      const sentence = new RegExp(`does not hand ${name} to extensions: it is binary or too large`);
      assert.match(await inkling<string>('completion.trigger'), sentence);
      const { message } = await inkling<EditResult>('edit.run', 'Shorten it.');
      assert.match(message ?? '', sentence);
      assert.strictEqual((await askChat('What is this?')).outcome, 'complete');
      assert.strictEqual(server.generations.length, 1);
    });
  }

  test('of some megabytes cost no request while typing, and one when asked for', async () => {
    const document = await vscode.workspace.openTextDocument(at('large.ts'));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await typeText('=');
    await explained(/very large.*Suggest Now/);
    assert.strictEqual(server.generations.length, 0);
    server.reply('1;');
    assert.match(await inkling<string>('completion.trigger'), /came from Test/);
    const { message } = await inkling<EditResult>('edit.run', 'Shorten it.');
    assert.match(message ?? '', /more than a million characters/);
  });

  test('with bytes that no text has are left alone, even when opened as text', async () => {
    const { document } = await openPicture('const magic = "\0";\nconst sum =│\n');
    await typeText(' ');
    await explained(/binary/);
    assert.match(await inkling<string>('completion.trigger'), /binary/);
    const { message } = await inkling<EditResult>('edit.run', 'Shorten it.');
    assert.match(message ?? '', /binary/);
    assert.strictEqual(document.getText(), 'const magic = "\0";\nconst sum = \n');
    assert.deepStrictEqual(server.generations, []);
  });

  test('under an ignore file that can’t be read stay here', async () => {
    const document = await vscode.workspace.openTextDocument(at('odd/code.ts'));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 18, 0, 18);
    await typeText(' ');
    await explained(/ignore rule keeps this file out.*\.cursorignore/);
    assert.match(await inkling<string>('completion.trigger'), /\.cursorignore/);
    const { message } = await inkling<EditResult>('edit.run', 'Shorten it.');
    assert.match(message ?? '', /kept out of prompts/);
    assert.deepStrictEqual(server.generations, []);
  });
});
