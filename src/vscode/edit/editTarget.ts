import * as vscode from 'vscode';
import { enclosingBlock } from '../../core/edit/enclosingBlock.ts';
import type { LineRange } from '../../core/edit/rewriteRange.ts';
import { headAbove } from '../../core/text/headAbove.ts';
import { splitLines } from '../../core/text/lines.ts';

/** What an edit is about: a document and whole lines of it, as they were when the user asked. */
export interface EditTarget {
  readonly document: vscode.TextDocument;
  readonly base: string;
  readonly lines: readonly string[];
  readonly range: LineRange;
}

/** Longer documents are data, not code; an edit of them would cost more than it helps. */
const maxCharacters = 1_000_000;

/** Finds the target in the active editor, or says in a sentence why there is none. */
export function editTargetOf(editor: vscode.TextEditor | undefined): EditTarget | string {
  if (!editor) return 'Open a file and select the code to edit first.';
  const whole = editTargetOfDocument(editor.document);
  if (typeof whole === 'string') return whole;
  return { ...whole, range: rangeOf(editor.selection, whole.lines) };
}

/** A whole document as the target, or why it can't be one. */
export function editTargetOfDocument(document: vscode.TextDocument): EditTarget | string {
  const { scheme } = document.uri;
  const isWritable = scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme);
  if (isWritable === false) return 'This document is read-only. Open the file itself to edit it.';
  if (scheme === 'output') return 'Output cannot be edited. Open a file first.';
  const base = document.getText();
  if (base.length > maxCharacters) {
    return 'This file has more than a million characters; Inkling edits smaller ones. Copy the part in question to a file of its own.';
  }
  if (base.includes('\0')) return 'This file is binary; Inkling edits text only.';
  const { lines } = splitLines(base);
  return { document, base, lines, range: { start: 0, endExclusive: lines.length } };
}

function rangeOf(selection: vscode.Selection, lines: readonly string[]): LineRange {
  if (selection.isEmpty) {
    const block = enclosingBlock(lines, selection.active.line);
    const isBlock = block.endExclusive - block.start > 1;
    return isBlock ? { ...block, start: headAbove(lines, block.start) } : block;
  }
  const start = Math.min(selection.start.line, lines.length);
  // A selection that ends at the start of a line does not mean that line.
  const last = selection.end.character === 0 ? selection.end.line : selection.end.line + 1;
  return { start, endExclusive: Math.max(start, Math.min(last, lines.length)) };
}

/** The target's lines as a range of the document, for a highlight or for diagnostics. */
export function documentRange({ range, document }: EditTarget): vscode.Range {
  const last = Math.min(Math.max(range.start, range.endExclusive - 1), document.lineCount - 1);
  return new vscode.Range(new vscode.Position(range.start, 0), document.lineAt(last).range.end);
}
