import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/attachment.ts';
import { relativePathOf } from '../context/folderPaths.ts';

/** More than this would be shortened to a small part of itself: a selection says better what matters. */
export const mostBytes = 1024 * 1024;

/** Why a file cannot be attached: a sentence for the user. */
export interface Unreadable {
  readonly problem: string;
}

/** The selected lines of a document; for an empty range the whole document, as a file. */
export function selectionAttachment(
  document: vscode.TextDocument,
  range: vscode.Range,
): Attachment {
  if (range.isEmpty) return fileAttachment(document);
  // A selection that ends at the start of a line does not mean that line.
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return {
    kind: 'selection',
    ...identity(document),
    startLine: range.start.line,
    endLineExclusive: range.end.line + (endsBefore ? 0 : 1),
    text: document.getText(range).slice(0, mostBytes),
  };
}

/** A whole document as it is in the editor, saved or not. */
export function fileAttachment(document: vscode.TextDocument): Attachment {
  return {
    kind: 'file',
    ...identity(document),
    startLine: 0,
    endLineExclusive: document.lineCount,
    text: document.getText(),
  };
}

/** Opens a file to attach it: as it is in the editor when it is open, else as it is on disk. */
export async function readFileAttachment(uri: vscode.Uri): Promise<Attachment | Unreadable> {
  const name = relativePathOf(uri);
  try {
    const isOpen = vscode.workspace.textDocuments.some(each => `${each.uri}` === `${uri}`);
    if (!isOpen) {
      const { size, type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.Directory) {
        return { problem: `${name} is a folder. Attach the files in it that matter.` };
      }
      if (size > mostBytes) return tooLarge(name);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const attachment = fileAttachment(document);
    return attachment.text.length > mostBytes ? tooLarge(name) : attachment;
  } catch {
    return { problem: `${name} could not be read as text. Is it there, and is it a text file?` };
  }
}

function tooLarge(name: string): Unreadable {
  return { problem: `${name} is larger than 1 MB. Select the part that matters and add that.` };
}

function identity(document: vscode.TextDocument) {
  return {
    uri: document.uri.toString(),
    path: relativePathOf(document.uri),
    languageId: document.languageId,
  };
}
