import * as assert from 'node:assert';
import * as vscode from 'vscode';
import {
  type EditResult,
  eventually,
  inkling,
  openPicture,
  openUnnamed,
  setInkling,
  setModels,
  tidyUp,
} from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const code = `export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) {
    sum += price;
  }
  return sum;
}

export const nothing = total([]);
`;

const rewritten = code
  .slice(0, code.indexOf('\n\n'))
  .replace('let sum', 'let result')
  .replace('return sum', 'return result')
  .replace('sum += price', 'result += price');

const reply = `\`\`\`typescript\n${rewritten}\n\`\`\``;

async function openCode(text = code): Promise<vscode.TextEditor> {
  const document = await openUnnamed(text);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(0, 0, 7, 0);
  return editor;
}

async function lenses(document: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    50,
  );
  return found
    .flatMap(({ command }) => command?.command ?? [])
    .filter(id => id.startsWith('inkling'));
}

async function titles(document: vscode.TextDocument): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    50,
  );
  return found.map(({ command }) => command?.title ?? '');
}

suite('edit', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ contextTokens: 32_000 });
    await setModels(settingsFor(server));
  });
  teardown(async () => {
    await tidyUp();
    await server.close();
  });
  suiteTeardown(() => setModels());

  test('lands as one change, and one undo gives every byte back', async () => {
    const { document } = await openCode();
    server.replyOnce(reply);
    let changes = 0;
    const counting = vscode.workspace.onDidChangeTextDocument(event => {
      if (event.document === document && event.contentChanges.length > 0) changes++;
    });
    await inkling('edit.run', 'Call the sum result.');
    counting.dispose();
    assert.strictEqual(
      document.getText(),
      code.replace(code.slice(0, code.indexOf('\n\n')), rewritten),
    );
    assert.strictEqual(changes, 1);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), code);
    assert.deepStrictEqual(await lenses(document), []);
  });

  test('sends the instruction, the lines and what stands around them', async () => {
    await openCode();
    server.replyOnce(reply);
    await inkling('edit.run', 'Call the sum result.');
    const body = server.generations.at(-1)?.body ?? '';
    for (const part of ['Call the sum result.', 'sum += price', 'export const nothing']) {
      assert.ok(body.includes(part), part);
    }
  });

  test('changes are accepted and rejected one by one, and a reject can be undone', async () => {
    const { document, ...editor } = await openCode();
    server.replyOnce(reply);
    await inkling('edit.run', 'Call the sum result.');
    const landed = document.getText();
    assert.strictEqual((await lenses(document)).length, 9);
    await inkling('review.acceptHunk', document.uri.toString(), 1);
    assert.strictEqual(document.getText(), landed);
    assert.strictEqual((await lenses(document)).length, 6);
    await inkling('review.rejectHunk', document.uri.toString(), 3);
    assert.ok(document.getText().includes('    sum += price;'));
    assert.strictEqual((await lenses(document)).length, 3);
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), landed);
    assert.strictEqual((await lenses(document)).length, 6);
    await inkling('review.rejectAll', document.uri.toString(), 0);
    assert.strictEqual(document.getText(), code.replace('let sum', 'let result'));
    assert.ok(editor);
  });

  test('what is typed while the model answers survives', async () => {
    const { document } = await openCode();
    server.replyOnce({ text: reply, firstEventDelayMs: 400 });
    const running = inkling('edit.run', 'Call the sum result.');
    await eventually('the request', () => server.generations.length === 1);
    const typed = new vscode.WorkspaceEdit();
    typed.insert(document.uri, new vscode.Position(8, 0), '// typed meanwhile\n');
    await vscode.workspace.applyEdit(typed);
    assert.deepStrictEqual(await running, { kind: 'done' });
    assert.ok(document.getText().includes('// typed meanwhile\nexport const nothing'));
    assert.ok(document.getText().includes('let result = 0;'));
  });

  test('cancelling closes the request and changes nothing', async () => {
    const { document } = await openCode();
    server.replyOnce({ failure: { kind: 'stall', afterDeltas: 2 } });
    const running = inkling('edit.run', 'Call the sum result.');
    await eventually('the request', () => server.generations.length === 1);
    await inkling('edit.cancel');
    await running;
    await eventually('the abort', () => server.generations[0]?.abortedAtMs !== undefined);
    assert.strictEqual(document.getText(), code);
  });

  test('undoing while the model answers cancels', async () => {
    const { document } = await openCode();
    const editor = vscode.window.activeTextEditor;
    await editor?.edit(edit => edit.insert(new vscode.Position(8, 0), '// before\n'));
    if (editor) editor.selection = new vscode.Selection(0, 0, 7, 0);
    server.replyOnce({ failure: { kind: 'stall', afterDeltas: 2 } });
    const running = inkling('edit.run', 'Call the sum result.');
    await eventually('the request', () => server.generations.length === 1);
    await vscode.commands.executeCommand('undo');
    await running;
    assert.strictEqual(document.getText(), code);
  });

  test('line ends stay as they are', async () => {
    const { document } = await openCode(code.replaceAll('\n', '\r\n'));
    server.replyOnce(reply);
    await inkling('edit.run', 'Call the sum result.');
    assert.strictEqual(document.getText().replaceAll('\r\n', '').includes('\n'), false);
    assert.ok(document.getText().includes('let result = 0;\r\n'));
  });

  test('generated tests open unsaved and change no file', async () => {
    const { document } = await openCode();
    server.replyOnce('```typescript\ntest("total", () => {});\n```');
    await inkling('edit.generateTests');
    const opened = vscode.window.activeTextEditor?.document;
    assert.notStrictEqual(opened, document);
    assert.ok(opened?.isUntitled);
    assert.strictEqual(opened.getText(), 'test("total", () => {});\n');
    assert.strictEqual(document.getText(), code);
  });

  test('a change that the chat proposes is reviewed with the ones that wait', async () => {
    const { document } = await openCode();
    server.reply(reply);
    await inkling('edit.run', 'Call the sum result.');
    server.reply('```typescript\nexport const none = total([]);\n```');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(8, 0, 9, 0);
    await inkling('edit.run', 'Call it none.');
    assert.strictEqual((await lenses(document)).length, 12);
    await inkling('review.rejectAll', document.uri.toString(), 0);
    assert.strictEqual(document.getText(), code);
  });

  test('the lightbulb offers edits of a selection, without arguments', async () => {
    const { document } = await openCode();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 6, 1),
    );
    const own = actions.filter(action => action.command?.command.startsWith('inkling.'));
    assert.ok(own.length >= 3);
    assert.deepStrictEqual(
      own.flatMap(action => action.command?.arguments ?? []),
      [],
    );
  });

  test('a name that the model suggests is given by the language’s own rename', async () => {
    const rename = vscode.languages.registerRenameProvider('plaintext', {
      provideRenameEdits: (document, _position, name) => {
        const edit = new vscode.WorkspaceEdit();
        for (const { index } of document.getText().matchAll(/total/g)) {
          const [start, end] = [document.positionAt(index), document.positionAt(index + 5)];
          edit.replace(document.uri, new vscode.Range(start, end), name);
        }
        return edit;
      },
    });
    try {
      const { document } = await openPicture('to│tal = total + 1\n', 'plaintext');
      server.replyOnce('sum\namount');
      let outcome: EditResult | undefined;
      const renamed = inkling<EditResult>('edit.rename').then(result => {
        outcome = result;
      });
      await eventually('the first name taken', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return outcome;
      });
      await renamed;
      assert.deepStrictEqual(outcome, { kind: 'done' });
      assert.strictEqual(document.getText(), 'sum = sum + 1\n');
      await vscode.commands.executeCommand('undo');
      assert.strictEqual(document.getText(), 'total = total + 1\n');
      // Said in words it is the same, without any model.
      const requests = server.generations.length;
      let said: EditResult | undefined;
      void inkling<EditResult>('edit.run', 'Rename total to amount.').then(given => (said = given));
      await eventually('the rename of the language taken', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return said;
      });
      assert.strictEqual(document.getText(), 'amount = amount + 1\n');
      assert.strictEqual(server.generations.length, requests);
    } finally {
      rename.dispose();
    }
  });

  test('the base of a review can be read beside the document, and not written', async () => {
    const { document } = await openCode();
    server.replyOnce(reply);
    await inkling('edit.run', 'Call the sum result.');
    await inkling('review.openDiff', document.uri.toString(), 0);
    await eventually(
      'the diff editor',
      () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff,
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.strictEqual(input.modified.toString(), document.uri.toString());
    const base = await vscode.workspace.openTextDocument(input.original);
    assert.strictEqual(base.getText(), code);
    await inkling('review.openAll');
    await eventually(
      'all changes in one editor',
      () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith('Inkling: Changes') &&
        vscode.window.visibleTextEditors.length > 0,
    );
  });

  test('in a long file only what changes is asked for; a change without a place can be tried again alone', async () => {
    const lines = Array.from({ length: 200 }, (_, at) => `export const value${at} = ${at};`);
    const editor = await openCode(`${lines.join('\n')}\n`);
    editor.selection = new vscode.Selection(0, 0, 200, 0);
    const block = (search: string, put: string) =>
      `<<<<<<< SEARCH\n${search}\n=======\n${put}\n>>>>>>> REPLACE\n`;
    const good = block(lines[40]!, 'export const value40 = 0;');
    const lost = block('export const nothing = {};', 'export const value150 = 0;');
    server.replyOnce(good + lost);
    server.replyOnce(lost);
    await inkling('edit.run', 'Make 40 and 150 nothing.');
    const { document } = editor;
    assert.strictEqual(document.lineAt(40).text, 'export const value40 = 0;');
    assert.ok(server.generations[0]?.body.includes('SEARCH/REPLACE'));
    assert.ok(server.generations[1]?.body.includes('The closest text of the file'));
    assert.deepStrictEqual((await lenses(document)).sort(), [
      'inkling.review.acceptHunk',
      'inkling.review.dismissFailed',
      'inkling.review.openDiff',
      'inkling.review.rejectHunk',
      'inkling.review.retryFailed',
      'inkling.review.showFailed',
    ]);
    server.replyOnce(block(lines[150]!, 'export const value150 = 0;'));
    await inkling('review.retryFailed', document.uri.toString(), 0);
    assert.strictEqual(document.lineAt(150).text, 'export const value150 = 0;');
    assert.strictEqual((await lenses(document)).length, 6);
    await inkling('review.rejectAll', document.uri.toString(), 0);
    assert.strictEqual(document.getText(), `${lines.join('\n')}\n`);
  });

  test('what a review of the selection finds stands among the problems, where it can be fixed', async () => {
    const { document } = await openCode();
    server.replyOnce('2: warning: sum starts at zero\n99: error: elsewhere');
    await inkling('edit.review');
    const found = vscode.languages.getDiagnostics(document.uri);
    const own = found.filter(({ source }) => source === 'Inkling review');
    assert.deepStrictEqual(
      own.map(({ message, range }) => [message, range.start.line]),
      [['sum starts at zero', 1]],
    );
    server.replyOnce(reply);
    await inkling('edit.fix');
    assert.ok(server.generations.at(-1)?.body.includes('sum starts at zero'));
    assert.ok(document.getText().includes('let result = 0;'));
  });

  test('a merge conflict at the cursor is resolved as a change to review', async () => {
    const text = 'start();\n<<<<<<< HEAD\na(1);\n=======\na(2);\n>>>>>>> main\nend();\n';
    const editor = await openCode(text);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    server.replyOnce('```typescript\na(1, 2);\n```');
    await inkling('edit.resolveConflict');
    assert.strictEqual(editor.document.getText(), 'start();\na(1, 2);\nend();\n');
  });

  test('new problems after an edit, and the result of the user’s own check, stand beside the changes', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const uri = vscode.Uri.joinPath(root, 'checked.ts');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(code));
    await setInkling('edit.checkCommand', 'exit 3');
    const reported = vscode.languages.createDiagnosticCollection('test');
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(0, 0, 7, 0);
      const place = new vscode.Range(1, 0, 1, 3);
      reported.set(uri, [new vscode.Diagnostic(place, 'known')]);
      server.replyOnce(reply);
      await inkling('edit.run', 'Call the sum result.');
      const diagnostics = ['known', 'broken'].map(each => new vscode.Diagnostic(place, each));
      reported.set(uri, diagnostics);
      await eventually('the new error', async () =>
        (await titles(document)).some(title => title.endsWith('A new error: broken')),
      );
      await document.save();
      await eventually('the result of the check', async () =>
        (await titles(document)).some(title => title.endsWith('Failed (exit code 3): exit 3')),
      );
    } finally {
      reported.dispose();
      await setInkling('edit.checkCommand', undefined);
      await tidyUp();
      await vscode.workspace.fs.delete(uri);
    }
  });

  test('code translated into another programming language opens beside it', async () => {
    const { document } = await openCode();
    server.replyOnce('```python\ndef total(prices):\n    return sum(prices)\n```');
    await inkling('edit.translate', 'Python');
    const opened = vscode.window.activeTextEditor?.document;
    assert.strictEqual(opened?.languageId, 'python');
    assert.strictEqual(opened.getText(), 'def total(prices):\n    return sum(prices)\n');
    assert.strictEqual(document.getText(), code);
  });
});
