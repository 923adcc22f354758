import * as vscode from 'vscode';
import { applyReply } from '../../core/edit/applyReply.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditTarget } from './editTarget.ts';
import { openBeside } from './proposal.ts';

/** So many characters of an answer without code tell why there is none. */
const mostQuoted = 200;

/**
 * Opens generated tests as an unsaved file where they belong (saving it makes it), or as an unnamed
 * document where a test file stands already: nothing is ever written over.
 */
export async function openTests(
  target: EditTarget,
  reply: string,
  uri: vscode.Uri | undefined,
): Promise<EditOutcome> {
  const { document } = target;
  const { files } = applyReply('rewrite', new Map([['tests', '']]), reply);
  const text = files.get('tests');
  if (typeof text !== 'string') {
    const said = reply.trim().replace(/\s+/g, ' ');
    const answer = said === '' ? '' : ` It answered: ${said.slice(0, mostQuoted)}`;
    const message = `The model wrote no tests.${answer}`;
    return { kind: 'told', message, mayRetry: true };
  }
  if (uri === undefined || (await exists(uri)) || isOpen(uri)) {
    await openBeside(text, document.languageId);
    return { kind: 'done' };
  }
  const untitled = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(untitled, { preview: false });
  await editor.edit(edit => edit.insert(new vscode.Position(0, 0), text));
  return { kind: 'done' };
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(({ uri: open }) => open.path === uri.path);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
