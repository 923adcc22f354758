import * as vscode from 'vscode';
import { indentedInsertion } from '../../core/chat/insertion.ts';

/** Inserts code at the cursor of the active editor, in place of what is selected. */
export async function insertAtCursor(
  code: string,
): Promise<{ done: string } | { problem: string }> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return { problem: 'Open a file and put the cursor where the code should go.' };
  const { start } = editor.selection;
  const before = editor.document.lineAt(start.line).text.slice(0, start.character);
  const isDone = await editor.edit(edit => {
    edit.replace(editor.selection, indentedInsertion(code, before));
  });
  if (!isDone) return { problem: 'The file in front cannot be changed: it may be read-only.' };
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return { done: 'Inserted at the cursor.' };
}
