import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { AnswerFailure, AnswerOutcome } from '../../src/core/chat/conversation.ts';
import type { ModelSettings } from '../../src/core/settings.ts';

/** How an answer of the chat ended, as the command that asked returns it. */
export interface ChatAnswer {
  readonly text: string;
  readonly outcome?: AnswerOutcome;
  readonly failure?: AnswerFailure;
}

/** How an edit ended, as its command returns it. */
export interface EditResult {
  readonly kind: 'done' | 'cancelled' | 'told';
  readonly message?: string;
}

/** Sets a setting of Inkling for the machine; `undefined` takes it away. */
export async function setInkling(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('inkling', null);
  await configuration.update(key, value, vscode.ConfigurationTarget.Global);
}

/** Makes these the configured models. */
export async function setModels(...models: readonly ModelSettings[]): Promise<void> {
  await setInkling('models', models.length === 0 ? undefined : models);
}

/** Runs a command of Inkling. */
export function inkling<T>(command: string, ...given: unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(`inkling.${command}`, ...given);
}

/** Asks in a new chat. */
export async function askChat(question: string): Promise<ChatAnswer> {
  await inkling('chat.new');
  return inkling<ChatAnswer>('chat.open', { question });
}

/** Opens an unnamed document. It gets the name of the last one, and that one's text as long as that is not gone. */
export function openUnnamed(
  content: string,
  language = 'typescript',
): Promise<vscode.TextDocument> {
  return eventually('a document of its own', async () => {
    const opened = await vscode.workspace.openTextDocument({ content, language });
    return opened.getText() === content && opened;
  });
}

/** Opens an unnamed document from a picture in which `│` is the cursor. */
export async function openPicture(
  picture: string,
  language = 'typescript',
): Promise<vscode.TextEditor> {
  const content = picture.replace('│', '');
  const document = await openUnnamed(content, language);
  const editor = await vscode.window.showTextDocument(document);
  const cursor = document.positionAt(picture.indexOf('│'));
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

/**
 * Types a text as the keyboard does, character by character. VS Code types where the focus is: to a view that it was asked
 * to open and that is loading still, it may give it just now, and then the character is typed once more.
 */
export async function typeText(text: string): Promise<void> {
  const version = () => vscode.window.activeTextEditor?.document.version;
  for (const character of text) {
    const before = version();
    await vscode.commands.executeCommand('type', { text: character });
    if (version() !== before) continue;
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('type', { text: character });
  }
}

/** Looks again and again until there is something, at most twenty seconds. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + 20_000;
  do {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise(resolve => setTimeout(resolve, 25));
  } while (performance.now() < deadline);
  assert.fail(`It did not happen within twenty seconds: ${what}`);
}

/** Waits until “Why No Suggestion?” says this. */
export async function explained(sentence: RegExp): Promise<string> {
  let last = '';
  return eventually(`${sentence} as the reason`, async () => {
    last = await inkling<string>('completion.explain');
    return sentence.test(last) && last;
  }).catch(error => assert.fail(`${error.message}; it was “${last}”`));
}

/** Some documents are held open a little by whoever looked at them. */
const longestClosingMs = 200;

/** Closes all editors without saving, and what stands in notifications. */
export async function tidyUp(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const areGone = () => !vscode.workspace.textDocuments.some(document => document.isUntitled);
  for (let waitedMs = 0; waitedMs < longestClosingMs && !areGone(); waitedMs += 10) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
