import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { Attachment } from '../../core/chat/attachment.ts';
import type { Mentions } from '../../core/chat/mentions.ts';
import { type InFront, NextAttachments, type Pending } from '../../core/chat/nextAttachments.ts';
import { isCode } from '../context/documents.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import { changesOf } from './changeAttachments.ts';
import { mentioned } from './mentioned.ts';
import { problemsOf } from './problemAttachments.ts';
import { mostBytes, readFileAttachment, selectionAttachment } from './readAttachment.ts';

export interface PendingOptions {
  readonly isFirstQuestion: () => boolean;
  /** Files that an ignore rule keeps out do not go along by themselves. */
  readonly mayLeave: (attachment: Attachment) => boolean;
}

/** What goes with the next question, as the editor in front has it now. */
export class PendingAttachments extends DisposableStore {
  private readonly changed = this.add(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly next = new NextAttachments();

  constructor(private readonly options: PendingOptions) {
    super();
    const fire = () => this.changed.fire();
    this.add(vscode.window.onDidChangeActiveTextEditor(fire));
    this.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) fire();
      }),
    );
  }

  /** What goes along if the question is asked now. */
  get all(): readonly Pending[] {
    return this.next.all(this.inFront);
  }

  /** The file in front, when it does not go along yet. */
  get offered(): Attachment | undefined {
    return this.next.offered(this.inFront);
  }

  attach(attachment: Attachment): void {
    this.next.attach(attachment);
    this.changed.fire();
  }

  /** Attaches what was asked for by name; sentences about what is not there. */
  async attachMentioned(mentions: Mentions): Promise<readonly string[]> {
    const waiting = this.all.map(({ attachment }) => attachment);
    const { attachments, problems } = await mentioned(mentions, waiting);
    for (const each of attachments) this.attach(each);
    return problems;
  }

  remove(id: string): void {
    this.next.remove(id);
    this.changed.fire();
  }

  /** Another conversation is in front. */
  startOver(): void {
    this.next.startOver();
    this.changed.fire();
  }

  /**
   * Hands over what goes with the question that is asked now: what is known under `ids`, or all.
   * Whole files, changes and problems are read again, as they are now.
   */
  async take(ids?: readonly string[]): Promise<readonly Attachment[]> {
    const taken = this.next.take(this.inFront, ids);
    this.changed.fire();
    return (await Promise.all(taken.map(refreshed))).filter(each => each !== undefined);
  }

  private get inFront(): InFront {
    const file = fileInFront();
    const { isFirstQuestion, mayLeave } = this.options;
    const mayFileGo =
      isFirstQuestion() && file !== undefined && isWholeCodeInFront() && mayLeave(file);
    return { selection: selectionInFront(), file, mayFileGo, problemsOf };
  }
}

/** Settings do not go along unasked, nor what is too large to be attached; an empty file says nothing. */
function isWholeCodeInFront(): boolean {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isCode(document)) return false;
  const lastLine = document.lineAt(document.lineCount - 1);
  const characters = document.offsetAt(lastLine.range.end);
  return characters > 0 && characters <= mostBytes;
}

function selectionInFront(): Attachment | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || !isWork(editor.document)) return undefined;
  const selected = selectionAttachment(editor.document, editor.selection);
  return selected.text.trim() === '' ? undefined : selected;
}

/** It is asked for at every cursor move: it must not copy the document each time. */
function fileInFront(): Attachment | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isWork(document)) return undefined;
  return {
    kind: 'file',
    uri: document.uri.toString(),
    path: relativePathOf(document.uri),
    languageId: document.languageId,
    startLine: 0,
    endLineExclusive: document.lineCount,
    text: '',
  };
}

/** Code, and the settings that somebody asks about; not logs, reports and pages. */
function isWork(document: vscode.TextDocument): boolean {
  return isCode(document) || document.uri.scheme === 'vscode-userdata';
}

/** Undefined for problems and changes that are gone. */
async function refreshed(attachment: Attachment): Promise<Attachment | undefined> {
  if (attachment.kind === 'selection') return attachment;
  if (attachment.kind === 'diagnostic') return problemsOf(attachment);
  if (attachment.kind === 'diff') return changesOf(attachment.uri);
  const read = await readFileAttachment(vscode.Uri.parse(attachment.uri, true));
  return 'problem' in read ? attachment : read;
}
