import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { classifyChange, cursorAfter, type LastChange } from '../../core/completion/lastChange.ts';
import { startOf } from '../../core/nextEdit/picture.ts';
import { type Prediction, trimmed } from '../../core/nextEdit/prediction.ts';
import type { NextEditQuestion } from '../../core/nextEdit/question.ts';
import type { NextEditSession } from '../../core/nextEdit/session.ts';
import { isCode, moderateText } from '../context/documents.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { GhostEdit } from './ghostEdit.ts';
import { NextEditDecorations } from './nextEditDecorations.ts';
import type { NextEditQuestions } from './nextEditQuestions.ts';

/** What a press of the key did. */
export type Accepted = 'accepted' | 'jumped' | 'stale' | 'nothing';

/** Long enough to be read out. */
const messageMs = 5000;
/** An edit this many lines away is looked at before it is accepted, even where it is in sight. */
const farLines = 20;

/** Next edit in the editor in front: tells the session what happens there, shows what it has, and accepts it. */
export class NextEditEditor implements Disposable {
  private readonly store = new DisposableStore();
  private readonly decorations = this.store.add(new NextEditDecorations());
  private lastChange: LastChange = 'none';
  /** The prediction that the key was pressed for, and whose place was looked at. */
  private jumpedTo: number | undefined;
  private isAccepting = false;
  /** What the keys know. */
  private isDrawn = false;
  /** Where the cursor is, or will be after a change that VS Code has told before the cursor. */
  private cursor: number | undefined;

