import type { ConversationEvent } from './conversation.ts';
import type { ReadConversation } from './conversationLog.ts';

/** One entry of the history. */
export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

/** Keeps conversations, each as an append-only log of events. */
export interface ConversationStore {
  /** Appends events in order. `durable` waits until they are on the disk itself. */
  append(
    id: string,
    events: readonly ConversationEvent[],
    options: { readonly durable: boolean },
  ): Promise<void>;
  /** Reads a conversation; undefined when there is none by this id or nothing in it is readable. */
  load(id: string): Promise<ReadConversation | undefined>;
  /** The history, changed last first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** Takes a conversation out of the history; `restore` brings it back. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}
