import * as vscode from 'vscode';
import { insertionOf } from '../../core/completion/insertion.ts';
import type { Accepted } from './autoImport.ts';

/** Runs after a suggestion was accepted in full; not meant for people, so it is not in the manifest. */
export const acceptedCommand = 'inkling.completion.accepted';

/**
 * The item for a text at a position. `start` lies before the position when the text begins
 * with what the suggest widget has selected.
 */
export function inlineItem(
  document: vscode.TextDocument,
  start: vscode.Position,
  position: vscode.Position,
  text: string,
): vscode.InlineCompletionItem {
  const line = document.lineAt(position.line).text;
  const insertion = insertionOf(text, line.slice(position.character));
  const end = position.translate(0, insertion.replacedAfter);
  return new vscode.InlineCompletionItem(insertion.text, new vscode.Range(start, end), {
    command: acceptedCommand,
    title: 'Suggestion accepted',
    arguments: [{ uri: document.uri.toString(), line: start.line, text } satisfies Accepted],
  });
}
