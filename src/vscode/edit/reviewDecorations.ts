import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { diffWordMarks } from '../../core/diff/wordDiff.ts';
import { describeHunk, type Review, type ReviewHunk } from '../../core/edit/review.ts';
import { approximately } from './announce.ts';
import { isInDiff } from './reviewDiff.ts';
import { hunkKey, type ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

/** Removed text stands struck through beside the new line up to this column; longer text in the hover. */
const lastShownColumn = 120;
/** High-contrast themes have no backgrounds for changes; in the others this colour is transparent. */
const edge = new vscode.ThemeColor('inkling.reviewEdge');
/** Word marks are drawn in changes of up to this many lines. */
const maxMarkedLines = 40;

/** Shows waiting changes in every visible editor, with theme colours only; side by side, the hovers alone. */
export class ReviewDecorations implements Disposable {
  private readonly store = new DisposableStore();
  private readonly added = this.store.add(
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor('diffEditor.insertedLineBackground'),
      borderStyle: 'solid',
      borderWidth: '0 0 0 3px',
      borderColor: edge,
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.addedForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }),
  );
  private readonly words = this.store.add(
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
      // An outline takes no room, so the text does not move.
      outline: '1px solid',
      outlineColor: edge,
    }),
  );
  private readonly removed = this.store.add(
    vscode.window.createTextEditorDecorationType({
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.deletedForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
      after: {
        margin: '0 0 0 2em',
        color: new vscode.ThemeColor('editorCodeLens.foreground'),
      },
    }),
  );

  private readonly hovers = this.store.add(
    vscode.window.createTextEditorDecorationType({ isWholeLine: true }),
  );

  constructor(
    private readonly reviews: Reviews,
    private readonly notes: ReviewNotes,
  ) {
    this.store.add(reviews.onDidChange(uri => this.drawIn(uri)));
    this.store.add(notes.onDidChange(uri => this.drawIn(uri)));
    const drawAll = () => {
      for (const editor of vscode.window.visibleTextEditors) this.draw(editor);
    };
    this.store.add(vscode.window.onDidChangeVisibleTextEditors(drawAll));
    // An editor of a diff becomes visible before its tab is known.
    this.store.add(vscode.window.tabGroups.onDidChangeTabs(drawAll));
  }

  private drawIn(uri: vscode.Uri): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri.toString()) this.draw(editor);
    }
  }

  private draw(editor: vscode.TextEditor): void {
    const review = this.reviews.get(editor.document.uri);
    const hunks = review?.hunks ?? [];
    const describe = (hunk: ReviewHunk) =>
      review ? hoverOf(review, hunk, editor.document, this.notes) : undefined;
    const added = hunks.flatMap(hunk => {
      const hoverMessage = describe(hunk);
      if (hunk.start === hunk.endExclusive) return [];
      const range = new vscode.Range(hunk.start, 0, hunk.endExclusive - 1, 0);
      return [hoverMessage ? { range, hoverMessage } : { range }];
    });
    const isDrawnByDiff = isInDiff(editor);
    const drawn = isDrawnByDiff ? [] : hunks;
    editor.setDecorations(this.hovers, isDrawnByDiff ? added : []);
    editor.setDecorations(this.added, isDrawnByDiff ? [] : added);
    editor.setDecorations(this.words, drawn.flatMap(wordRanges));
    editor.setDecorations(
      this.removed,
      drawn.flatMap(hunk => {
        const hoverMessage = describe(hunk);
        return hunk.removed.length > 0 && hoverMessage
          ? [removalMark(hunk, editor.document, hoverMessage)]
          : [];
      }),
    );
  }

  dispose(): void {
    this.store.dispose();
  }
}

function wordRanges(hunk: ReviewHunk): vscode.Range[] {
  if (hunk.added.length !== hunk.removed.length || hunk.added.length > maxMarkedLines) return [];
  return hunk.added.flatMap((line, at) =>
    diffWordMarks(hunk.removed[at]!, line).added.map(
      ({ start, endExclusive }) =>
        new vscode.Range(hunk.start + at, start, hunk.start + at, endExclusive),
    ),
  );
}

/** What went stands behind the line where it was: short text itself, of more only the count. */
function removalMark(
  hunk: ReviewHunk,
  document: vscode.TextDocument,
  hoverMessage: vscode.MarkdownString,
): vscode.DecorationOptions {
  const isOnlyRemoval = hunk.start === hunk.endExclusive;
  const wanted = isOnlyRemoval ? Math.max(0, hunk.start - 1) : hunk.start;
  const line = Math.min(wanted, document.lineCount - 1);
  const end = document.lineAt(line).range.end;
  const text = hunk.removed.length === 1 ? hunk.removed[0]!.trim() : '';
  const isShort = text !== '' && end.character + text.length <= lastShownColumn;
  const after = isShort
    ? { contentText: text, textDecoration: 'line-through; opacity: 0.75' }
    : { contentText: `⊖ ${hunk.removed.length} ${hunk.removed.length === 1 ? 'line' : 'lines'}` };
  return { range: new vscode.Range(end, end), hoverMessage, renderOptions: { after } };
}

/** The hover tells the change in words, shows the removed code, and holds the actions for it. */
function hoverOf(
  review: Review,
  hunk: ReviewHunk,
  document: vscode.TextDocument,
  notes: ReviewNotes,
): vscode.MarkdownString {
  const hover = new vscode.MarkdownString(`**Inkling** — ${describeHunk(review, hunk)}\n\n`);
  const { rough, warnings, remarks } = notes.get(document.uri);
  const confidence = rough.get(hunkKey(hunk));
  if (confidence !== undefined) hover.appendMarkdown(`${approximately(confidence)}.\n\n`);
  for (const said of [...warnings, ...(remarks?.values() ?? [])]) hover.appendText(`${said}\n\n`);
  if (hunk.removed.length > 0) {
    hover.appendMarkdown('Removed:\n');
    hover.appendCodeblock(hunk.removed.join('\n'), document.languageId);
  }
  const argument = encodeURIComponent(JSON.stringify([document.uri.toString(), hunk.start]));
  const commands = { Accept: 'acceptHunk', Reject: 'rejectHunk', 'Side by Side': 'openDiff' };
  const links = Object.entries(commands).map(
    ([title, id]) => `[${title}](command:inkling.review.${id}?${argument})`,
  );
  hover.appendMarkdown(links.join(' · '));
  const enabledCommands = Object.values(commands).map(id => `inkling.review.${id}`);
  hover.isTrusted = { enabledCommands };
  return hover;
}
