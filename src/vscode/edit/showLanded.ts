import * as vscode from 'vscode';
import type { Review } from '../../core/edit/review.ts';

/**
 * Once lines that were selected have changed, the selection has done its work and hides the marks of the review:
 * it goes, and the cursor stands at the first change. Who selects nothing, or something else by now, is left alone.
 */
export function showLanded(document: vscode.TextDocument, review: Review | undefined): void {
  const first = review?.hunks[0];
  if (!first) return;
  for (const editor of vscode.window.visibleTextEditors) {
    const { selection } = editor;
    if (editor.document !== document || selection.isEmpty) continue;
    const line = Math.min(first.start, document.lineCount - 1);
    if (line < selection.start.line || line > selection.end.line) continue;
    const at = new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
