import * as assert from 'node:assert';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  type EditResult,
  eventually,
  inkling,
  setInkling,
  setModels,
  tidyUp,
} from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const a = 'export const one = 1;\n';
const b = "import { one } from './a';\n\nconsole.log(one);\n";
const secret = 'export const key = 1;\n';

const block = (path: string, before: string, after: string) =>
  `${path}\n${'<'.repeat(7)} SEARCH\n${before}\n${'='.repeat(7)}\n${after}\n${'>'.repeat(7)} REPLACE\n`;

suite('edits of several files', () => {
  let server: ModelServer;
  let folder: vscode.Uri;
  const outside = join(tmpdir(), `inkling-outside-${process.pid}.ts`);
  const at = (name: string) => vscode.Uri.joinPath(folder, name);
  const open = (name: string) => vscode.workspace.openTextDocument(at(name));

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    folder = vscode.Uri.joinPath(root, 'several');
    await vscode.workspace.fs.createDirectory(folder);
    writeFileSync(outside, secret);
    for (const [name, text] of Object.entries({ 'a.ts': a, 'b.ts': b, '.env': secret }))
      writeFileSync(at(name).fsPath, text);
    symlinkSync(outside, at('link.ts').fsPath);
    server = await startModelServer({ contextTokens: 32_000 });
    await setModels(settingsFor(server));
  });
  setup(async () => {
    await vscode.window.showTextDocument(await open('a.ts'));
  });
  teardown(async () => {
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await tidyUp();
  });
  suiteTeardown(async () => {
    await setModels();
    await server.close();
    await vscode.workspace.fs.delete(folder, { recursive: true });
    rmSync(outside);
  });

  test('land together, unsaved, and are reviewed together', async () => {
    server.replyOnce(
      block('several/a.ts', 'export const one = 1;', 'export const first = 1;') +
        block('several/b.ts', 'console.log(one);', 'console.log(first);') +
        block('several/new.ts', '', 'export const two = 2;'),
    );
    assert.deepStrictEqual(await inkling('edit.run', 'Call it first.'), { kind: 'done' });
    const [first, second] = [await open('a.ts'), await open('b.ts')];
    assert.strictEqual(first.getText(), a.replace('one', 'first'));
    assert.strictEqual(second.getText(), b.replace('log(one)', 'log(first)'));
    assert.ok(first.isDirty && second.isDirty);
    assert.strictEqual(readFileSync(at('b.ts').fsPath, 'utf8'), b);
    const fresh = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/new.ts'));
    assert.ok(fresh?.isUntitled);
    assert.strictEqual(fresh.getText(), 'export const two = 2;\n');
    const changed = second.getText();
    await vscode.window.showTextDocument(first);
    await inkling('review.nextHunk');
    const front = vscode.window.activeTextEditor?.document.uri;
    assert.strictEqual(front?.toString(), second.uri.toString());
    await inkling('review.rejectEverywhere');
    assert.deepStrictEqual([first.getText(), second.getText(), fresh.getText()], [a, b, '']);
    await vscode.commands.executeCommand('undo');
    assert.deepStrictEqual([first.getText(), second.getText()], [a, changed]);
    await inkling('review.acceptEverywhere');
    await inkling('review.rejectEverywhere');
    assert.strictEqual(second.getText(), changed);
  });

  test('leave out what must not be changed, and say why', async () => {
    server.replyOnce(
      [
        block('a.ts', 'export const one = 1;', 'export const first = 1;'),
        ...['several/.env', 'several/link.ts', '../elsewhere.ts', outside].map(path =>
          block(path, secret.trimEnd(), 'export const key = 2;'),
        ),
      ].join(''),
    );
    const { kind, message = '' } = await inkling<EditResult>('edit.run', 'Call it first.');
    assert.strictEqual(kind, 'told');
    for (const sentence of [
      /several\/\.env is kept out of prompts/,
      /several\/link\.ts is reached through a link that leads out of this workspace/,
      /elsewhere\.ts lies outside of this workspace/,
      /is not a file of this workspace/,
    ])
      assert.match(message, sentence);
    assert.strictEqual((await open('a.ts')).getText(), a.replace('one', 'first'));
    const files = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'file');
    const dirty = files.filter(({ isDirty }) => isDirty);
    assert.deepStrictEqual(
      dirty.map(({ uri }) => `${uri}`),
      [`${at('a.ts')}`],
    );
  });

  test('wait in the Refactor Preview for those who prefer it, and none lands that is not ticked there', async () => {
    server.replyOnce(
      block('several/a.ts', 'export const one = 1;', 'export const first = 1;') +
        block('several/b.ts', 'console.log(one);', 'console.log(first);'),
    );
    await setInkling('review.mode', 'refactorPreview');
    try {
      let outcome: EditResult | undefined;
      void inkling<EditResult>('edit.run', 'Call it first.').then(given => (outcome = given));
      // The preview opens when it is ready; a decision before that decides nothing.
      await eventually('a decision in the preview', async () => {
        await vscode.commands.executeCommand('refactorPreview.apply');
        return outcome;
      });
      assert.strictEqual(
        outcome?.message,
        'Nothing was changed: no change was ticked in the Refactor Preview.',
      );
    } finally {
      await setInkling('review.mode', undefined);
    }
    assert.deepStrictEqual(
      [(await open('a.ts')).getText(), (await open('b.ts')).getText()],
      [a, b],
    );
    assert.ok(server.generations.at(-1)?.body.includes('Call it first.'));
  });

  test('of the workspace with errors are fixed one after the other, and reviewed together', async () => {
    const reported = vscode.languages.createDiagnosticCollection('errors');
    const line = new vscode.Range(0, 0, 0, 6);
    reported.set(at('a.ts'), [new vscode.Diagnostic(line, 'this is no good name')]);
    reported.set(at('b.ts'), [new vscode.Diagnostic(line, 'nobody reads this')]);
    const fix = ({ prompt }: { readonly prompt: string }) =>
      prompt.includes('this is no good name')
        ? block('several/a.ts', 'export const one = 1;', 'export const one = 2;')
        : block('several/b.ts', 'console.log(one);', 'console.info(one);');
    server.replyOnce(fix, fix);
    try {
      // Whatever takes the focus sends the list of files away; then it is asked for again.
      await eventually('both files fixed', async () => {
        let outcome: EditResult | undefined;
        const run = inkling<EditResult>('edit.fixWorkspace').then(given => (outcome = given));
        await eventually('the list of files taken', async () => {
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return outcome;
        });
        return (await run).kind === 'done';
      });
    } finally {
      reported.dispose();
    }
    const [first, second] = [await open('a.ts'), await open('b.ts')];
    assert.strictEqual(first.getText(), a.replace('1', '2'));
    assert.strictEqual(second.getText(), b.replace('log', 'info'));
    await inkling('review.rejectEverywhere');
    assert.deepStrictEqual([first.getText(), second.getText()], [a, b]);
  });

  test('that go or get another name are asked about first', async () => {
    server.replyOnce('*** Begin Patch\n*** Delete File: several/b.ts\n*** End Patch');
    let left: EditResult | undefined;
    void inkling<EditResult>('edit.run', 'Delete it.').then(given => (left = given));
    await eventually('a decision about the file', async () => {
      await vscode.commands.executeCommand('refactorPreview.discard');
      return left;
    });
    assert.match(left?.message ?? '', /^Nothing was changed: no change was ticked/);
    server.replyOnce(
      '*** Begin Patch\n*** Update File: several/a.ts\n*** Move to: several/new/c.ts\n@@\n-export const one = 1;\n+export const first = 1;\n*** Delete File: several/b.ts\n*** End Patch',
    );
    const outcome = await inkling<EditResult>('edit.run', 'Move it.');
    assert.deepStrictEqual(outcome, { kind: 'done' });
    assert.strictEqual((await open('a.ts')).getText(), a.replace('one', 'first'));
    await vscode.commands.executeCommand('refactorPreview.discard');
    const there = await vscode.workspace.fs.readDirectory(folder);
    const names = there.map(([name]) => name).sort();
    assert.deepStrictEqual(names, ['.env', 'a.ts', 'b.ts', 'link.ts']);
  });

  test('are reviewed under the new name of a file that gets one', async () => {
    server.replyOnce(
      '*** Begin Patch\n*** Update File: several/a.ts\n@@\n-export const one = 1;\n+export const first = 1;\n*** End Patch',
    );
    assert.deepStrictEqual(await inkling('edit.run', 'Call it first.'), { kind: 'done' });
    const document = await open('a.ts');
    assert.strictEqual(document.getText(), a.replace('one', 'first'));
    const renaming = new vscode.WorkspaceEdit();
    renaming.renameFile(at('a.ts'), at('c.ts'));
    assert.ok(await vscode.workspace.applyEdit(renaming));
    const renamed = await open('c.ts');
    await eventually('the review of the renamed file', async () => {
      await inkling('review.rejectAll', renamed.uri.toString(), 0);
      return renamed.getText() === a;
    });
  });
});
