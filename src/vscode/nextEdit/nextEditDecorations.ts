import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { pictureOf, startOf } from '../../core/nextEdit/picture.ts';
import type { Prediction } from '../../core/nextEdit/prediction.ts';

const added = {
  // The colour of ghost text is hard to read on a background, and there is none in high contrast.
  color: new vscode.ThemeColor('editor.foreground'),
  backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
  border: '1px solid',
  // High-contrast themes have borders for changes instead of backgrounds; the others have none.
  borderColor: new vscode.ThemeColor('diffEditor.insertedTextBorder'),
} as const;
/** Ordinary blanks at the edge of attached text are not drawn. */
const blank = '\u00a0';

/** Draws a prediction into an editor: what goes is struck through, what comes stands beside it, in theme colours only. */
export class NextEditDecorations implements Disposable {
  private readonly store = new DisposableStore();
  private readonly removed = this.type({
    textDecoration: 'line-through',
    backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'),
    outline: '1px solid',
    outlineColor: new vscode.ThemeColor('diffEditor.removedTextBorder'),
  });
  private readonly put = this.type({
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.addedForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  private readonly hint = this.type({});
  private editor: vscode.TextEditor | undefined;

  /** Draws a prediction; where it is out of sight, a hint at the cursor's line says which line it is on. */
  draw(editor: vscode.TextEditor, prediction: Prediction, isOutOfSight: boolean): void {
    if (this.editor !== editor) this.clear();
    this.editor = editor;
    const { document } = editor;
    const picture = pictureOf(prediction, document.getText());
    const hoverMessage = hoverOf(prediction, document);
    const position = (offset: number) => document.positionAt(offset);
    editor.setDecorations(
      this.removed,
      picture.removed.map(({ start, endExclusive }) => ({
        range: new vscode.Range(position(start), position(endExclusive)),
        hoverMessage,
      })),
    );
    const inline = picture.inline.map(({ at, text: contentText }) =>
      attached(position(at), contentText, '0', hoverMessage),
    );
    const aside = picture.aside.map(({ at, gap, text: contentText }) =>
      attached(position(at), contentText, `0 0 0 ${gap}ch`, hoverMessage),
    );
    editor.setDecorations(this.put, [...inline, ...aside]);
    editor.setDecorations(
      this.hint,
      isOutOfSight ? [hintAt(editor, position(startOf(prediction)).line)] : [],
    );
  }

  clear(): void {
    for (const type of [this.removed, this.put, this.hint]) this.editor?.setDecorations(type, []);
    this.editor = undefined;
  }

  private type(options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType {
    const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
    return this.store.add(
      vscode.window.createTextEditorDecorationType({ ...options, rangeBehavior }),
    );
  }

  dispose(): void {
    this.store.dispose();
  }
}

function attached(
  at: vscode.Position,
  text: string,
  margin: string,
  hoverMessage: vscode.MarkdownString,
): vscode.DecorationOptions {
  const contentText = text.replaceAll('\t', '    ').replaceAll(' ', blank);
  const after = { ...added, contentText: contentText === '' ? blank : contentText, margin };
  return { range: new vscode.Range(at, at), hoverMessage, renderOptions: { after } };
}

function hintAt(editor: vscode.TextEditor, line: number): vscode.DecorationOptions {
  const { end } = editor.document.lineAt(editor.selection.active.line).range;
  const arrow = line < editor.selection.active.line ? '↑' : '↓';
  return {
    range: new vscode.Range(end, end),
    renderOptions: {
      after: {
        contentText: `${arrow} Next edit on line ${line + 1}`,
        color: new vscode.ThemeColor('editorCodeLens.foreground'),
        margin: '0 0 0 3ch',
      },
    },
  };
}

/** The change as a diff, and what can be done about it. */
function hoverOf({ edits }: Prediction, document: vscode.TextDocument): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('**Inkling** — next edit\n\n');
  const lines = edits.flatMap(({ was, text }) => [
    ...(was === '' ? [] : was.split(/\r?\n/).map(line => `- ${line}`)),
    ...(text === '' ? [] : text.split(/\r?\n/).map(line => `+ ${line}`)),
  ]);
  hover.appendCodeblock(lines.join('\n'), document.languageId === 'diff' ? 'plaintext' : 'diff');
  const commands = { Accept: 'inkling.nextEdit.accept', Dismiss: 'inkling.nextEdit.dismiss' };
  const links = Object.entries(commands).map(([title, id]) => `[${title}](command:${id})`);
  hover.appendMarkdown(links.join(' · '));
  hover.isTrusted = { enabledCommands: Object.values(commands) };
  return hover;
}
