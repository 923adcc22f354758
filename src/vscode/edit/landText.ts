import * as vscode from 'vscode';
import { diffLineArrays } from '../../core/diff/lineDiff.ts';
import { lineStarts, splitLines } from '../../core/text/lines.ts';
import { minimalEdit } from '../../core/text/textEdit.ts';

/** A new text for a document. */
export interface NewText {
  readonly document: vscode.TextDocument;
  readonly after: string;
}

/**
 * Turns a document's text into `after` as one undoable step. Only lines that differ are touched, so
 * cursors, folds and breakpoints elsewhere stay. Resolves to false where the editor refuses.
 */
export function landText(document: vscode.TextDocument, after: string): Promise<boolean> {
  return landTexts([{ document, after }]);
}

/**
 * The same for several documents, as one edit of the workspace: all or none. Resolves to false where the editor
 * refuses, or the user in the Refactor Preview that `metadata` may ask for.
 */
export async function landTexts(
  texts: readonly NewText[],
  metadata?: vscode.WorkspaceEditEntryMetadata,
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { document, after } of texts) {
    const before = document.getText();
    const changes = before === after ? [] : changedRanges(before, after);
    const edits = changes.map(({ start, endExclusive, text }) =>
      vscode.TextEdit.replace(
        new vscode.Range(document.positionAt(start), document.positionAt(endExclusive)),
        text,
      ),
    );
    type Entry = [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined];
    if (edits.length > 0)
      edit.set(
        document.uri,
        edits.map((each): Entry => [each, metadata]),
      );
  }
  return edit.size === 0 || vscode.workspace.applyEdit(edit);
}

interface OffsetChange {
  readonly start: number;
  readonly endExclusive: number;
  readonly text: string;
}

function changedRanges(before: string, after: string): OffsetChange[] {
  const [old, now] = [splitLines(before), splitLines(after)];
  const [oldStarts, newStarts] = [lineStarts(old), lineStarts(now)];
  const changes = diffLineArrays(old.lines, now.lines);
  const ranges = changes.map(change => ({
    start: oldStarts[change.oldStart]!,
    endExclusive: oldStarts[change.oldEnd]!,
    text: after.slice(newStarts[change.newStart]!, newStarts[change.newEnd]!),
  }));
  return composes(before, after, ranges) ? ranges : wholeChange(before, after);
}

/** Line ends may differ where lines don't; then one plain edit is exact. */
function composes(before: string, after: string, ranges: readonly OffsetChange[]): boolean {
  let result = '';
  let at = 0;
  for (const range of ranges) {
    result += before.slice(at, range.start) + range.text;
    at = range.endExclusive;
  }
  return result + before.slice(at) === after;
}

function wholeChange(before: string, after: string): OffsetChange[] {
  const edit = minimalEdit(before, after);
  if (!edit) return [];
  return [{ start: edit.range.start, endExclusive: edit.range.endExclusive, text: edit.text }];
}
