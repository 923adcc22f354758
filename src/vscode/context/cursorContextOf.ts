import * as vscode from 'vscode';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { type TextWindow, windowAfter } from '../../core/context/textWindow.ts';
import type { ContentChange } from '../../core/text/contentChange.ts';
import { relativePathOf } from './folderPaths.ts';

/**
 * How much of a huge document is looked at, in characters: more than any completion prompt holds,
 * and little enough to be copied at every key.
 */
const mostBefore = 200_000;
const mostAfter = 50_000;

/** How far a window may grow by typing before the document is read again. */
const mostTyped = 20_000;

/** What was read last of each document. */
const windows = new WeakMap<vscode.TextDocument, TextWindow>();

/**
 * The text around a position, as a plain value. Of a huge document it holds a window only.
 * `change` is the one that has just put the cursor there.
 */
export function cursorContextOf(
  document: vscode.TextDocument,
  position: vscode.Position,
  change?: ContentChange,
): CursorContext {
  const { prefix, suffix, firstLine } = windowAt(document, position, change);
  const around = otherCells(document);
  return {
    uri: document.uri.toString(),
    path: relativePathOf(document.uri),
    languageId: document.languageId,
    version: document.version,
    prefix: around.before + prefix,
    suffix: suffix + around.after,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    indentUnit: indentUnitOf(document),
    firstLine,
  };
}

function windowAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  change: ContentChange | undefined,
): TextWindow {
  const { version } = document;
  const offset = document.offsetAt(position);
  const known = windows.get(document);
  if (known?.version === version && known.offset === offset) return known;
  const typed = known && change && windowAfter(known, change, { offset, version });
  const window = typed && isWhole(document, typed) ? typed : readWindow(document, position, offset);
  windows.set(document, window);
  return window;
}

/** Whether a window that grew by typing is no longer than it may be, and has as much before the cursor as the document. */
function isWhole(document: vscode.TextDocument, { offset, prefix, firstLine }: TextWindow) {
  const start = document.offsetAt(new vscode.Position(firstLine, 0));
  return prefix.length <= mostBefore + mostTyped && offset - prefix.length === start;
}

function readWindow(
  document: vscode.TextDocument,
  position: vscode.Position,
  offset: number,
): TextWindow {
  const start = windowStart(document, position, offset);
  const end = document.positionAt(offset + mostAfter);
  return {
    version: document.version,
    offset,
    firstLine: start.line,
    prefix: document.getText(new vscode.Range(start, position)),
    suffix: document.getText(new vscode.Range(position, end)),
  };
}

/**
 * The code of a notebook's other cells, as if all of them were one file: for a cell they are what stands above and below.
 * Cells in other languages (and text) say nothing that could be continued.
 */
function otherCells(document: vscode.TextDocument): { before: string; after: string } {
  const none = { before: '', after: '' };
  if (document.uri.scheme !== 'vscode-notebook-cell') return none;
  const notebook = vscode.workspace.notebookDocuments.find(
    ({ uri }) => uri.path === document.uri.path,
  );
  const cells = notebook?.getCells() ?? [];
  const own = cells.findIndex(cell => cell.document === document);
  if (own < 0) return none;
  const texts = (some: readonly vscode.NotebookCell[]) =>
    some
      .filter(cell => cell.document.languageId === document.languageId)
      .map(cell => cell.document.getText());
  const join = (text: string) => `${text}\n\n`;
  return {
    before: texts(cells.slice(0, own)).map(join).join('').slice(-mostBefore),
    after: texts(cells.slice(own + 1))
      .map(text => `\n\n${text}`)
      .join('')
      .slice(0, mostAfter),
  };
}

/** The window begins with a line, unless the cursor's own line alone is longer than the window. */
function windowStart(
  document: vscode.TextDocument,
  position: vscode.Position,
  offset: number,
): vscode.Position {
  if (offset <= mostBefore) return new vscode.Position(0, 0);
  const start = document.positionAt(offset - mostBefore);
  return start.line < position.line ? new vscode.Position(start.line + 1, 0) : start;
}

function indentUnitOf(document: vscode.TextDocument): string {
  const editor = vscode.window.visibleTextEditors.find(shown => shown.document === document);
  const configuration = () => vscode.workspace.getConfiguration('editor', document);
  const insertSpaces = editor?.options.insertSpaces ?? configuration().get('insertSpaces');
  if (insertSpaces === false) return '\t';
  const tabSize = Number(editor?.options.tabSize ?? configuration().get('tabSize'));
  return ' '.repeat(tabSize > 0 ? tabSize : 4);
}
