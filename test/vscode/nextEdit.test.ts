import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { Prediction } from '../../src/core/nextEdit/prediction.ts';
import {
  eventually,
  inkling,
  openPicture,
  setInkling,
  setModels,
  tidyUp,
  typeText,
} from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

/** The first use is near, the second out of sight. */
const filler = Array.from({ length: 80 }, (_, at) => `step(${at});\n`).join('');
const picture = `let total│ = 0;\nadd(total);\n${filler}log(total);\n`;

/** The lines between the marks of a prompt, with a name exchanged: what a model that follows the renaming answers. */
function renamed(prompt: string, from: string, to: string): string {
  const region = /<\|editable_region_start\|>\n([\s\S]*?)\n<\|editable_region_end\|>/.exec(
    prompt,
  )?.[1];
  if (region === undefined) return 'NONE';
  const next = region.replace('<|user_cursor_is_here|>', '').replaceAll(from, to);
  return next === region ? 'NONE' : `\`\`\`ts\n${next}\n\`\`\``;
}

function shown(): Promise<Prediction> {
  return eventually('a next edit', async () => inkling<Prediction | undefined>('nextEdit.shown'));
}

/** Waits until a reason is told. */
function explained(sentence: RegExp): Promise<string> {
  return eventually(`${sentence}`, async () => {
    const said = await inkling<string>('nextEdit.explain');
    return sentence.test(said) && said;
  });
}

async function isGone(): Promise<boolean> {
  return (await inkling('nextEdit.shown')) === undefined;
}

/** Renames the name at the cursor by hand. */
async function rename(to: string): Promise<void> {
  await vscode.commands.executeCommand('deleteWordLeft');
  await typeText(to);
}

suite('next edit', () => {
  let server: ModelServer;
  suiteSetup(async () => {
    server = await startModelServer({ dialect: 'openai', contextTokens: 32_000 });
    await setInkling('completion.enabled', false);
    await setInkling('roles.edit', 'Test');
    await setModels(settingsFor(server));
    await setInkling('nextEdit.enabled', true);
  });
  suiteTeardown(async () => {
    for (const key of ['nextEdit.enabled', 'roles.edit', 'completion.enabled']) {
      await setInkling(key, undefined);
    }
    await setModels();
    await server.close();
  });
  setup(() => {
    server.clear();
    server.reply(({ prompt }) => renamed(prompt, 'total', 'sum'));
  });
  teardown(tidyUp);

  test('goes on with a renaming: accepted here, jumped to there, each taken back in one step', async () => {
    const editor = await openPicture(picture);
    await editor.edit(edit => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    const before = editor.document.getText();
    await rename('sum');
    const first = await shown();
    assert.deepStrictEqual(
      first.edits.map(({ was, text }) => `${was}→${text}`),
      ['total→sum'],
    );
    const typed = editor.document.getText();
    assert.strictEqual(await inkling('nextEdit.accept'), 'accepted');
    const near = typed.replace('add(total)', 'add(sum)');
    assert.strictEqual(editor.document.getText(), near);

    const second = await shown();
    assert.strictEqual(editor.document.positionAt(second.edits[0]!.range.start).line, 82);
    assert.strictEqual(await inkling('nextEdit.accept'), 'jumped');
    assert.strictEqual(editor.document.getText(), near);
    assert.strictEqual(editor.selection.active.line, 82);
    assert.strictEqual(await inkling('nextEdit.accept'), 'accepted');
    assert.strictEqual(editor.document.getText(), typed.replaceAll('total', 'sum'));

    await vscode.commands.executeCommand('undo');
    assert.strictEqual(editor.document.getText(), near);
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(editor.document.getText(), typed);
    while (editor.document.getText() !== before) await vscode.commands.executeCommand('undo');
  });

  test('typed along stays, typed elsewhere moves, contradicted goes', async () => {
    const editor = await openPicture('let total│ = 0;\nadd(total);\nlast();\n');
    await rename('sum');
    await shown();
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('type', { text: '//' });
    assert.ok(!(await isGone()));
    editor.selection = new vscode.Selection(1, 4, 1, 9);
    await typeText('su');
    const rest = await shown();
    assert.strictEqual(rest.version, editor.document.version);
    assert.strictEqual(rest.edits[0]?.was, 'su');
    assert.strictEqual(rest.edits[0]?.text, 'sum');
    await typeText('x');
    assert.ok(await isGone());
    assert.strictEqual(editor.document.getText(), 'let sum = 0;\nadd(sux);\n//last();\n');
  });

  test('that only inserts at the cursor is ghost text, which VS Code accepts', async () => {
    server.reply(({ prompt }) => renamed(prompt, 'const tot;', 'const total = sum(prices);'));
    const editor = await openPicture('// The total.\nconst to│;\nlast();\n');
    await typeText('t');
    await shown();
    const expected = '// The total.\nconst total = sum(prices);\nlast();\n';
    let looks = 0;
    await eventually('the accepted text', async () => {
      // While the list of suggestions is open, VS Code shows what begins with its entry.
      await vscode.commands.executeCommand('hideSuggestWidget');
      // An editor that lost the focus for a moment shows nothing until it is asked again.
      if (++looks % 40 === 0) {
        await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      }
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText() === expected;
    });
    assert.ok(await isGone());
  });

  test('dismissed goes, and a model that does not suit is told', async () => {
    const editor = await openPicture('let total│ = 0;\nadd(total);\n');
    await rename('sum');
    await shown();
    await inkling('nextEdit.dismiss');
    assert.ok(await isGone());
    assert.strictEqual(await inkling('nextEdit.accept'), 'nothing');
    assert.strictEqual(editor.document.getText(), 'let sum = 0;\nadd(total);\n');
    await setModels(settingsFor(server, { model: 'tiny-coder-1b' }));
    await explained(/too small to rewrite code reliably/);
    await setModels(settingsFor(server));
  });

  test('off, nothing is asked', async () => {
    await setInkling('nextEdit.enabled', undefined);
    try {
      await openPicture('let total│ = 0;\nadd(total);\n');
      await rename('sum');
      await explained(/turned off/);
      await new Promise(resolve => setTimeout(resolve, 600));
      assert.strictEqual(server.generations.length, 0);
    } finally {
      await setInkling('nextEdit.enabled', true);
    }
  });
});
