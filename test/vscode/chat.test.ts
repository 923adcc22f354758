import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { openUnnamed, setModels, tidyUp } from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const code = `export function totalOf(prices: number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
`;

/** Asks in the chat, with what is selected; resolves when the answer is finished. */
function ask(question: string): Thenable<unknown> {
  return vscode.commands.executeCommand('inkling.chat.open', { question });
}

/** What the model was sent, the last message first. */
function sent(server: ModelServer, index = -1): string[] {
  const messages = server.generations.at(index)?.json?.messages;
  assert.ok(Array.isArray(messages));
  return messages.map((message: { content: string }) => message.content).reverse();
}

suite('chat', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ contextTokens: 32_000 });
    await setModels(settingsFor(server));
    await vscode.commands.executeCommand('inkling.chat.new');
  });
  teardown(async () => {
    await tidyUp();
    await server.close();
  });
  suiteTeardown(() => setModels());

  test('a question goes out with the selection, and the next one with the first', async () => {
    const document = await openUnnamed(code);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    server.replyOnce('It adds them up.');
    await ask('What does it do?');
    assert.match(
      sent(server)[0] ?? '',
      /lines 2 ===\n {2}return prices\.reduce[\s\S]*What does it do\?$/,
    );
    await ask('And then?');
    assert.deepStrictEqual(sent(server).slice(0, 2), ['And then?', 'It adds them up.']);
  });

  test('the file in front goes along with the first question; what else is open does not', async () => {
    for (const content of ['const elsewhere = 1;\n', code]) {
      const document = await openUnnamed(content);
      await vscode.window.showTextDocument(document, { preview: false });
    }
    await ask('Hello?');
    assert.match(sent(server)[0] ?? '', /reduce[\s\S]*Hello\?$/);
    await ask('And then?');
    assert.strictEqual(sent(server)[0], 'And then?');
    assert.ok(!server.generations.some(({ body }) => body.includes('elsewhere')));
  });

  test('an added file goes along as it is in the editor, saved or not', async () => {
    const document = await openUnnamed(code);
    const editor = await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('inkling.chat.addFile', document.uri);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// not saved\n'));
    await ask('What is new?');
    assert.match(sent(server)[0] ?? '', /\/\/ not saved\nexport function/);
  });

  test('the problems that are reported for the selection go along; those of the rest when asked for', async () => {
    const document = await openUnnamed(code);
    const editor = await vscode.window.showTextDocument(document);
    const reported = vscode.languages.createDiagnosticCollection('checker');
    const problem = (line: number, message: string) =>
      new vscode.Diagnostic(new vscode.Range(line, 0, line, 6), message);
    reported.set(document.uri, [problem(0, 'Name it well.'), problem(1, 'Too clever.')]);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    await ask('Why?');
    reported.dispose();
    assert.match(
      sent(server)[0] ?? '',
      /problems reported in lines 2 ===\nLine 2: error: Too clev/,
    );
    assert.doesNotMatch(sent(server)[0] ?? '', /Name it well/);
  });

  test('stopping closes the connection and ends the question', async () => {
    server.reply({ text: 'word '.repeat(500), chunkDelayMs: 20 });
    const asked = server.nextRequest();
    const answered = ask('Talk.');
    const request = await asked;
    await vscode.commands.executeCommand('inkling.chat.stop');
    await answered;
    const deadline = Date.now() + 1000;
    while (request.abortedAtMs === undefined && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    assert.ok(request.abortedAtMs !== undefined);
  });

  test('a new chat does not know the old one', async () => {
    await ask('Remember the word “heron”.');
    await vscode.commands.executeCommand('inkling.chat.new');
    await ask('Which word?');
    assert.ok(!server.generations.at(-1)?.body.includes('heron'));
  });

  test('a server that fails ends the question without a pop-up or a throw', async () => {
    server.replyOnce({ failure: { kind: 'html' } });
    await ask('Hello?');
    server.replyOnce({ failure: { kind: 'empty' } });
    await ask('Hello?');
    server.reply('Yes.');
    await ask('And now?');
    assert.ok(server.generations.length >= 3);
  });
});
