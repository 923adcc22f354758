import * as assert from 'node:assert';
import * as vscode from 'vscode';
import {
  eventually,
  explained,
  inkling,
  openPicture,
  setInkling,
  setModels,
  tidyUp,
  typeText,
} from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const pollMs = 50;

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/** Requests that left before a text stood in the document: after it was accepted the next one may leave. */
function requestsBefore(server: ModelServer, accepted: string): number {
  return server.generations.filter(request => !request.body.includes(accepted)).length;
}

/** Tries to accept what is shown until the document is as expected. */
async function acceptUntil(editor: vscode.TextEditor, expected: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += pollMs) {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    if (editor.document.getText() === expected) return;
    await pause(pollMs);
  }
  assert.strictEqual(editor.document.getText(), expected);
}

suite('inline completion', () => {
  let server: ModelServer;
  suiteSetup(() => setInkling('roles.completion', 'Test'));
  suiteTeardown(async () => {
    await setInkling('roles.completion', undefined);
    await setModels();
  });
  setup(async () => {
    server = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
    await setModels(settingsFor(server, { fim: 'native' }));
  });
  teardown(async () => {
    await tidyUp();
    await server.close();
  });

  test('typing asks the model, and accepting writes its text', async () => {
    server.reply('42;\n');
    const editor = await openPicture('const answer =│\nconst next = 1;\n');
    await typeText(' ');
    await acceptUntil(editor, 'const answer = 42;\nconst next = 1;\n');
    assert.strictEqual(requestsBefore(server, '42;'), 1);
  });

  test('what stands after the cursor is not written twice', async () => {
    server.reply('first, second);\nconst next = 1;\n');
    const editor = await openPicture('const sum = add│;\nconst next = 1;\n');
    await typeText('(');
    await acceptUntil(editor, 'const sum = add(first, second);\nconst next = 1;\n');
  });

  test('line ends stay those of the document', async () => {
    server.replyOnce('start();\n  stop();\n}\n');
    server.reply('');
    const editor = await openPicture('function go() {\n  │\n}\n');
    await editor.edit(edit => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await vscode.commands.executeCommand('inkling.completion.trigger');
    await acceptUntil(editor, 'function go() {\r\n  start();\r\n  stop();\r\n}\r\n');
  });

  test('typing along costs no request', async () => {
    server.reply('computeEverything();\n');
    const editor = await openPicture('const answer =│\n');
    await typeText(' ');
    await eventually('an answer', () =>
      server.generations.some(({ finishedAtMs }) => finishedAtMs),
    );
    await typeText('comp');
    await acceptUntil(editor, 'const answer = computeEverything();\n');
    assert.strictEqual(requestsBefore(server, 'computeEverything'), 1);
  });

  test('nor does the entry that the suggest widget puts forward while one types along', async () => {
    const selected: string[] = [];
    const registrations = [
      vscode.languages.registerCompletionItemProvider('plaintext', {
        provideCompletionItems: () => [new vscode.CompletionItem('comet')],
      }),
      // VS Code asks all providers at once.
      vscode.languages.registerInlineCompletionItemProvider('plaintext', {
        provideInlineCompletionItems: (_document, _position, { selectedCompletionInfo }) => {
          if (selectedCompletionInfo) selected.push(selectedCompletionInfo.text);
          return [];
        },
      }),
    ];
    try {
      server.reply('computeEverything();\n');
      const editor = await openPicture('answer =│\n', 'plaintext');
      await typeText(' ');
      await eventually('an answer', () =>
        server.generations.some(({ finishedAtMs }) => finishedAtMs),
      );
      await typeText('co');
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await eventually('a question with the entry', () => selected.includes('comet'));
      await vscode.commands.executeCommand('hideSuggestWidget');
      await typeText('mp');
      await acceptUntil(editor, 'answer = computeEverything();\n');
      assert.strictEqual(requestsBefore(server, 'computeEverything'), 1);
    } finally {
      for (const registration of registrations) registration.dispose();
    }
  });

  test('a request that what is typed contradicts is aborted', async () => {
    server.reply({
      text: 'alpha(beta, gamma, delta, epsilon);\n',
      failure: { kind: 'stall', afterDeltas: 2 },
    });
    await openPicture('const answer =│\n');
    const asked = server.nextRequest();
    await typeText(' ');
    const request = await asked;
    await pause(500);
    await typeText('zzz');
    await eventually('an abort that the server sees', () => request.abortedAtMs);
  });

  test('turned off, nothing leaves until it is asked for', async () => {
    server.reply('42;\n');
    await setInkling('completion.enabled', false);
    try {
      const editor = await openPicture('const answer =│\n');
      await typeText(' ');
      await explained(/completion is turned off/);
      assert.strictEqual(server.generations.length, 0);
      await vscode.commands.executeCommand('inkling.completion.trigger');
      await acceptUntil(editor, 'const answer = 42;\n');
    } finally {
      await setInkling('completion.enabled', undefined);
    }
  });

  test('whoever asks gets several suggestions to cycle through', async () => {
    let asked = 0;
    server.reply(() => `answer${++asked}();\n`);
    await setInkling('completion.alternatives', 1);
    try {
      const editor = await openPicture('const answer = │\n');
      await inkling('completion.trigger');
      await vscode.commands.executeCommand('editor.action.inlineSuggest.showNext');
      await acceptUntil(editor, 'const answer = answer2();\n');
      assert.strictEqual(requestsBefore(server, 'answer2'), 2);
    } finally {
      await setInkling('completion.alternatives', 0);
    }
  });

  test('with an entry selected in the suggest widget the model continues that entry', async () => {
    const entries = ['heronAlpha', 'heronBeta'];
    const registration = vscode.languages.registerCompletionItemProvider('plaintext', {
      provideCompletionItems: () => entries.map(entry => new vscode.CompletionItem(entry)),
    });
    server.reply(({ prompt }) => (prompt.endsWith('heronBeta') ? '(wings);\n' : '(other);\n'));
    const editor = await openPicture('bird = │\n', 'plaintext');
    try {
      await typeText('her');
      const isContinued = () =>
        server.generations.some(({ json }) =>
          String(json?.input_prefix).endsWith('bird = heronBeta'),
        );
      await eventually('the selected entry in a prompt', async () => {
        await vscode.commands.executeCommand('editor.action.triggerSuggest');
        await vscode.commands.executeCommand('selectNextSuggestion');
        // Whatever is selected now is left so until VS Code has asked for it.
        for (let waitedMs = 0; waitedMs < 1500 && !isContinued(); waitedMs += pollMs) {
          await pause(pollMs);
        }
        return isContinued();
      });
      assert.strictEqual(editor.document.getText(), 'bird = her\n');
    } finally {
      registration.dispose();
    }
  });

  test('snoozed, nothing leaves, and afterwards it does again', async () => {
    server.reply('42;\n');
    await vscode.commands.executeCommand('inkling.completion.snooze', 5);
    const editor = await openPicture('const answer =│\n');
    await typeText(' ');
    await explained(/snoozed/);
    assert.strictEqual(server.generations.length, 0);
    await vscode.commands.executeCommand('inkling.completion.snooze');
    await vscode.commands.executeCommand('deleteLeft');
    await typeText(' ');
    await acceptUntil(editor, 'const answer = 42;\n');
  });

  test('a failing server leaves the document alone and is not asked at every key', async () => {
    server.reply({ failure: { kind: 'status', status: 500 } });
    const editor = await openPicture('const answer =│\n');
    await typeText(' one + two + three + four');
    await pause(1500);
    assert.strictEqual(editor.document.getText(), 'const answer = one + two + three + four\n');
    assert.ok(server.generations.length < 12, `${server.generations.length} requests`);
  });

  test('accepting word by word gives what accepting at once gives', async () => {
    server.reply('first(second, third);\n');
    const editor = await openPicture('const answer =│\n');
    await typeText(' ');
    const expected = 'const answer = first(second, third);\n';
    for (let tries = 0; tries < 100 && editor.document.getText() !== expected; tries++) {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.acceptNextWord');
      await pause(pollMs);
    }
    assert.strictEqual(editor.document.getText(), expected);
    assert.strictEqual(requestsBefore(server, 'first('), 1);
  });
});
