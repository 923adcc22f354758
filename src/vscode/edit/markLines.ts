import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { EditTarget } from './editTarget.ts';

/** Marks the lines that a model is working on, at their edge and in the overview ruler; typing moves the mark along. */
export function markLines({ document, range }: EditTarget): Disposable {
  const color = new vscode.ThemeColor('progressBar.background');
  const mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  const lines = new vscode.Range(range.start, 0, Math.max(range.start, range.endExclusive - 1), 0);
  for (const editor of vscode.window.visibleTextEditors)
    if (editor.document === document) editor.setDecorations(mark, [lines]);
  return mark;
}
