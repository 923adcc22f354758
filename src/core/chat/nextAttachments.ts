import { type Attachment, isSamePlace } from './attachment.ts';

/** One attachment of the next question, under the name by which the page speaks of it. */
export interface Pending {
  readonly id: string;
  readonly attachment: Attachment;
}

/** What the editor in front has to give; the file comes without its text. */
export interface InFront {
  readonly selection: Attachment | undefined;
  readonly file: Attachment | undefined;
  /** With a first question it may: a conversation without a turn knows nothing of the code that it is about. */
  readonly mayFileGo: boolean;
  /** The problems that are reported for an attachment's lines; undefined where there are none. */
  readonly problemsOf?: (code: Attachment) => Attachment | undefined;
}

/** So many attachments that went by unasked, such as a selection under way, can still be asked about. */
const mostRemembered = 8;

/**
 * What goes with the next question: what the user added, and what is selected in the editor in front;
 * with a first question that has neither, the file in front. With either go the problems that are reported there.
 * What was taken off stays off.
 */
export class NextAttachments {
  private added: readonly Pending[] = [];
  private declined: readonly Attachment[] = [];
  /** What has been shown and not asked about, newest last. */
  private automatic: readonly Pending[] = [];
  private lastId = 0;

  /** What goes along if the question is asked now. */
  all(inFront: InFront): readonly Pending[] {
    const code = this.automaticOf(inFront);
    if (!code) return this.added;
    const problems = inFront.problemsOf?.(code);
    const goes = problems && this.isNew(problems) ? [code, problems] : [code];
    return [...this.added, ...goes.map(attachment => this.named(attachment))];
  }

  /** The file in front, when nothing of it goes along yet. */
  offered(inFront: InFront): Attachment | undefined {
    const { file } = inFront;
    const isThere = this.all(inFront).some(({ attachment }) => attachment.uri === file?.uri);
    return isThere ? undefined : file;
  }

  attach(attachment: Attachment): void {
    const others = this.added.filter(each => !isSamePlace(each.attachment, attachment));
    this.added = [...others, { id: this.newId(), attachment }];
  }

  remove(id: string): void {
    const taken = this.automatic.find(each => each.id === id);
    if (taken) this.decline(taken.attachment);
    this.added = this.added.filter(each => each.id !== id);
  }

  /**
   * Hands over what goes with the question that is asked now: what the asker saw under `ids`, in their order,
   * even where the editor has moved on since; without `ids` all that there is.
   */
  take(inFront: InFront, ids?: readonly string[]): readonly Attachment[] {
    const now = this.all(inFront);
    const known = [...now, ...this.automatic];
    const taken = ids ? ids.flatMap(id => known.find(each => each.id === id) ?? []) : now;
    for (const { id, attachment } of taken) {
      if (!this.added.some(each => each.id === id)) this.decline(attachment);
    }
    this.added = this.added.filter(each => !taken.includes(each));
    this.automatic = [];
    return taken.map(({ attachment }) => attachment);
  }

  /** Another conversation has seen nothing of what this one was shown. */
  startOver(): void {
    this.declined = [];
  }

  private automaticOf({ selection, file, mayFileGo }: InFront): Attachment | undefined {
    if (selection) return this.isNew(selection) ? selection : undefined;
    const goes = mayFileGo && this.added.length === 0 && file && this.isNew(file);
    return goes ? file : undefined;
  }

  private isNew(attachment: Attachment): boolean {
    const isAdded = this.added.some(each => isSamePlace(each.attachment, attachment));
    return !isAdded && !this.declined.some(each => isSamePlace(each, attachment));
  }

  /** The same place keeps its name, with the text that is there now. */
  private named(attachment: Attachment): Pending {
    const known = this.automatic.find(each => isSamePlace(each.attachment, attachment));
    const named = { id: known?.id ?? this.newId(), attachment };
    const others = this.automatic.filter(({ id }) => id !== named.id);
    this.automatic = [...others, named].slice(-mostRemembered);
    return named;
  }

  private decline(attachment: Attachment): void {
    const { uri, kind } = attachment;
    const others = this.declined.filter(each => each.uri !== uri || each.kind !== kind);
    this.declined = [...others, attachment];
  }

  private newId(): string {
    return `next-${++this.lastId}`;
  }
}
