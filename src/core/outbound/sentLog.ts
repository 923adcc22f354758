import { Emitter, type Event } from '../../base/event.ts';
import type { Price, Purpose, Usage, WireRequest } from '../model/model.ts';
import type { ModelErrorKind } from '../model/modelError.ts';
import type { DroppedPart, SealedContent } from './sealedPrompt.ts';

/** How a request ended. */
export type SentOutcome =
  | { readonly kind: 'running' }
  | {
      readonly kind: 'answered';
      readonly reason: 'stop' | 'length' | 'filtered';
      readonly usage: Usage;
    }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'failed';
      readonly error: ModelErrorKind | 'unknown';
      readonly message: string;
    };

/** A request as it left, with what it was made of. */
export interface SentRequest {
  /** What a model was asked for, or that a search engine was asked. */
  readonly role: Purpose | 'search';
  readonly modelName: string;
  readonly providerName: string;
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly sentAtMs: number;
  readonly durationMs: number;
  /** One for each attempt; none when nothing left (no connection was needed or made). */
  readonly wires: readonly WireRequest[];
  readonly content: SealedContent;
  readonly dropped: readonly DroppedPart[];
  /** What secrets were masked, one entry for each place. */
  readonly masked: readonly string[];
  readonly tokens: number;
  /** The model's, where the user has set one. */
  readonly price?: Price | undefined;
  readonly outcome: SentOutcome;
}

/** Enough to find the one in question; a full chat prompt has some 100 kB. */
const capacity = 20;
/** Embeddings of a workspace take thousands of requests, which must not push out the others. */
const mostEmbeddings = 5;

/** The last requests, newest first. In memory only: it goes with the window. */
export class SentLog {
  private entries: SentRequest[] = [];
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;

  get requests(): readonly SentRequest[] {
    return this.entries;
  }

  /** Adds a request, and hands out the function that replaces it as it goes on. */
  add(request: SentRequest): (change: Partial<SentRequest>) => void {
    let current = request;
    let embeddings = 0;
    this.entries = [current, ...this.entries]
      .filter(({ role }) => role !== 'embedding' || ++embeddings <= mostEmbeddings)
      .slice(0, capacity);
    this.changed.fire();
    return change => {
      const next = { ...current, ...change };
      this.entries = this.entries.map(entry => (entry === current ? next : entry));
      current = next;
      this.changed.fire();
    };
  }
}
