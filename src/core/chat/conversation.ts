import type { Usage } from '../model/model.ts';
import type { ModelErrorKind } from '../model/modelError.ts';
import type { Attachment } from './attachment.ts';

/** How an answer ended; one without an outcome is still coming. */
export type AnswerOutcome =
  | 'complete'
  /** The user stopped it; what had arrived is kept. */
  | 'stopped'
  /** The model reached its output limit. */
  | 'length'
  /** The provider's content filter cut it. */
  | 'filtered'
  | 'failed'
  /** The window or the machine went away while it was coming. */
  | 'interrupted';

/** Why there is no answer, or no more of it: a sentence for the user, and what may help. */
export interface AnswerFailure {
  readonly kind: ModelErrorKind | 'refused' | 'unexpected';
  readonly message: string;
}

/** What did not fit into the prompt, to be told beside the answer. */
export interface LeftOut {
  /** Older questions with their answers. */
  readonly turns: number;
  /** Attachments by path, with why they were not, or not wholly, sent. */
  readonly attachments: readonly {
    readonly path: string;
    readonly reason: 'excluded' | 'budget' | 'shortened';
    readonly rule?: string | undefined;
  }[];
  /** Places where a secret was masked. */
  readonly secrets?: number | undefined;
}

/** A place in the workspace that was found for a question and went along with it. */
export interface FoundPlace {
  readonly uri: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
}

export interface Answer {
  readonly text: string;
  /** Who answers; absent when no model could be chosen. */
  readonly model?: { readonly name: string; readonly providerName: string } | undefined;
  readonly found?: readonly FoundPlace[] | undefined;
  readonly outcome?: AnswerOutcome | undefined;
  readonly usage?: Usage | undefined;
  readonly leftOut?: LeftOut | undefined;
  readonly failure?: AnswerFailure | undefined;
}

/** One question and its answer. */
export interface Turn {
  readonly id: string;
  readonly askedAtMs: number;
  readonly question: string;
  readonly attachments: readonly Attachment[];
  readonly answer: Answer;
}

/** A chat as a plain value; it changes only by {@link applyEvent}. */
export interface Conversation {
  readonly id: string;
  readonly createdAtMs: number;
  readonly title: string;
  readonly turns: readonly Turn[];
}

/** Everything that can happen in a conversation. What is on disk is a list of these. */
export type ConversationEvent =
  | {
      readonly type: 'created';
      readonly version: 1;
      readonly id: string;
      readonly atMs: number;
      readonly title: string;
    }
  | {
      readonly type: 'asked';
      readonly turn: string;
      readonly atMs: number;
      readonly text: string;
      readonly attachments: readonly Attachment[];
    }
  /**
   * An answer begins, again when its model is known and when what was found for it leaves; one that was there before
   * (a retry) is replaced.
   */
  | {
      readonly type: 'started';
      readonly turn: string;
      readonly model?: Answer['model'];
      readonly found?: Answer['found'];
    }
  | { readonly type: 'received'; readonly turn: string; readonly text: string }
  | {
      readonly type: 'finished';
      readonly turn: string;
      readonly outcome: AnswerOutcome;
      readonly usage?: Usage | undefined;
      readonly leftOut?: LeftOut | undefined;
      readonly failure?: AnswerFailure | undefined;
    };

/** A conversation in which nothing has been asked yet. */
export function emptyConversation(id: string, createdAtMs: number): Conversation {
  return { id, createdAtMs, title: '', turns: [] };
}

/** The conversation after an event. Events about unknown turns change nothing: a damaged log stays readable. */
export function applyEvent(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case 'created':
      return { ...conversation, id: event.id, createdAtMs: event.atMs, title: event.title };
    case 'asked':
      return { ...conversation, turns: [...conversation.turns, turnOf(event)] };
    case 'started':
      return changeAnswer(conversation, event.turn, () => ({
        text: '',
        model: event.model,
        ...(event.found && { found: event.found }),
      }));
    case 'received':
      return changeAnswer(conversation, event.turn, answer => ({
        ...answer,
        text: answer.text + event.text,
      }));
    case 'finished':
      return changeAnswer(conversation, event.turn, answer => ({
        ...answer,
        outcome: event.outcome,
        usage: event.usage,
        leftOut: event.leftOut,
        failure: event.failure,
      }));
  }
}

function turnOf(event: Extract<ConversationEvent, { type: 'asked' }>): Turn {
  return {
    id: event.turn,
    askedAtMs: event.atMs,
    question: event.text,
    attachments: event.attachments,
    answer: { text: '' },
  };
}

function changeAnswer(
  conversation: Conversation,
  turnId: string,
  change: (answer: Answer) => Answer,
): Conversation {
  const turns = conversation.turns.map(turn =>
    turn.id === turnId ? { ...turn, answer: change(turn.answer) } : turn,
  );
  return { ...conversation, turns };
}

/** A conversation that comes back from disk: an answer that was still coming then was interrupted. */
export function settled(conversation: Conversation): Conversation {
  const turns = conversation.turns.map(turn =>
    turn.answer.outcome
      ? turn
      : { ...turn, answer: { ...turn.answer, outcome: 'interrupted' as const } },
  );
  return { ...conversation, turns };
}

/** How many characters of a question make a title that fits the sidebar's width. */
const titleLength = 60;

/** A title from the first question: its first line with words in it, cut between words. */
export function titleOf(question: string): string {
  const lines = question.split('\n').map(line => line.replace(/[\s#>*`]+/g, ' ').trim());
  const line = lines.find(text => /[\p{L}\p{N}]/u.test(text)) ?? lines.find(text => text) ?? 'Chat';
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength);
  const lastBlank = cut.lastIndexOf(' ');
  return `${(lastBlank > titleLength / 2 ? cut.slice(0, lastBlank) : withoutHalfPair(cut)).trimEnd()}…`;
}

/** A cut must not leave half of a surrogate pair behind. */
function withoutHalfPair(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
