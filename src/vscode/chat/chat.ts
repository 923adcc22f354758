import * as vscode from 'vscode';
import { DisposableStore, toDisposable } from '../../base/disposable.ts';
import type { Attachment } from '../../core/chat/attachment.ts';
import type { ChatChange, ChatSession } from '../../core/chat/chatSession.ts';
import type { Turn } from '../../core/chat/conversation.ts';
import type { ConversationStore } from '../../core/chat/conversationStore.ts';
import { DeltaBuffer } from '../../core/chat/deltaBuffer.ts';
import type { Mentions } from '../../core/chat/mentions.ts';
import type { FromPage } from '../../protocol/chatMessages.ts';
import type { WorkspaceIgnoreRules } from '../context/workspaceIgnoreRules.ts';
import type { EditProposer, Services } from '../services.ts';
import { applyBlock } from './applyBlock.ts';
import { askedAbout } from './askedAbout.ts';
import { ChatPage } from './chatPage.ts';
import type { ChatView } from './chatView.ts';
import { attachmentOfChip, turnView } from './chatViews.ts';
import { insertAtCursor } from './insertAtCursor.ts';
import { openLink } from './openLink.ts';
import { parsedUri } from './parsedUri.ts';
import type { PendingAttachments } from './pendingAttachments.ts';
import { readFileAttachment, selectionAttachment } from './readAttachment.ts';
import { showAttachment } from './showAttachment.ts';
import { TerminalInserter } from './terminalInserter.ts';

/** Under this key the workspace remembers which conversation was in front. */
const openChatKey = 'inkling.chat.open';

type Handlers = {
  readonly [K in FromPage['type']]: (message: Extract<FromPage, { type: K }>) => unknown;
};

/** Brings session, attachments and page together: what the page asks for is done, what changes is told. */
export class Chat extends DisposableStore {
  private readonly page: ChatPage;
  private readonly deltas: DeltaBuffer;
  private readonly terminals = this.add(new TerminalInserter());
  private restoring: Promise<void> | undefined;
  private isFocusWanted = false;

  constructor(
    private readonly services: Services,
    private readonly session: ChatSession,
    private readonly store: ConversationStore,
    private readonly view: ChatView,
    private readonly pending: PendingAttachments,
    private readonly edits: EditProposer,
    private readonly models: { setUp(): Promise<void> },
    private readonly ignoreRules: Pick<WorkspaceIgnoreRules, 'whenLoaded'>,
  ) {
    super();
    this.page = new ChatPage(services, view, store, pending);
    this.deltas = new DeltaBuffer(services.clock, delta => view.post({ type: 'delta', ...delta }));
    this.add(view.onDidReceive(message => void this.handle(message)));
    this.add(session.onDidChange(change => this.follow(change)));
    this.add(pending.onDidChange(() => this.page.showChips()));
    this.add(services.models.onDidChange(() => void this.page.showModel()));
    this.add(toDisposable(() => this.deltas.flush()));
  }

  /** A page that is not there yet is told when it is; it takes the focus only if nobody has gone elsewhere meanwhile. */
  async open(): Promise<void> {
    this.isFocusWanted = true;
    await this.view.reveal();
    if (this.view.isPageReady) this.postFocus();
  }

  async startNew(): Promise<void> {
    await this.restored();
    await this.session.startNew();
    await this.open();
  }

  async showHistory(): Promise<void> {
    await this.view.reveal();
    await this.showPast();
  }

  /** Asks for somebody who is elsewhere. Resolves when the answer has ended, with what came of it. */
  async ask(
    question: string,
    attachments: readonly Attachment[],
  ): Promise<Turn['answer'] | undefined> {
    await this.restored();
    await this.open();
    return this.answerTo(question, attachments);
  }

  private async answerTo(
    question: string,
    attachments: readonly Attachment[],
  ): Promise<Turn['answer'] | undefined> {
    const { gate } = this.services;
    const asked = await askedAbout(question, attachments, gate, this.ignoreRules);
    const answered = this.session.ask(question, asked.attachments);
    // A new question takes away what was complained of before it.
    if (asked.problems.length > 0) this.page.tell(asked.problems.join(' '), true);
    await answered;
    return this.session.conversation.turns.at(-1)?.answer;
  }

  /** Asks about what goes along now. */
  async askAboutPending(question: string): Promise<Turn['answer'] | undefined> {
    if (question.trim() === '') return undefined;
    await this.restored();
    return this.ask(question, await this.pending.take());
  }

  /** The page asks about what it showed. It has the focus already: revealing it again would take it off the composer. */
  private async askFromPage({ text, chipIds }: Extract<FromPage, { type: 'ask' }>) {
    if (this.session.isAnswering || text.trim() === '') return;
    await this.answerTo(text, await this.pending.take(chipIds));
  }

