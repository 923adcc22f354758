import type { Attachment } from '../../core/chat/attachment.ts';
import type { Conversation } from '../../core/chat/conversation.ts';
import type { ConversationStore } from '../../core/chat/conversationStore.ts';
import { exclusionOf } from '../context/exclusion.ts';
import type { Services } from '../services.ts';
import type { ChatView } from './chatView.ts';
import { chipOf, modelView, turnView } from './chatViews.ts';
import type { PendingAttachments } from './pendingAttachments.ts';

/** What the page is told of the chat's state: conversation, chips, model, history and what came of a wish. */
export class ChatPage {
  constructor(
    private readonly services: Services,
    private readonly view: ChatView,
    private readonly store: ConversationStore,
    private readonly pending: PendingAttachments,
  ) {}

  showConversation({ id, turns }: Conversation): void {
    this.view.post({ type: 'show', conversationId: id, turns: turns.map(turnView) });
  }

  /** Called at every cursor move: it costs nothing while the chat is not in sight, unless the page asked. */
  showChips({ isAsked } = { isAsked: false }): void {
    if (!this.view.isVisible && !isAsked) return;
    const { all, offered } = this.pending;
    const chip = (id: string, each: Attachment) =>
      chipOf(id, each, exclusionOf(this.services.gate, each));
    this.view.post({
      type: 'chips',
      chips: all.map(({ id, attachment }) => chip(id, attachment)),
      offered: offered && chip('offered', offered),
    });
  }

  async showModel(): Promise<void> {
    const { models, settings, finder } = this.services;
    const chosen = await models.choose('chat', { interactive: false });
    this.view.post({ type: 'model', model: modelView(chosen) });
    if (chosen.model && settings.read()['chat.searchWorkspace']) finder.prepare();
  }

  async showHistory(openId: string): Promise<void> {
    const rows = (await this.store.list()).map(({ id, title, changedAtMs }) => ({
      id,
      title,
      changedAtMs,
      isOpen: id === openId,
    }));
    this.view.post({ type: 'history', rows });
  }

  report(result: { readonly done?: string; readonly problem?: string | undefined }): void {
    if (result.problem !== undefined) this.tell(result.problem, true);
    else if (result.done !== undefined) this.tell(result.done, false);
  }

  tell(text: string, isProblem: boolean): void {
    this.view.post({ type: 'notice', text, isProblem });
  }
}
