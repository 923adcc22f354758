import * as assert from 'node:assert';
import * as vscode from 'vscode';

interface Keybinding {
  readonly key: string;
  readonly command: string;
}

/** Escape, only while a suggestion or a next edit shows or an edit runs. */
const wrapped = ['inkling.completion.dismiss', 'inkling.nextEdit.dismiss', 'inkling.edit.cancel'];

/** VS Code's own defaults, as its "Default Keyboard Shortcuts" document lists them (JSON with comments). */
async function coreKeybindings(): Promise<readonly Keybinding[]> {
  const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const entries = text.matchAll(/"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"/g);
  return [...entries].map(([, key = '', command = '']) => ({ key, command }));
}

suite('keybindings', () => {
  test('take no key that VS Code itself uses', async () => {
    const core = await coreKeybindings();
    assert.ok(core.length > 300, `only ${core.length} defaults were read`);
    const extension = vscode.extensions.getExtension('inkling.inkling');
    const own: Keybinding[] = extension?.packageJSON.contributes.keybindings;
    const clashes = own
      .filter(({ command }) => !wrapped.includes(command))
      .flatMap(({ key }) =>
        core
          .filter(other => !other.command.startsWith('inkling.'))
          .filter(
            other =>
              other.key === key ||
              other.key.startsWith(`${key} `) ||
              key === other.key.split(' ')[0],
          )
          .map(other => `${key}: ${other.command}`),
      );
    assert.deepStrictEqual(clashes, []);
  });
});
