import * as vscode from 'vscode';
import type { CursorContext } from '../../core/context/cursorContext.ts';
import { relativePathOf } from './folderPaths.ts';

/**
 * How much of a huge document is looked at, in characters: more than any completion prompt holds,
 * and little enough to be copied at every key.
 */
const mostBefore = 200_000;
const mostAfter = 50_000;

/** The text around a position, as a plain value. Of a huge document it holds a window only. */
export function cursorContextOf(
  document: vscode.TextDocument,
  position: vscode.Position,
): CursorContext {
  const offset = document.offsetAt(position);
  const start = windowStart(document, position, offset);
  const end = document.positionAt(offset + mostAfter);
  const around = otherCells(document);
  return {
    uri: document.uri.toString(),
    path: relativePathOf(document.uri),
    languageId: document.languageId,
    version: document.version,
    prefix: around.before + document.getText(new vscode.Range(start, position)),
    suffix: document.getText(new vscode.Range(position, end)) + around.after,
    eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
    indentUnit: indentUnitOf(document),
    firstLine: start.line,
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
