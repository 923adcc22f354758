import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import { type AnswerPorts, answerQuestion } from './answerQuestion.ts';
import type { Attachment } from './attachment.ts';
import {
  applyEvent,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  type Turn,
  titleOf,
} from './conversation.ts';
import { ConversationRecorder } from './conversationRecorder.ts';
import type { ConversationStore } from './conversationStore.ts';

/** What a surface that shows the conversation has to follow. */
export type ChatChange =
  /** Another conversation is in front. */
  | { readonly type: 'switched' }
  | { readonly type: 'turn'; readonly turn: Turn }
  | {
      readonly type: 'delta';
      readonly turnId: string;
      readonly start: number;
      readonly text: string;
    }
  /** Nothing of the answer comes now, and why; undefined when there is no reason any more. */
  | { readonly type: 'waiting'; readonly turnId: string; readonly why: string | undefined }
  | { readonly type: 'answering'; readonly isAnswering: boolean }
  /** The conversation goes on, but it could not be written to disk. */
  | { readonly type: 'unsaved' };

/** What a session needs of the world. */
export interface ChatSessionPorts {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Asked for each answer, because settings may change in between. */
  readonly answering: () => AnswerPorts;
}

/** The conversation in front, and the answer that is coming. At most one answer comes at a time. */
export class ChatSession implements Disposable {
  private current: Conversation;
  private running: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  private recorder: ConversationRecorder;
  private readonly changes = new Emitter<ChatChange>();
  readonly onDidChange: Event<ChatChange> = this.changes.event;

  constructor(private readonly ports: ChatSessionPorts) {
    this.current = emptyConversation(ports.newId(), ports.nowMs());
    this.recorder = this.recorderFor(this.current.id);
  }

  get conversation(): Conversation {
    return this.current;
  }

  get isAnswering(): boolean {
    return this.running !== undefined;
  }

  /** Asks in the conversation in front; resolves when the answer is finished, however it ended. */
  async ask(question: string, attachments: readonly Attachment[]): Promise<void> {
    while (this.running) await this.stop();
    const { newId, nowMs } = this.ports;
    const asked = {
      type: 'asked',
      turn: newId(),
      atMs: nowMs(),
      text: question,
      attachments,
    } as const;
    const events = this.current.turns.length === 0 ? [this.created(question), asked] : [asked];
    for (const event of events) this.take(event);
    await this.run(asked.turn);
  }

  /** Asks the last question again; its answer so far is replaced. */
  async retry(turnId: string): Promise<void> {
    if (this.current.turns.at(-1)?.id !== turnId) return;
    while (this.running) await this.stop();
    await this.run(turnId);
  }

  /** Stops the answer that is coming; what has arrived is kept. */
  async stop(): Promise<void> {
    this.running?.abort.abort();
    await this.running?.done;
  }

  /** Puts an empty conversation in front; the one before is in the history. */
  async startNew(): Promise<void> {
    while (this.running) await this.stop();
    this.show(emptyConversation(this.ports.newId(), this.ports.nowMs()));
  }

  /** Puts a conversation of the history in front; false when it is not there. */
  async open(id: string): Promise<boolean> {
    if (id === this.current.id) return true;
    const read = await this.ports.store.load(id);
    if (!read) return false;
    while (this.running) await this.stop();
    if (read.unreadableLines > 0) {
      this.ports.log.warn(`${read.unreadableLines} lines of a chat could not be read.`);
    }
    this.show(read.conversation);
    return true;
  }

  dispose(): void {
    this.running?.abort.abort();
    this.changes.dispose();
  }

  private show(conversation: Conversation): void {
    this.current = conversation;
    this.recorder = this.recorderFor(conversation.id);
    this.changes.fire({ type: 'switched' });
  }

  private created(question: string): ConversationEvent {
    const { id, createdAtMs } = this.current;
    return { type: 'created', version: 1, id, atMs: createdAtMs, title: titleOf(question) };
  }

  private async run(turnId: string): Promise<void> {
    const abort = new AbortController();
    const done = this.answer(turnId, abort.signal).finally(() => {
      this.running = undefined;
      this.changes.fire({ type: 'answering', isAnswering: false });
    });
    this.running = { abort, done };
    this.changes.fire({ type: 'answering', isAnswering: true });
    await done;
  }

  private async answer(turnId: string, signal: AbortSignal): Promise<void> {
    const index = this.current.turns.findIndex(turn => turn.id === turnId);
    const turn = this.current.turns[index];
    if (!turn) return;
    const earlier = this.current.turns.slice(0, index);
    for await (const event of answerQuestion(earlier, turn, this.ports.answering(), signal)) {
      if (event.type !== 'waiting') this.take(event);
      else this.changes.fire({ type: 'waiting', turnId, why: event.why });
    }
  }

  /** The one place where the conversation changes: in memory, on disk, on the surface. */
  private take(event: ConversationEvent): void {
    const before = this.current;
    this.current = applyEvent(before, event);
    this.recorder.record(event);
    if (event.type === 'created') return;
    if (event.type === 'received') this.fireDelta(before, event.turn, event.text);
    else this.fireTurn(event.turn);
  }

  private fireDelta(before: Conversation, turnId: string, text: string): void {
    const start = before.turns.find(({ id }) => id === turnId)?.answer.text.length ?? 0;
    this.changes.fire({ type: 'delta', turnId, start, text });
  }

  private fireTurn(turnId: string): void {
    const turn = this.current.turns.find(({ id }) => id === turnId);
    if (turn) this.changes.fire({ type: 'turn', turn });
  }

  private recorderFor(id: string): ConversationRecorder {
    const { store, clock, log } = this.ports;
    return new ConversationRecorder(id, store, clock, error => {
      log.error('A chat could not be written to disk.', error);
      this.changes.fire({ type: 'unsaved' });
    });
  }
}
