import type { Clock } from '../../base/clock.ts';
import type { ConversationEvent } from './conversation.ts';
import type { ConversationStore } from './conversationStore.ts';

/** Text that has arrived is written at least this often: a kill loses no more than that of an answer. */
const writeEveryMs = 1000;

/**
 * Writes what happens in one conversation to the store.
 * A model's text comes in hundreds of small pieces: they are collected for a moment; all else is written at once.
 * A question and the end of an answer are on the disk itself before anything else is written.
 */
export class ConversationRecorder {
  private unsaved: Extract<ConversationEvent, { type: 'received' }> | undefined;
  private savedAtMs: number;

  constructor(
    private readonly id: string,
    private readonly store: ConversationStore,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.savedAtMs = clock.now();
  }

  record(event: ConversationEvent): void {
    if (event.type === 'received') {
      this.unsaved = { ...event, text: (this.unsaved?.text ?? '') + event.text };
      if (this.clock.now() - this.savedAtMs >= writeEveryMs) this.flush([], false);
    } else {
      this.flush([event], event.type === 'asked' || event.type === 'finished');
    }
  }

  private flush(events: readonly ConversationEvent[], durable: boolean): void {
    const all = this.unsaved ? [this.unsaved, ...events] : events;
    this.unsaved = undefined;
    this.savedAtMs = this.clock.now();
    this.store.append(this.id, all, { durable }).catch(this.onFailure);
  }
}