  async addSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return this.page.tell('Select some code in an editor first.', true);
    this.pending.attach(selectionAttachment(editor.document, editor.selection));
    await this.open();
  }

  /** Adds files to the next question; the sentences that it shows about those that can't be added. */
  async addFiles(uris: readonly vscode.Uri[]): Promise<readonly string[]> {
    if (uris.length === 0) return [];
    await this.open();
    const problems: string[] = [];
    for (const uri of uris) {
      const read = await readFileAttachment(uri);
      if ('problem' in read) problems.push(read.problem);
      else this.pending.attach(read);
    }
    if (problems.length > 0) this.page.tell(problems.join(' '), true);
    return problems;
  }

  /** Adds changes or problems to the next question; the sentences that it shows about what is not there. */
  async addMentioned(mentions: Mentions): Promise<readonly string[]> {
    if (mentions.changes || mentions.problems) await this.open();
    const problems = await this.pending.attachMentioned(mentions);
    if (problems.length > 0) this.page.tell(problems.join(' '), true);
    return problems;
  }

  private readonly handlers: Handlers = {
    ready: () => this.greet(),
    ask: message => this.askFromPage(message),
    stop: () => this.session.stop(),
    retry: ({ turnId }) => this.session.retry(turnId),
    newChat: () => this.startNew(),
    listHistory: () => this.showPast(),
    openChat: ({ id }) => this.openChat(id),
    deleteChat: ({ id }) => this.deleteChat(id),
    restoreChat: ({ id }) => this.store.restore(id).then(() => this.showPast()),
    addContext: () => vscode.commands.executeCommand('inkling.chat.addFile'),
    acceptOffered: () => this.acceptOffered(),
    removeChip: ({ id }) => this.pending.remove(id),
    openChip: ({ id }) => this.openChip(id),
    dropFiles: ({ uris }) => this.addFiles(uris.flatMap(parsedUri)),
    copy: ({ text }) => this.copy(text),
    insert: async ({ code }) => this.page.report(await insertAtCursor(code)),
    toTerminal: async ({ text }) => this.page.report(await this.terminals.insert(text)),
    apply: message => this.apply(message),
    openLink: async ({ href }) => this.page.report({ problem: await openLink(href) }),
    setUpModel: () => this.setUpModel(),
    enterKey: () => this.enterKey(),
    switchModel: () => vscode.commands.executeCommand('inkling.model.switch'),
    showSent: () => vscode.commands.executeCommand('inkling.sent.show'),
  };

  private async handle<K extends FromPage['type']>(message: Extract<FromPage, { type: K }>) {
    try {
      await this.handlers[message.type as K](message);
    } catch (error) {
      this.services.log.error(
        `The chat could not do what the page asked (${message.type}).`,
        error,
      );
      this.page.tell('That did not work. The log (Inkling: Show Log) says why.', true);
    }
  }

  private follow(change: ChatChange): void {
    if (change.type !== 'delta') this.deltas.flush();
    if (change.type === 'delta') this.deltas.add(change);
    else if (change.type === 'turn') this.view.post({ type: 'turn', turn: turnView(change.turn) });
    else if (change.type === 'waiting') this.view.post(change);
    else if (change.type === 'switched') this.showConversation();
    else if (change.type === 'unsaved') {
      this.page.tell(
        'This chat could not be written to disk. It will be gone after a reload.',
        true,
      );
    } else {
      void vscode.commands.executeCommand('setContext', 'inkling.isAnswering', change.isAnswering);
      this.remember();
    }
  }

  private async greet(): Promise<void> {
    await this.restored();
    this.postConversation();
    this.page.showChips({ isAsked: true });
    void this.services.tokens.load();
    if (this.isFocusWanted) this.postFocus();
    await this.page.showModel();
  }

  private postFocus(): void {
    this.isFocusWanted = false;
    this.view.post({ type: 'focus' });
  }

  private async acceptOffered(): Promise<void> {
    const { offered } = this.pending;
    if (offered) await this.addFiles([vscode.Uri.parse(offered.uri, true)]);
  }

  private async openChip(id: string): Promise<void> {
    const pending = this.pending.all.find(each => each.id === id)?.attachment;
    const attachment = pending ?? attachmentOfChip(this.session.conversation.turns, id);
    if (attachment) await showAttachment(attachment);
  }

  private async apply({ turnId, code, info }: Extract<FromPage, { type: 'apply' }>) {
    const { turns } = this.session.conversation;
    const asked = turns.slice(0, turns.findIndex(({ id }) => id === turnId) + 1);
    const attachments = asked.toReversed().flatMap(turn => turn.attachments);
    this.page.report(await applyBlock({ code, info }, attachments, this.edits));
  }

  private async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    this.page.tell('Copied.', false);
  }

  /** Whoever sets up a model because a question had none gets the answer without asking twice. */
  private async setUpModel(): Promise<void> {
    await this.models.setUp();
    const last = this.session.conversation.turns.at(-1);
    if (this.session.isAnswering || last?.answer.failure?.kind !== 'noModel') return;
    const { model } = await this.services.models.choose('chat', { interactive: false });
    if (model) await this.session.retry(last.id);
  }

  /** The key of the server that refused the last question, which then is asked again. */
  private async enterKey(): Promise<void> {
    const last = this.session.conversation.turns.at(-1);
    const model = last?.answer.model?.name;
    const isEntered = await vscode.commands.executeCommand('inkling.model.enterKey', { model });
    if (isEntered === true && last?.answer.failure?.kind === 'unauthorized')
      await this.session.retry(last.id);
  }

  private async openChat(id: string): Promise<void> {
    if (!(await this.session.open(id)))
      this.page.tell('This chat could not be read any more.', true);
  }

  private async deleteChat(id: string): Promise<void> {
    if (id === this.session.conversation.id) await this.session.startNew();
    await this.store.remove(id);
    await this.showPast();
  }

  private restored(): Promise<void> {
    this.restoring ??= (async () => {
      const id = this.services.extension.workspaceState.get<string>(openChatKey);
      if (id === undefined) return;
      await this.session.open(id).catch((error: unknown) => {
        this.services.log.warn(`The last chat could not be opened again: ${error}`);
      });
    })();
    return this.restoring;
  }

  private remember(): void {
    void this.services.extension.workspaceState.update(openChatKey, this.session.conversation.id);
  }

  /** The selection is news to a conversation that has just come to the front. */
  private showConversation(): void {
    this.postConversation();
    this.pending.startOver();
  }

  private postConversation(): void {
    this.deltas.flush();
    this.page.showConversation(this.session.conversation);
    this.remember();
  }

  private showPast(): Promise<void> {
    return this.page.showHistory(this.session.conversation.id);
  }
}
