import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { type Attachment, isSamePlace } from '../../core/chat/attachment.ts';
import { isCode } from '../context/documents.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import { readFileAttachment, selectionAttachment } from './readAttachment.ts';

/** One attachment of the next question, under the name by which the page speaks of it. */
export interface Pending {
  readonly id: string;
  readonly attachment: Attachment;
}

/**
 * What goes with the next question: what the user added, and what is selected in the active editor,
 * unless the user took it off. The file in front is only offered.
 */
export class PendingAttachments extends DisposableStore {
  private readonly changed = this.add(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changed.event;
  private added: Pending[] = [];
  private declined: Attachment | undefined;
  private lastId = 0;

  constructor() {
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
    const selected = this.selected;
    if (!selected || this.added.some(({ attachment }) => isSamePlace(attachment, selected))) {
      return this.added;
    }
    return [...this.added, { id: 'selection', attachment: selected }];
  }

  /** The file in front, when it does not go along yet. */
  get offered(): Attachment | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isWork(document)) return undefined;
    const uri = document.uri.toString();
    if (this.all.some(({ attachment }) => attachment.uri === uri)) return undefined;
    return fileAttachmentWithoutText(document);
  }

  attach(attachment: Attachment): void {
    const others = this.added.filter(each => !isSamePlace(each.attachment, attachment));
    this.added = [...others, { id: `added-${++this.lastId}`, attachment }];
    this.changed.fire();
  }

  remove(id: string): void {
    if (id === 'selection') this.declined = this.selected;
    this.added = this.added.filter(each => each.id !== id);
    this.changed.fire();
  }

  /** Hands over what goes with the question that is asked now; whole files are read again, as they are now. */
  async take(): Promise<readonly Attachment[]> {
    const taken = this.all.map(({ attachment }) => attachment);
    this.declined = this.selected;
    this.added = [];
    this.changed.fire();
    return Promise.all(taken.map(refreshed));
  }

  private get selected(): Attachment | undefined {
    const editor = vscode.window.activeTextEditor;
    if (!editor || editor.selection.isEmpty || !isWork(editor.document)) return undefined;
    const selected = selectionAttachment(editor.document, editor.selection);
    if (selected.text.trim() === '') return undefined;
    return this.declined && isSamePlace(this.declined, selected) ? undefined : selected;
  }
}

/** Code, and the settings that somebody asks about; not logs, reports and pages. */
function isWork(document: vscode.TextDocument): boolean {
  return isCode(document) || document.uri.scheme === 'vscode-userdata';
}

/** The offer is made at every cursor move: it must not copy the document each time. */
function fileAttachmentWithoutText(document: vscode.TextDocument): Attachment {
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

async function refreshed(attachment: Attachment): Promise<Attachment> {
  if (attachment.kind === 'selection') return attachment;
  const read = await readFileAttachment(vscode.Uri.parse(attachment.uri, true));
  return 'problem' in read ? attachment : read;
}
