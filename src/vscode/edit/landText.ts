import * as vscode from 'vscode';
import { diffLineArrays } from '../../core/diff/lineDiff.ts';
import { lineStarts, splitLines } from '../../core/text/lines.ts';
import { minimalEdit } from '../../core/text/textEdit.ts';

/**
 * Turns a document's text into `after` as one undoable step. Only lines that differ are touched, so
 * cursors, folds and breakpoints elsewhere stay. Resolves to false where the editor refuses, or the user
 * in the Refactor Preview that `metadata` may ask for.
 */
export async function landText(
  document: vscode.TextDocument,
  after: string,
  metadata?: vscode.WorkspaceEditEntryMetadata,
): Promise<boolean> {
  const before = document.getText();
  if (before === after) return true;
  const changes = changedRanges(before, after).map(({ start, endExclusive, text }) =>
    vscode.TextEdit.replace(
      new vscode.Range(document.positionAt(start), document.positionAt(endExclusive)),
      text,
    ),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    changes.map((change): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined] => [
      change,
      metadata,
    ]),
  );
  return vscode.workspace.applyEdit(edit);
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
