import * as assert from 'node:assert';
import * as vscode from 'vscode';

suite('activation', () => {
  test('registers every command of the manifest', async () => {
    const extension = vscode.extensions.getExtension('inkling.inkling');
    assert.ok(extension?.isActive);
    const declared: { command: string }[] = extension.packageJSON.contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepStrictEqual(
      declared.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  });
});
