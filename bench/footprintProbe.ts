import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** How long a window is left alone before its memory is read. */
const idleMs = 60_000;

/**
 * Runs inside the extension host and reports one figure to the file `INKLING_TEST_RESULTS`:
 * `activation` (ms of load plus activate), `idle` or `used` (resident MB after 60 s of rest).
 */
export async function run(): Promise<void> {
  const file = process.env.INKLING_TEST_RESULTS;
  if (!file) throw new Error('INKLING_TEST_RESULTS is not set.');
  const measured = await measure(process.env.INKLING_PROBE ?? 'idle');
  writeFileSync(`${file}.part`, JSON.stringify(measured));
  renameSync(`${file}.part`, file);
}

async function measure(probe: string): Promise<object> {
  const extension = vscode.extensions.getExtension('inkling.inkling');
  if (probe === 'activation') {
    if (!extension || extension.isActive) return { reason: 'Inkling was active before the probe' };
    const startMs = performance.now();
    await extension.activate();
    return { ms: performance.now() - startMs };
  }
  await extension?.activate();
  if (probe === 'used') await use();
  await pause(idleMs);
  return { mb: process.memoryUsage().rss / 2 ** 20, isActive: extension?.isActive ?? false };
}

/** Opens the chat, which loads the tokenizer, and types in a file until the embedded engine was asked. */
async function use(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The probe needs a folder.');
  await vscode.commands.executeCommand('inkling.chat.open');
  await pause(3_000);
  const name = readdirSync(folder.uri.fsPath).find(entry => entry.endsWith('.ts')) ?? '';
  const document = await vscode.workspace.openTextDocument(join(folder.uri.fsPath, name));
  const editor = await vscode.window.showTextDocument(document);
  for (const word of ['export ', 'const ', 'value ', '= ']) {
    await editor.edit(edit => edit.insert(document.lineAt(document.lineCount - 1).range.end, word));
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await pause(2_000);
  }
}
