import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { explained, inkling } from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const canary = 'canary_4b1f9e7a';
const key = 'sk-canary-0123456789';

suite('what leaves', () => {
  let server: ModelServer;
  let folder: vscode.Uri;

  suiteSetup(async () => {
    server = await startModelServer({
      ...{ dialect: 'llamacpp', apiKey: key },
      embeddings: { synonyms: [['freight', 'conveyance']] },
    });
    server.reply('completed();');
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    folder = vscode.Uri.joinPath(root, 'outbound');
    await write('.aiignore', 'private/\n');
    await write('private/tokens.ts', `export const shoppingCartToken = '${canary}';\n`);
    await write('.env', `SHOPPING_CART_TOKEN=${canary}\n`);
    await write('deploy/server.pem', `${canary}\n`);
    await write('prices.ts', 'export const shoppingCartPrices = [1, 2, 3];\n');
    await write('cart.ts', 'export function shoppingCart() {\n  \n}\n');
    await write('rules.ts', 'export function rules() {\n  \n}\n');
    await configure('models', [settingsFor(server, { name: 'Outbound' })]);
    await vscode.commands.executeCommand('inkling.model.enterKey', { model: 'Outbound', key });
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('inkling.model.removeKey', { model: 'Outbound' });
    await configure('models', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await server.close();
  });
  setup(() => server.clear());
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('code goes to the model, and shows exactly as it left', async () => {
    await suggestIn('cart.ts', 'const total = ');
    const request = await eventually(() => server.generations.at(-1));
    assert.match(request.body, /shoppingCart/);
    const shown = await eventually(async () => {
      const text = await sentText();
      return text.includes(request.body) && text.includes('answered') ? text : undefined;
    });
    assert.match(shown, /outbound\/cart\.ts/);
    assert.ok(!shown.includes(key), 'the key stands in the document');
  });

  for (const path of ['private/tokens.ts', '.env', 'deploy/server.pem']) {
    test(`nothing is asked in ${path}`, async () => {
      await suggestIn(path, 'const total = ');
      await explained(/ignore rule keeps this file out/);
      assert.deepStrictEqual(server.generations, []);
    });
  }

  test('a secret in the code stays here, and the answer brings it back', async () => {
    await write('login.ts', "const password = 'Xy12!canary';\nexport function login() {\n  \n}\n");
    server.reply('connect("INKLING_SECRET_1_");');
    const uri = vscode.Uri.joinPath(folder, 'login.ts');
    const editor = await vscode.window.showTextDocument(uri, { preview: false });
    editor.selection = new vscode.Selection(2, 2, 2, 2);
    await vscode.commands.executeCommand('inkling.completion.trigger');
    await eventually(async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText().includes('connect("Xy12!canary")') || undefined;
    });
    server.reply('completed();');
    assert.ok(server.generations.length > 0);
    for (const { body } of server.generations) assert.ok(!body.includes('Xy12!canary'), body);
    await sentShows(/Masked secrets: password/);
  });

  test('excluded files do not come along from other editors or recent edits', async () => {
    for (const path of ['private/tokens.ts', '.env']) await typeIn(path, `${canary} shoppingCart `);
    await typeIn('prices.ts', '// shoppingCart ');
    await suggestIn('cart.ts', 'const shoppingCartToken = ');
    const request = await eventually(() => server.generations.at(-1));
    assert.match(request.body, /shoppingCartPrices/);
    assert.ok(!request.body.includes(canary), request.body);
    assert.ok(!(await sentText()).includes(canary));
    const context = await eventually(async () => {
      const text = await vscode.commands.executeCommand<string>('inkling.context.show');
      return text.includes('outbound/prices.ts') ? text : undefined;
    });
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
    assert.match(context, /const shoppingCartToken = /);
    assert.ok(!context.includes(canary), context);
  });

  test('a new ignore file counts as soon as it is saved', async () => {
    await suggestIn('rules.ts', 'const before = ');
    await eventually(() => server.generations.at(-1));
    await write('.cursorignore', 'rules.ts\n');
    await eventually(async () => {
      server.clear();
      await suggestIn('rules.ts', 'const after = ');
      const reason = await inkling<string>('completion.explain');
      return /ignore rule.*\.cursorignore/.test(reason) || undefined;
    });
    assert.deepStrictEqual(server.generations, []);
  });

  test('a question takes along what the workspace has on it, nothing excluded, and nothing once that is off', async () => {
    const question = 'Where are shoppingCartPrices and the shoppingCartToken, SHOPPING_CART_TOKEN?';
    // What is in front goes along as it is.
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'cart.ts'));
    const ask = async () => {
      await inkling('chat.new');
      await inkling('chat.open', { question });
      return server.generations.at(-1)?.body ?? '';
    };
    const body = await eventually(async () => {
      const asked = await ask();
      return asked.includes('shoppingCartPrices = [1, 2, 3]') ? asked : undefined;
    });
    assert.match(body, /outbound\/prices\.ts, lines 1-\d, found in the workspace/);
    assert.ok(server.generations.every(request => !request.body.includes(canary)));
    const shown = await sentShows(/Found for the question[^\n]*prices\.ts/);
    assert.ok(!shown.includes(canary));
    await configure('chat.searchWorkspace', false);
    assert.ok(!(await ask()).includes('found in the workspace'));
    await configure('chat.searchWorkspace', undefined);
  });

  test('code that says the same in other words goes along once embeddings were asked for, and nothing excluded is embedded', async () => {
    await write(
      'parcels.ts',
      "export function freight(freight) {\n  return freight.freight('by van');\n}\n",
    );
    const { provider, baseUrl, model } = settingsFor(server);
    await configure('search.embeddings', { provider, baseUrl, model });
    const ask = async () => {
      await inkling('chat.new');
      await inkling('chat.open', { question: 'Conveyance?' });
      return server.generations.at(-1)?.body ?? '';
    };
    assert.ok(!(await ask()).includes('by van'));
    assert.strictEqual(server.embedded.length, 0);
    const made = inkling<{ readonly chunks: number }>('search.makeEmbeddings');
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    void made.then(over, over);
    // As soon as the question stands there.
    for (; !isOver; await pause(50)) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    assert.strictEqual((await made).chunks, server.embedded.length);
    assert.ok(server.embedded.some(text => text.startsWith('outbound/parcels.ts\n')));
    assert.ok(!server.embedded.some(text => text.includes(canary)));
    await sentShows(/embedding: test-coder/);
    const body = await eventually(async () => {
      const asked = await ask();
      return asked.includes('by van') ? asked : undefined;
    });
    assert.ok(!body.includes(canary));
    await configure('search.embeddings', undefined);
  });

  test('usages of what is selected go along, from the language or from the index, and none of excluded files', async () => {
    await write('checkout.ts', 'export const paid = [shoppingCart()];\n');
    const cart = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'cart.ts'));
    cart.selection = new vscode.Selection(0, 0, 2, 1);
    let isAsked = true;
    const ask = () =>
      eventually(async () => {
        await inkling('chat.new');
        await inkling('chat.open', { question: 'And this?' });
        const body = server.generations.at(-1)?.body ?? '';
        return isAsked && body.includes('paid = [shoppingCart()]') ? body : undefined;
      });
    assert.ok(!(await ask()).includes(canary));
    const place = (path: string) =>
      new vscode.Location(vscode.Uri.joinPath(folder, path), new vscode.Position(0, 0));
    isAsked = false;
    const provider = vscode.languages.registerReferenceProvider('typescript', {
      provideReferences: () => {
        isAsked = true;
        return [place('checkout.ts'), place('private/tokens.ts'), place('.env')];
      },
    });
    try {
      assert.ok(!(await ask()).includes(canary));
      await sentShows(/Usages[^\n]*checkout\.ts/);
    } finally {
      provider.dispose();
      cart.selection = new vscode.Selection(0, 0, 0, 0);
    }
  });

  async function write(path: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, path),
      new TextEncoder().encode(text),
    );
  }

  async function typeIn(path: string, text: string): Promise<void> {
    const editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, path), {
      preview: false,
    });
    const line = Math.min(1, editor.document.lineCount - 1);
    const end = editor.document.lineAt(line).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text });
  }

  async function suggestIn(path: string, text: string): Promise<void> {
    await typeIn(path, text);
    await vscode.commands.executeCommand('inkling.completion.trigger');
  }
});

async function configure(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('inkling', null);
  await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}

/** Waits until "Show What Was Sent", which follows the requests, shows this. */
function sentShows(wanted: RegExp): Promise<string> {
  return eventually(async () => {
    const text = await sentText();
    return wanted.test(text) ? text : undefined;
  });
}

/** What "Show What Was Sent" shows now. */
async function sentText(): Promise<string> {
  await vscode.commands.executeCommand('inkling.sent.show');
  const document = vscode.window.activeTextEditor?.document;
  assert.strictEqual(document?.uri.scheme, 'inkling-sent');
  const text = document.getText();
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return text;
}

async function eventually<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = await look();
    if (found !== undefined && found !== null) return found;
    await pause(100);
  }
  throw new Error('It did not happen within ten seconds.');
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
