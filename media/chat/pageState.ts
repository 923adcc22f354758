import { assertNever } from '../../src/base/assert.ts';
import type {
  AnswerView,
  Chip,
  HistoryRow,
  ModelView,
  ToPage,
  TurnView,
} from '../../src/protocol/chatMessages.ts';

/** A sentence above the composer; `id` tells two equal ones apart. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isProblem: boolean;
}

/** Everything that the page shows, made of the host's messages alone. */
export interface PageState {
  readonly conversationId: string;
  readonly turns: readonly TurnView[];
  /** Why nothing of an answer comes now. */
  readonly waiting: { readonly turnId: string; readonly why: string | undefined } | undefined;
  /** Undefined until the host has told what goes along. */
  readonly chips: readonly Chip[] | undefined;
  readonly offered: Chip | undefined;
  readonly model: ModelView | undefined;
  /** The history, while it is open. */
  readonly history: readonly HistoryRow[] | undefined;
  readonly notice: Notice | undefined;
}

export const initialState: PageState = {
  conversationId: '',
  turns: [],
  waiting: undefined,
  chips: undefined,
  offered: undefined,
  model: undefined,
  history: undefined,
  notice: undefined,
};

/**
 * The state after a message. Whoever goes to the composer, or asks, is done with the history; whoever asks, or opens
 * another chat, with what was complained of.
 */
export function reduce(state: PageState, message: ToPage): PageState {
  switch (message.type) {
    case 'show':
      return {
        ...state,
        conversationId: message.conversationId,
        turns: message.turns,
        waiting: undefined,
        notice: message.conversationId === state.conversationId ? state.notice : undefined,
      };
    case 'turn': {
      const isNew = !isKnown(state.turns, message.turn);
      return {
        ...state,
        turns: withTurn(state.turns, message.turn),
        waiting: undefined,
        history: isNew ? undefined : state.history,
        notice: isNew ? undefined : state.notice,
      };
    }
    case 'delta':
      return {
        ...state,
        waiting: undefined,
        turns: changeAnswer(state.turns, message.turnId, answer => ({
          ...answer,
          text: answer.text.slice(0, message.start) + message.text,
        })),
      };
    case 'waiting':
      return { ...state, waiting: message };
    case 'chips':
      return { ...state, chips: message.chips, offered: message.offered };
    case 'model':
      return { ...state, model: message.model };
    case 'history':
      return { ...state, history: message.rows };
    case 'notice': {
      const { text, isProblem } = message;
      return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, text, isProblem } };
    }
    case 'focus':
      return { ...state, history: undefined };
    default:
      return assertNever(message);
  }
}

/** Whether an answer is coming: then the composer stops instead of sending. */
export function isAnswering({ turns }: Pick<PageState, 'turns'>): boolean {
  const last = turns.at(-1);
  return last !== undefined && last.answer.outcome === undefined;
}

function withTurn(turns: readonly TurnView[], turn: TurnView): readonly TurnView[] {
  if (!isKnown(turns, turn)) return [...turns, turn];
  return turns.map(each => (each.id === turn.id ? turn : each));
}

function isKnown(turns: readonly TurnView[], turn: TurnView): boolean {
  return turns.some(({ id }) => id === turn.id);
}

function changeAnswer(
  turns: readonly TurnView[],
  turnId: string,
  change: (answer: AnswerView) => AnswerView,
): readonly TurnView[] {
  return turns.map(turn => (turn.id === turnId ? { ...turn, answer: change(turn.answer) } : turn));
}