  constructor(
    private readonly session: NextEditSession,
    private readonly questions: NextEditQuestions,
    private readonly ghostEdit: GhostEdit,
    private readonly lastChangeOf: (document: vscode.TextDocument) => LastChange,
  ) {
    const { window, workspace } = vscode;
    this.store.add(workspace.onDidChangeTextDocument(event => this.changed(event)));
    this.store.add(
      workspace.onDidCloseTextDocument(({ uri }) => this.session.closed(uri.toString())),
    );
    this.store.add(window.onDidChangeActiveTextEditor(() => this.arrived()));
    this.store.add(window.onDidChangeTextEditorSelection(event => this.moved(event)));
    this.store.add(
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (textEditor === window.activeTextEditor && session.shown) this.render();
      }),
    );
    this.store.add(session.onDidChange(() => this.render()));
    this.store.add(
      ghostEdit.onDidEnd(how => (how === 'refused' ? session.giveWay() : session.dismiss())),
    );
    this.arrived();
    void this.catchUp();
  }

  /** The line that the shown edit begins on, 0-based. */
  get shownLine(): number {
    const { shown } = this.session;
    const document = vscode.window.activeTextEditor?.document;
    return shown && document ? document.positionAt(startOf(shown)).line : 0;
  }

  /** Who reads with the ears is told what others see. */
  announce(): void {
    const isRead = vscode.workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
    if (!isRead || !this.session.shown) return;
    const text = `Next edit on line ${this.shownLine + 1}: Alt+. goes there and accepts it.`;
    vscode.window.setStatusBarMessage(text, messageMs);
  }

  async question(): Promise<NextEditQuestion | undefined> {
    const editor = vscode.window.activeTextEditor;
    return editor && this.questions.at(editor, this.lastChange);
  }

  settingsChanged(): void {
    this.arrived();
  }

  /** Goes to what is shown where it is out of sight or far, else writes it in one undo step. */
  async accept(): Promise<Accepted> {
    const editor = vscode.window.activeTextEditor;
    const { shown } = this.session;
    if (!editor || !shown || shown.uri !== editor.document.uri.toString()) return 'nothing';
    if (this.isFar(editor, shown)) {
      this.jumpedTo = this.session.shownId;
      this.jump(editor, shown);
      return 'jumped';
    }
    const { document } = editor;
    const text = document.getText();
    const taken = this.session.take({ uri: shown.uri, version: document.version, text });
    if (!taken) return 'stale';
    this.isAccepting = true;
    try {
      const isDone = await editor.edit(
        builder => {
          for (const { range, text: put } of taken.edits) {
            builder.replace(rangeOf(document, range.start, range.endExclusive), put);
          }
        },
        { undoStopBefore: true, undoStopAfter: true },
      );
      if (!isDone) return 'stale';
    } finally {
      this.isAccepting = false;
    }
    const end = document.positionAt(endAfter(taken));
    editor.selection = new vscode.Selection(end, end);
    return 'accepted';
  }

  private changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    const [change] = contentChanges;
    if (!change || !this.questions.isOnIn(document)) return;
    const uri = document.uri.toString();
    const told = { uri, version: document.version, changes: contentChanges };
    if (document !== vscode.window.activeTextEditor?.document) {
      this.session.noted({ ...told, lastChange: 'none' });
      return;
    }
    this.lastChange = this.isAccepting ? 'accepted' : this.kindOf(event);
    this.cursor = contentChanges.length === 1 ? cursorAfter(change) : undefined;
    this.session.edited({ ...told, lastChange: this.lastChange });
  }

  /** Inline completion knows whether its own suggestion was accepted, and when an input method composes. */
  private kindOf({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): LastChange {
    const { text } = this.ghostEdit;
    const kind = classifyChange(contentChanges, reason !== undefined, text);
    const isOther = kind === 'pasted' || kind === 'picked';
    const told = this.lastChangeOf(document);
    return told === 'composed' || (isOther && told === 'accepted') ? told : kind;
  }

  private arrived(): void {
    this.session.leave();
    this.cursor = undefined;
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    this.questions.arriveAt(document);
    const uri = document.uri.toString();
    const isOn = this.questions.isOnIn(document);
    const text = isOn ? moderateText(document) : undefined;
    if (!isOn) this.session.closed(uri);
    if (text !== undefined) this.session.opened(uri, relativePathOf(document.uri), text);
  }

  /**
   * The first edit in a window loads this code and is over by then; what the document was before is on the disk.
   * A file that cannot be read as UTF-8 differs in more than an edit does, and is not remembered.
   */
  private async catchUp(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document?.isDirty || document.isUntitled || !this.questions.isOnIn(document)) return;
    const bytes = await vscode.workspace.fs.readFile(document.uri).then(
      read => read,
      () => undefined,
    );
    const now = moderateText(document);
    if (!bytes || now === undefined || document !== vscode.window.activeTextEditor?.document)
      return;
    const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    // The decoder takes the byte-order mark away, as VS Code does.
    const before = new TextDecoder().decode(bytes).replace(/\r\n|\r|\n/g, eol);
    this.session.missed(document.uri.toString(), relativePathOf(document.uri), before, now);
  }

  private moved({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor || !isCode(textEditor.document)) return;
    const [selection, ...others] = selections;
    if (others.length > 0) this.session.leave();
    if (!selection || !this.session.shown) return;
    this.cursor = textEditor.document.offsetAt(selection.active);
    this.render();
  }

  /** As ghost text where the edit only inserts at the cursor, else as decorations. */
  private render(): void {
    const editor = vscode.window.activeTextEditor;
    const { shown } = this.session;
    const isHere = editor && shown?.uri === editor.document.uri.toString();
    const ghost = isHere ? this.ghostOf(editor, shown) : undefined;
    const isDrawn = isHere && ghost === undefined;
    if (isDrawn) {
      this.decorations.draw(editor, shown, this.isFar(editor, shown));
    } else this.decorations.clear();
    this.tellKeys(isDrawn === true);
    this.ghostEdit.set(ghost);
  }

  private tellKeys(isDrawn: boolean): void {
    if (isDrawn === this.isDrawn) return;
    this.isDrawn = isDrawn;
    void vscode.commands.executeCommand('setContext', 'inkling.nextEditShown', isDrawn);
  }

  private ghostOf(editor: vscode.TextEditor, shown: Prediction) {
    const { document, selection } = editor;
    const [only, ...others] = shown.edits.map(trimmed);
    const cursor = this.cursor ?? document.offsetAt(selection.active);
    if (!only || others.length > 0 || only.was !== '' || only.range.start !== cursor) {
      return undefined;
    }
    const configuration = vscode.workspace.getConfiguration('editor', document);
    if (configuration.get('inlineSuggest.enabled') === false) return undefined;
    return { uri: shown.uri, version: shown.version, offset: cursor, text: only.text };
  }

  private isFar(editor: vscode.TextEditor, shown: Prediction): boolean {
    if (this.jumpedTo === this.session.shownId) return false;
    const { document, selection, visibleRanges } = editor;
    const first = document.positionAt(startOf(shown));
    const isInSight = visibleRanges.some(range => range.contains(first));
    return !isInSight || Math.abs(first.line - selection.active.line) > farLines;
  }

  private jump(editor: vscode.TextEditor, { edits }: Prediction): void {
    const [first] = edits;
    if (!first) return;
    const range = rangeOf(editor.document, first.range.start, first.range.endExclusive);
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.cursor = first.range.start;
    this.render();
  }

  dispose(): void {
    this.tellKeys(false);
    this.store.dispose();
  }
}

function rangeOf(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Where the last piece ends once all are written. */
function endAfter({ edits }: Prediction): number {
  const last = edits.at(-1);
  const growth = edits.reduce((sum, { was, text }) => sum + text.length - was.length, 0);
  return last ? last.range.endExclusive + growth : 0;
}
